package io.penstock.series;

/**
 * Consecutive rows of a series.
 *
 * @param from the first row, counted from 0
 * @param to the row after the last; equal to {@code from} when there are none
 */
public record RowRange(int from, int to) {
  /** Checks that {@code 0 <= from <= to}. */
  public RowRange {
    if (from < 0 || to < from) {
      throw new IllegalArgumentException("rows " + from + " to " + to);
    }
  }

  /** {@return how many rows there are} */
  public int size() {
    return to - from;
  }

  /**
   * {@return whether {@code row} is one of them}
   *
   * @param row counted from 0
   */
  public boolean contains(int row) {
    return row >= from && row < to;
  }
}
