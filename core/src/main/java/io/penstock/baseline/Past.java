package io.penstock.baseline;

import io.penstock.series.Series;

/**
 * What a baseline may know of the targets when a forecast is made.
 *
 * @param series has the targets in their own units
 * @param columns where each target stands in it
 * @param lookBack rows of a window, at least 1
 * @param horizon rows that are forecast, at least 1
 * @param ahead rows after a row that its target depends on: so many rows before the window's end
 *     the targets are not known yet
 */
public record Past(Series series, int[] columns, int lookBack, int horizon, int ahead) {
  /** Checks the ranges. */
  public Past {
    if (lookBack < 1 || horizon < 1 || ahead < 0) {
      throw new IllegalArgumentException(
          "look-back " + lookBack + ", horizon " + horizon + ", ahead " + ahead);
    }
  }

  /** The last row of which the targets are known, of the window that begins with {@code start}. */
  int origin(int start) {
    return start + lookBack - 1 - ahead;
  }

  /** The first row that may be read before an origin: that of its segment. */
  int first(int origin) {
    return origin < 0 ? 0 : series.segments().get(series.segmentAt(origin)).from();
  }

  /** How many rows after the origin a step of the horizon lies, counted from 0 both. */
  int after(int step) {
    return step + ahead;
  }

  /**
   * The latest value of a column that is not missing in {@code row}, {@code row - stride} … not
   * before {@code from}; NaN if there is none.
   */
  float latest(int row, int from, int stride, int column) {
    for (int at = row; at >= from; at -= stride) {
      float value = series.value(at, column);
      if (!Float.isNaN(value)) {
        return value;
      }
    }
    return Float.NaN;
  }

  /** The latest value of a column up to the origin; NaN if its segment has none. */
  float last(int origin, int column) {
    return latest(origin, first(origin), 1, column);
  }

  int targets() {
    return columns.length;
  }
}
