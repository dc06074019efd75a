package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import java.util.List;
import java.util.Map;

/**
 * Adds by how much columns have changed since some rows before: {@code price_change_1}; or by what
 * share of what they were then: {@code price_return_1}, missing where that was 0.
 *
 * @param columns at least one
 * @param rows since how many rows before, each at least 1
 * @param relative whether it is a share
 */
public record Change(List<String> columns, List<Integer> rows, boolean relative) implements Step {
  static final StepKind KIND =
      StepKind.of(
              "change",
              "Adds by how much a column has changed since some rows before, as price_change_1.",
              "change: {columns: [price], rows: [1, 5]}")
          .keys(
              StepKey.columns("", "Columns to look at."),
              StepKey.counts("rows", "1", "Since how many rows before; one column each."))
          .requiring("columns")
          .making(values -> new Change(values.columns(), values.counts("rows", 1), false));

  static final StepKind KIND_OF_SHARE =
      StepKind.of(
              "return",
              "Adds by what share a column has changed since some rows before, as price_return_1: x / x before - 1, missing where x was 0.",
              "return: {columns: [price], rows: [1, 5]}")
          .keys(
              StepKey.columns("", "Columns to look at."),
              StepKey.counts("rows", "1", "Since how many rows before; one column each."))
          .requiring("columns")
          .making(values -> new Change(values.columns(), values.counts("rows", 1), true));

  /** Copies the lists and checks them. */
  public Change {
    columns = Chosen.required(name(relative), columns);
    rows = Numbers.counts(name(relative), "rows", rows);
  }

  private static String name(boolean relative) {
    return relative ? "return" : "change";
  }

  @Override
  public String name() {
    return name(relative);
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().columns(columns).list("rows", rows).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    Outcome outcome = new Outcome(name(), training);
    for (String column : Chosen.numbers(name(), columns, training)) {
      Formula x = Formula.column(column);
      for (int count : rows) {
        Chosen.requireReach(name(), training, count, "a change over " + Figures.rows(count));
        Formula before = x.lag(count);
        Formula change = x.minus(before);
        outcome.add(
            column + "_" + name() + "_" + count,
            relative ? Formulas.quotient(change, before) : change);
      }
      outcome.say(
          "%s of %s: %s since so many rows before",
          Figures.names(column + "_" + name() + "_", rows),
          column,
          relative ? "its change as a share" : "its change");
    }
    return outcome.fitted();
  }
}
