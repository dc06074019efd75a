package io.penstock.preparation;

import io.penstock.dataset.Columns;
import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.formula.FormulaEvaluator;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.series.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The fitted way from raw rows to what the network reads, and back. It travels in the model file,
 * so that the same raw rows give the same answer everywhere.
 *
 * <p>A prepared row has the {@link #columns}, each a formula of raw rows that is then scaled, and
 * after them the {@link #carriers}, which the way back needs.
 *
 * @param scaling the kind of scaling that was fitted on columns without a scaling of their own
 * @param inputs the raw columns that the model needs, in the order of its input. A target that is
 *     neither a feature nor looked at by the anchor, as a label is, may be made of others: those
 *     are needed to learn and not to forecast
 * @param categories the labels of those inputs, and of those columns that targets are made of, that
 *     hold words, by name
 * @param formulas of the columns, over the inputs; a target's may look ahead
 * @param columns names and scaling of the columns
 * @param features which of them the network reads, in its order
 * @param targets which of them are predicted, in order
 * @param future which of them are known for the rows to be predicted, in order
 * @param recoveries the way back for each target
 * @param words what the steps do, a line each; empty if columns are only scaled
 */
public record Preparation(
    Scaling scaling,
    List<String> inputs,
    Map<String, Categories> categories,
    List<Formula> formulas,
    List<ColumnScaling> columns,
    List<Integer> features,
    List<Integer> targets,
    List<Integer> future,
    List<Recovery> recoveries,
    List<String> words) {
  /** Checks that features and targets are columns, and that nothing reads what is not there. */
  public Preparation {
    Objects.requireNonNull(scaling, "scaling");
    inputs = List.copyOf(inputs);
    categories = Map.copyOf(categories);
    Set<String> mayHoldWords = new HashSet<>(inputs);
    recoveries.forEach(recovery -> mayHoldWords.addAll(recovery.truth().columns()));
    if (!mayHoldWords.containsAll(categories.keySet())) {
      throw new IllegalArgumentException(
          "labels of " + categories.keySet() + ", not all of them among " + mayHoldWords);
    }
    formulas = List.copyOf(formulas);
    columns = List.copyOf(columns);
    features = List.copyOf(features);
    targets = List.copyOf(targets);
    future = List.copyOf(future);
    recoveries = List.copyOf(recoveries);
    words = List.copyOf(words);
    int count = columns.size();
    if (features.isEmpty()
        || targets.isEmpty()
        || features.stream().anyMatch(i -> i < 0 || i >= count)
        || targets.stream().anyMatch(i -> i < 0 || i >= count)
        || future.stream().anyMatch(i -> i < 0 || i >= count)) {
      throw new IllegalArgumentException(
          String.format(
              "features %s, targets %s and future %s of %d columns",
              features, targets, future, count));
    }
    if (formulas.size() != count || recoveries.size() != targets.size()) {
      throw new IllegalArgumentException(
          String.format(
              "%d formulas of %d columns, %d ways back for %d targets",
              formulas.size(), count, recoveries.size(), targets.size()));
    }
    for (int column : features) {
      requireCausal(columns.get(column), formulas.get(column), inputs);
    }
    for (int column : future) {
      requireCausal(columns.get(column), formulas.get(column), inputs);
    }
  }

  private static void requireCausal(ColumnScaling column, Formula formula, List<String> inputs) {
    if (formula.ahead() > 0) {
      throw new IllegalArgumentException(
          column.column() + " looks " + formula.ahead() + " rows ahead: " + formula);
    }
    if (!inputs.containsAll(formula.columns())) {
      throw new IllegalArgumentException(
          column.column() + " is made of " + formula.columns() + ", not all of " + inputs);
    }
  }

  /**
   * A preparation that only scales the raw columns.
   *
   * @param scaling the kind of scaling that was fitted on columns without a scaling of their own
   * @param columns names and scaling of the columns
   * @param features which of them the network reads, in its order
   * @param targets which of them are predicted, in order
   * @param future which of them are known for the rows to be predicted, in order
   */
  public Preparation(
      Scaling scaling,
      List<ColumnScaling> columns,
      List<Integer> features,
      List<Integer> targets,
      List<Integer> future) {
    this(
        scaling,
        columns.stream().map(ColumnScaling::column).toList(),
        Map.of(),
        columns.stream().map(column -> Formula.column(column.column())).toList(),
        columns,
        features,
        targets,
        future,
        targets.stream().map(target -> rescaled(columns, target)).toList(),
        List.of());
  }

  private static Recovery rescaled(List<ColumnScaling> columns, int target) {
    if (target < 0 || target >= columns.size()) {
      throw new IllegalArgumentException("target " + target + " of " + columns.size());
    }
    ColumnScaling column = columns.get(target);
    return new Recovery(List.of(), Formula.column(column.column()), column.scale());
  }

  /**
   * A preparation that only scales the raw columns and knows nothing of the future.
   *
   * @param scaling the kind of scaling that was fitted on columns without a scaling of their own
   * @param columns names and scaling of the columns
   * @param features which of them the network reads, in its order
   * @param targets which of them are predicted, in order
   */
  public Preparation(
      Scaling scaling, List<ColumnScaling> columns, List<Integer> features, List<Integer> targets) {
    this(scaling, columns, features, targets, List.of());
  }

  /** {@return what the columns of the prepared rows are for} */
  public Columns roles() {
    return new Columns(width(), features, targets, future);
  }

  /**
   * {@return what the way back needs of a window or of the rows to be predicted, target by target:
   * the last columns of a prepared row, not scaled}
   */
  public List<Formula> carriers() {
    List<Formula> carriers = new ArrayList<>();
    for (Recovery recovery : recoveries) {
      for (Inverse inverse : recovery.inverses()) {
        carriers.addAll(inverse.carriers());
      }
    }
    return carriers;
  }

  /**
   * Where a carrier stands in a prepared row.
   *
   * @param carrier one of {@link #carriers}, itself and not one that is equal
   * @return the place among the prepared columns, counted from 0
   */
  public int place(Formula carrier) {
    List<Formula> carriers = carriers();
    for (int k = 0; k < carriers.size(); k++) {
      if (carriers.get(k) == carrier) {
        return columns.size() + k;
      }
    }
    throw new IllegalArgumentException("no carrier: " + carrier);
  }

  /** {@return values of a prepared row} */
  public int width() {
    return columns.size() + carriers().size();
  }

  /** {@return whether the columns are only scaled} */
  public boolean onlyScales() {
    for (int k = 0; k < columns.size(); k++) {
      if (!formulas.get(k).equals(Formula.column(columns.get(k).column()))) {
        return false;
      }
    }
    return carriers().isEmpty() && inputs.size() == columns.size();
  }

  /** {@return how many raw rows before a window are needed to prepare it} */
  public int history() {
    return read().stream().mapToInt(Formula::history).max().orElse(0);
  }

  /**
   * {@return whether a column is computed wherever the file runs: all but those of targets that
   * look ahead, or that are made of what only training has}
   *
   * @param column place among the prepared columns, counted from 0
   */
  public boolean reads(int column) {
    Formula formula = formulas.get(column);
    return formula.ahead() == 0 && inputs.containsAll(formula.columns());
  }

  /** {@return how many rows after a row its truth depends on} */
  public int ahead() {
    return recoveries.stream().mapToInt(recovery -> recovery.truth().ahead()).max().orElse(0);
  }

  /** {@return whether the model's input has the rows' times} */
  public boolean readsTime() {
    return read().stream().anyMatch(Formula::readsTime);
  }

  /** Formulas that are computed wherever the file runs. */
  private List<Formula> read() {
    List<Formula> read = new ArrayList<>(carriers());
    for (int column = 0; column < formulas.size(); column++) {
      if (reads(column)) {
        read.add(formulas.get(column));
      }
    }
    return read;
  }

  /**
   * {@return the formulas of the columns, missing in place of those that are not {@link #reads
   * read}}
   */
  public List<Formula> formulasInUse() {
    List<Formula> used = new ArrayList<>();
    for (int column = 0; column < formulas.size(); column++) {
      used.add(reads(column) ? formulas.get(column) : Formula.constant(Double.NaN));
    }
    return used;
  }

  /**
   * {@return whether the model must be told the times of the rows to be predicted: where what is
   * known of them, or the way back, follows from the time}
   */
  public boolean readsFutureTime() {
    return future.stream().anyMatch(column -> formulas.get(column).readsTime())
        || recoveries.stream()
            .flatMap(recovery -> recovery.inverses().stream())
            .filter(Inverse::readsFuture)
            .flatMap(inverse -> inverse.carriers().stream())
            .anyMatch(Formula::readsTime);
  }

  /** {@return names of the columns that the network reads} */
  public List<String> featureNames() {
    return features.stream().map(i -> columns.get(i).column()).toList();
  }

  /** {@return names of the columns that are predicted} */
  public List<String> targetNames() {
    return targets.stream().map(i -> columns.get(i).column()).toList();
  }

  /** {@return names of the prepared columns that are known for the rows to be predicted} */
  public List<String> futureNames() {
    return future.stream().map(i -> columns.get(i).column()).toList();
  }

  /**
   * {@return names of the raw columns that must be given for the rows to be predicted: those that
   * the first of the future columns reads, then those of the next}
   */
  public List<String> futureInputs() {
    Set<String> read = new LinkedHashSet<>();
    for (int column : future) {
      read.addAll(formulas.get(column).columns());
    }
    return List.copyOf(read);
  }

  /**
   * {@return scaling of the {@code k}-th target}
   *
   * @param k place among the targets, counted from 0
   */
  public ColumnScaling target(int k) {
    return columns.get(targets.get(k));
  }

  /**
   * {@return the classes of the {@code k}-th target by name, in the order of their numbers; empty
   * where its values are numbers}
   *
   * @param k place among the targets, counted from 0
   */
  public List<String> classes(int k) {
    return recoveries.get(k).truth() instanceof Formula.Column raw
            && categories.containsKey(raw.name())
        ? categories.get(raw.name()).labels()
        : List.of();
  }

  /**
   * {@return what differences of the {@code k}-th target are measured in}
   *
   * @param k place among the targets, counted from 0
   */
  public float unit(int k) {
    return recoveries.get(k).unit();
  }

  /**
   * Prepares all rows of a series.
   *
   * @param series has all inputs by name; other columns are ignored but for those that targets are
   *     made of
   * @return [row, column or carrier], row-major; NaN where a value cannot be known, and for targets
   *     that the series lacks
   * @throws PenstockException with code DATA if a column is missing
   */
  public float[] apply(Series series) {
    for (String input : inputs) {
      if (series.indexOf(input) < 0) {
        throw PenstockException.data(
            "%s has no column %s, which the model needs. It has %s.",
            series.name(), input, series.columns());
      }
    }
    List<Formula> known = new ArrayList<>(formulasInUse());
    for (int target : targets) {
      if (formulas.get(target).columns().stream().allMatch(name -> series.indexOf(name) >= 0)) {
        known.set(target, formulas.get(target));
      }
    }
    return apply(series, known);
  }

  /**
   * Prepares all rows of a table by other formulas for the columns, as training does with what only
   * it can know.
   *
   * @param table has all columns that the formulas and the carriers read
   * @param columnFormulas one for each column
   * @return [row, column or carrier], row-major
   */
  public float[] apply(Table table, List<Formula> columnFormulas) {
    return apply(table, columnFormulas, new RowRange(0, table.rows()));
  }

  /**
   * Prepares some rows of a table, which may read the rows before them.
   *
   * @param table has all columns that the formulas and the carriers read
   * @param columnFormulas one for each column
   * @param rows to be prepared, none outside the table
   * @return [row of the range, column or carrier], row-major
   */
  public float[] apply(Table table, List<Formula> columnFormulas, RowRange rows) {
    List<Formula> all = new ArrayList<>(columnFormulas);
    all.addAll(carriers());
    FormulaEvaluator evaluator = new FormulaEvaluator(all);
    int width = all.size();
    float[] prepared = new float[Math.multiplyExact(rows.size(), width)];
    evaluator.evaluate(table, rows, prepared);
    for (int at = 0; at < prepared.length; at += width) {
      for (int k = 0; k < columns.size(); k++) {
        prepared[at + k] = columns.get(k).apply(prepared[at + k]);
      }
    }
    return prepared;
  }
}
