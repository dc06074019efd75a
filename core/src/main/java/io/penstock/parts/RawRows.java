package io.penstock.parts;

import io.penstock.series.Series;

/** Copies rows of a series, as a model's input wants them. */
public final class RawRows {
  private RawRows() {}

  /**
   * The same number of rows from several places.
   *
   * @param columns of the series, in the order wanted
   * @param starts places in the series
   * @param from first of the places
   * @param to after the last of them
   * @param offset rows from a place to the first row that is copied
   * @param rows how many are copied at each place
   * @return [place, row, column], row-major, raw units, NaN where a value is missing
   */
  public static float[] of(
      Series series, int[] columns, int[] starts, int from, int to, int offset, int rows) {
    float[] raw =
        new float[Math.multiplyExact(to - from, Math.multiplyExact(rows, columns.length))];
    int at = 0;
    for (int i = from; i < to; i++) {
      int first = starts[i] + offset;
      for (int row = first; row < first + rows; row++) {
        for (int column : columns) {
          raw[at++] = series.value(row, column);
        }
      }
    }
    return raw;
  }
}
