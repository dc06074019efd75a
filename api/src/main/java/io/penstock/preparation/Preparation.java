package io.penstock.preparation;

import io.penstock.dataset.Columns;
import io.penstock.error.PenstockException;
import io.penstock.series.Series;
import java.util.List;

/**
 * The fitted way from raw rows to what the network reads, and back. It travels in the model file,
 * so that the same raw rows give the same answer everywhere.
 *
 * @param scaling the kind of scaling that was fitted
 * @param columns the raw columns that the model needs, in the order of its input, each with its
 *     fitted scaling
 * @param features which of them the network reads, in its order
 * @param targets which of them are predicted, in order
 * @param future which of them are known for the rows to be predicted, in order
 */
public record Preparation(
    Scaling scaling,
    List<ColumnScaling> columns,
    List<Integer> features,
    List<Integer> targets,
    List<Integer> future) {
  /** Checks that features and targets are columns. */
  public Preparation {
    columns = List.copyOf(columns);
    features = List.copyOf(features);
    targets = List.copyOf(targets);
    future = List.copyOf(future);
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
  }

  /** A preparation that knows nothing of the future. */
  public Preparation(
      Scaling scaling, List<ColumnScaling> columns, List<Integer> features, List<Integer> targets) {
    this(scaling, columns, features, targets, List.of());
  }

  /** What the columns of the prepared rows are for. */
  public Columns roles() {
    return new Columns(columns.size(), features, targets, future);
  }

  /** Names of the raw columns, in the order of the model's input. */
  public List<String> columnNames() {
    return columns.stream().map(ColumnScaling::column).toList();
  }

  /** Names of the columns that the network reads. */
  public List<String> featureNames() {
    return features.stream().map(i -> columns.get(i).column()).toList();
  }

  /** Names of the columns that are predicted. */
  public List<String> targetNames() {
    return targets.stream().map(i -> columns.get(i).column()).toList();
  }

  /** Names of the columns that are known for the rows to be predicted. */
  public List<String> futureNames() {
    return future.stream().map(i -> columns.get(i).column()).toList();
  }

  /** Scaling of the {@code k}-th target. */
  public ColumnScaling target(int k) {
    return columns.get(targets.get(k));
  }

  /**
   * Prepares all rows of a series.
   *
   * @param series has all columns by name; others are ignored
   * @return [row, column], row-major, in the order of {@link #columns()}; NaN where the raw value
   *     is
   * @throws PenstockException with code DATA if a column is missing
   */
  public float[] apply(Series series) {
    int count = columns.size();
    float[] prepared = new float[Math.multiplyExact(series.rows(), count)];
    for (int k = 0; k < count; k++) {
      ColumnScaling column = columns.get(k);
      int from = series.indexOf(column.column());
      if (from < 0) {
        throw PenstockException.data(
            "%s has no column %s, which the model needs. It has %s.",
            series.name(), column.column(), series.columns());
      }
      for (int row = 0; row < series.rows(); row++) {
        prepared[row * count + k] = column.apply(series.value(row, from));
      }
    }
    return prepared;
  }
}
