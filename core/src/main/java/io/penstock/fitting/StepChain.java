package io.penstock.fitting;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.formula.FormulaEvaluator;
import io.penstock.parts.TrainingPart;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Step;
import io.penstock.preparation.TrainingFill;
import io.penstock.series.Frequency;
import io.penstock.series.RowRange;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The columns of a series as one step after the other leaves them. Each step is fitted on what
 * training sees after those before it.
 */
final class StepChain {
  private final TrainingPart part;
  private final List<String> targets;
  private final int season;
  private final TrainingColumns table;

  /** Over raw columns: what is computed wherever the file runs. */
  private final Map<String, Formula> formulas = new LinkedHashMap<>();

  /** Over raw and filled columns: what training sees, the same where no step fills. */
  private final Map<String, Formula> inTraining = new HashMap<>();

  private final Map<String, Formula> truths = new HashMap<>();
  private final Map<String, List<Inverse>> inverses = new HashMap<>();
  private final Set<String> known = new LinkedHashSet<>();
  private final Set<String> scaled = new HashSet<>();
  private final Set<String> othersAllowed = new HashSet<>();
  private final List<String> words = new ArrayList<>();
  private boolean fills;

  private StepChain(TrainingPart part, List<String> targets, int season) {
    this.part = part;
    this.targets = targets;
    this.season = season;
    this.table = new TrainingColumns(part);
    for (String column : part.columns()) {
      Formula raw = Formula.column(column);
      formulas.put(column, raw);
      inTraining.put(column, raw);
      truths.put(column, raw);
    }
  }

  /**
   * Fits steps one after the other.
   *
   * @param targets columns to be forecast
   * @param season rows of a season of the series
   */
  static StepChain of(TrainingPart part, List<Step> steps, List<String> targets, int season) {
    StepChain chain = new StepChain(part, targets, season);
    for (Step step : steps) {
      chain.add(step.fit(chain.new Rows()));
    }
    return chain;
  }

  private void add(FittedStep step) {
    Map<String, Formula> before = Map.copyOf(formulas);
    Map<String, Formula> trainingBefore = Map.copyOf(inTraining);
    for (Map.Entry<String, Formula> entry : step.columns().entrySet()) {
      String column = entry.getKey();
      requireKnown(entry.getValue(), before.keySet(), column);
      Formula formula = entry.getValue().replace(before);
      Inverse inverse = step.inverses().get(column);
      if (before.containsKey(column)) {
        if (inverse != null) {
          inverses
              .computeIfAbsent(column, name -> new ArrayList<>())
              .add(0, inverse.replace(before));
        }
      } else {
        truths.put(column, formula);
        inverses.remove(column);
      }
      formulas.put(column, formula);
      inTraining.put(
          column, training(column, entry.getValue().replace(trainingBefore), step, trainingBefore));
    }
    for (String column : step.removed()) {
      formulas.remove(column);
      known.remove(column);
    }
    known.addAll(step.future());
    scaled.addAll(step.scaled());
    othersAllowed.addAll(step.othersAllowed());
    words.addAll(step.words());
  }

  private Formula training(
      String column, Formula formula, FittedStep step, Map<String, Formula> before) {
    TrainingFill fill = step.training().get(column);
    if (fill == null) {
      return formula;
    }
    fills = true;
    float[] values = FormulaEvaluator.of(before.getOrDefault(column, formula), table);
    float[] filled = fill.fill(values, part.segments()).clone();
    // What it cannot reach, as before the first known value, is filled as wherever the file runs.
    float[] otherwise = FormulaEvaluator.of(formula, table);
    for (int row = 0; row < filled.length; row++) {
      if (Float.isNaN(filled[row])) {
        filled[row] = otherwise[row];
      }
    }
    return Formula.column(table.add(filled));
  }

  private void requireKnown(Formula formula, Set<String> columns, String column) {
    if (!columns.containsAll(formula.columns())) {
      throw PenstockException.config(
          "A step computes %s from %s, but at its place in the list there are only the columns %s.",
          column, String.join(", ", formula.columns()), String.join(", ", columns));
    }
  }

  /** The columns' names: the series' own in order, then those that were added. */
  List<String> columns() {
    return List.copyOf(formulas.keySet());
  }

  /** A column, over raw columns. */
  Formula formula(String column) {
    return formulas.get(column);
  }

  /** A column as training sees it, over {@link #table}. */
  Formula inTraining(String column) {
    return inTraining.get(column);
  }

  /** What the formulas of training are evaluated over. */
  TrainingColumns table() {
    return table;
  }

  /** Whether a step fills for training in another way than wherever the file runs. */
  boolean fills() {
    return fills;
  }

  /** A column in its own unit: as it was read, or as the step that added it computes it. */
  Formula truth(String column) {
    return truths.get(column);
  }

  /** The way back to a column in its own unit, in the order in which it is gone. */
  List<Inverse> inverses(String column) {
    return inverses.getOrDefault(column, List.of());
  }

  /** Columns that steps have added and that are known for the rows to be forecast. */
  Set<String> known() {
    return known;
  }

  /** Whether a step has scaled a column. */
  boolean isScaled(String column) {
    return scaled.contains(column);
  }

  /** Whether labels that training has not seen may occur in a raw column of words. */
  boolean allowsOthers(String column) {
    return othersAllowed.contains(column);
  }

  /** Whether a column is one of words as it was read. */
  boolean holdsWords(String column) {
    return formulas.get(column) instanceof Formula.Column raw && part.holdsWords(raw.name());
  }

  /** What the steps do, a line for each thing done. */
  List<String> words() {
    return List.copyOf(words);
  }

  /** The columns at one place of the list. */
  private final class Rows implements FittingRows {
    private final List<String> columns = List.copyOf(formulas.keySet());
    private final Map<String, float[]> computed = new HashMap<>();

    @Override
    public String name() {
      return part.name();
    }

    @Override
    public List<String> columns() {
      return columns;
    }

    @Override
    public Frequency frequency() {
      return part.frequency();
    }

    @Override
    public float[] values(String column) {
      Formula formula = inTraining.get(column);
      if (formula == null || !columns.contains(column)) {
        throw new IllegalArgumentException("no column " + column);
      }
      return computed.computeIfAbsent(column, name -> FormulaEvaluator.of(formula, table));
    }

    @Override
    public List<String> labels(String column) {
      return inTraining.get(column) instanceof Formula.Column raw
          ? part.labels(raw.name())
          : List.of();
    }

    @Override
    public Optional<String> idColumn() {
      return part.idColumn().filter(columns::contains);
    }

    @Override
    public List<String> targets() {
      return targets;
    }

    @Override
    public int season() {
      return season;
    }

    @Override
    public String label(int row) {
      return part.label(row);
    }

    @Override
    public int rows() {
      return part.rows();
    }

    @Override
    public List<RowRange> segments() {
      return part.segments();
    }

    @Override
    public long time(int row) {
      return part.time(row);
    }

    @Override
    public int indexOf(String column) {
      return columns.indexOf(column);
    }

    @Override
    public float value(int row, int column) {
      return values(columns.get(column))[row];
    }
  }
}
