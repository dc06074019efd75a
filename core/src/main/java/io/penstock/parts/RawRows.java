package io.penstock.parts;

import io.penstock.model.RawWindows;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import io.penstock.series.Series;
import java.util.List;

/** Copies rows of a series, as a model's input wants them. */
public final class RawRows {
  private RawRows() {}

  /**
   * The same number of rows from several places.
   *
   * @param series has all inputs of the preparation
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

  /**
   * The times of the same number of rows from several places. Those of rows after the series' end
   * follow from its frequency.
   *
   * @param series has all inputs of the preparation
   * @param starts places in the series
   * @param from first of the places
   * @param to after the last of them
   * @param offset rows from a place to the first row
   * @param rows how many at each place
   * @return [place, row], row-major, as {@link Series#time} gives them
   */
  public static long[] times(Series series, int[] starts, int from, int to, int offset, int rows) {
    long[] times = new long[Math.multiplyExact(to - from, rows)];
    int at = 0;
    for (int i = from; i < to; i++) {
      int first = starts[i] + offset;
      int last = series.members().get(series.memberAt(starts[i])).rows().to() - 1;
      for (int row = first; row < first + rows; row++) {
        times[at++] =
            row <= last
                ? series.time(row)
                : series.frequency().plus(series.time(last), (long) row - last);
      }
    }
    return times;
  }

  /**
   * {@return windows of a series as a model takes them}
   *
   * @param series has all inputs of the preparation
   * @param network says how many rows are read
   * @param preparation says how many rows it reads before these, and whether it reads times
   * @param starts first row of the look-back of each window
   * @param from first of the windows
   * @param to after the last of them
   */
  public static RawWindows windows(
      Series series, Network network, Preparation preparation, int[] starts, int from, int to) {
    int history = preparation.history();
    return new RawWindows(
        to - from,
        of(
            series,
            places(series, preparation.inputs()),
            starts,
            from,
            to,
            -history,
            history + network.lookBack()),
        times(series, starts, from, to, -history, RawWindows.times(network, preparation)),
        of(
            series,
            places(series, preparation.futureInputs()),
            starts,
            from,
            to,
            network.lookBack(),
            network.horizon()));
  }

  private static int[] places(Series series, List<String> columns) {
    return columns.stream().mapToInt(series::indexOf).toArray();
  }
}
