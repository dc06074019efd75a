package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.TrainingFill;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a step comes to, column by column. */
final class Outcome {
  private final String step;
  private final FittingRows rows;
  private final Map<String, Formula> columns = new LinkedHashMap<>();
  private final Map<String, Inverse> inverses = new LinkedHashMap<>();
  private final Map<String, TrainingFill> fills = new LinkedHashMap<>();
  private final List<String> words = new ArrayList<>();

  Outcome(String step, FittingRows rows) {
    this.step = step;
    this.rows = rows;
  }

  /**
   * Adds a column.
   *
   * @throws PenstockException with code CONFIG if there is one of that name
   */
  void add(String name, Formula formula) {
    if (rows.columns().contains(name) || columns.containsKey(name)) {
      throw PenstockException.config(
          "%s: the step adds a column %s, but there is one of that name. Rename that one, or leave the step out.",
          step, name);
    }
    columns.put(name, formula);
  }

  /** Cleans a column, which keeps its unit. */
  void clean(String column, Formula formula) {
    columns.put(column, formula);
  }

  /** Transforms a column. */
  void transform(String column, Formula formula, Inverse inverse) {
    columns.put(column, formula);
    inverses.put(column, inverse);
  }

  /** Fills a column for training in another way than by its formula. */
  void fill(String column, TrainingFill fill) {
    fills.put(column, fill);
  }

  /** Says what it does, in the root locale. */
  void say(String format, Object... arguments) {
    words.add(String.format(Locale.ROOT, format, arguments));
  }

  /** The names of the columns that it adds or replaces, in order. */
  Set<String> names() {
    return Collections.unmodifiableSet(columns.keySet());
  }

  FittedStep fitted() {
    return FittedStep.of(columns, words).inverting(inverses).inTraining(fills);
  }
}
