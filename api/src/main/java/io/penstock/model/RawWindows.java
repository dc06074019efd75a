package io.penstock.model;

import io.penstock.network.Network;
import io.penstock.preparation.Preparation;

/**
 * Raw windows that a model is asked about, in the users' units.
 *
 * @param count how many, at least 1
 * @param rows [count, history + look-back, input], row-major, oldest row first; NaN where a value
 *     is missing
 * @param times [count, rows], row-major, milliseconds since 1970-01-01T00:00 in the series' own
 *     local time or numbers of rows: those of the rows and, if the model reads those too, of the
 *     rows to be predicted; empty if the model reads no time
 * @param future raw values known for the rows to be predicted, [count, horizon, future input],
 *     row-major, nearest row first; empty if the model takes none
 */
public record RawWindows(int count, float[] rows, long[] times, float[] future) {
  private static final long[] NO_TIMES = {};

  /** Checks the count. The arrays are not copied. */
  public RawWindows {
    if (count < 1) {
      throw new IllegalArgumentException(count + " windows");
    }
  }

  /**
   * Windows of a model that reads no time.
   *
   * @param count how many, at least 1
   * @param rows [count, history + look-back, input], row-major, oldest row first
   * @param future raw values known for the rows to be predicted, [count, horizon, future input],
   *     row-major, nearest row first
   */
  public RawWindows(int count, float[] rows, float[] future) {
    this(count, rows, NO_TIMES, future);
  }

  /**
   * {@return raw rows that a model takes of a window}
   *
   * @param network says how many rows are read
   * @param preparation says how many rows it reads before these, and whether it reads times
   */
  public static int pastRows(Network network, Preparation preparation) {
    return Math.addExact(preparation.history(), network.lookBack());
  }

  /**
   * {@return times that a model takes of a window; 0 if it reads none}
   *
   * @param network says how many rows are read
   * @param preparation says how many rows it reads before these, and whether it reads times
   */
  public static int times(Network network, Preparation preparation) {
    if (!preparation.readsTime()) {
      return 0;
    }
    return pastRows(network, preparation) + (preparation.readsFutureTime() ? network.horizon() : 0);
  }

  /**
   * Checks that they are as many as a model takes.
   *
   * @param network says how many rows are read
   * @param preparation says how many rows it reads before these, and whether it reads times
   * @throws IllegalArgumentException if not
   */
  public void require(Network network, Preparation preparation) {
    require("raw values", rows.length, pastRows(network, preparation), preparation.inputs().size());
    require("times", times.length, times(network, preparation), 1);
    require("future values", future.length, network.horizon(), preparation.futureInputs().size());
  }

  private void require(String what, int given, int rows, int values) {
    if (given != (long) count * rows * values) {
      throw new IllegalArgumentException(
          String.format(
              "%d %s do not make %d windows of %d rows and %d columns",
              given, what, count, rows, values));
    }
  }
}
