package io.penstock.dataset;

import java.util.List;

/**
 * What the columns of an array of rows are for.
 *
 * @param count columns of a row
 * @param features those that a network reads, in its order
 * @param targets those to be predicted, in order
 * @param future those that are known for the rows to be predicted, in order
 */
public record Columns(
    int count, List<Integer> features, List<Integer> targets, List<Integer> future) {
  /** Checks that they are columns. */
  public Columns {
    features = List.copyOf(features);
    targets = List.copyOf(targets);
    future = List.copyOf(future);
    for (List<Integer> columns : List.of(features, targets, future)) {
      for (int column : columns) {
        if (column < 0 || column >= count) {
          throw new IllegalArgumentException("column " + column + " of " + count);
        }
      }
    }
  }

  /**
   * Features and targets alone.
   *
   * @param count columns of a row
   * @param features those that a network reads, in its order
   * @param targets those to be predicted, in order
   */
  public Columns(int count, List<Integer> features, List<Integer> targets) {
    this(count, features, targets, List.of());
  }
}
