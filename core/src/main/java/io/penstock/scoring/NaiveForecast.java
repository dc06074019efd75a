package io.penstock.scoring;

import io.penstock.series.Series;

/**
 * The forecasts that need no model: the last value repeated (persistence), and the last season
 * repeated. Each reads only rows up to the origin, the last row that is known, in the origin's
 * segment.
 */
public final class NaiveForecast {
  private final Series series;
  private final int season;

  private NaiveForecast(Series series, int season) {
    if (season < 1) {
      throw new IllegalArgumentException("a season of " + season + " rows");
    }
    this.series = series;
    this.season = season;
  }

  /** Repeats the last value that is not missing. */
  public static NaiveForecast lastValue(Series series) {
    return new NaiveForecast(series, 1);
  }

  /**
   * Repeats the last season: the value {@code step} rows ahead is that of row {@code origin −
   * season + 1 + step mod season}. If it is missing, it is that of the latest row a whole number of
   * seasons before; if the segment has none, the last value. A season of 1 is persistence.
   *
   * @param season rows, at least 1
   */
  public static NaiveForecast seasonal(Series series, int season) {
    return new NaiveForecast(series, season);
  }

  /**
   * The forecast of one value.
   *
   * @param origin the last row that is known
   * @param column of the series
   * @param step rows ahead, counted from 0
   * @return in the column's unit; NaN if no value of the column is known in the segment
   */
  public float value(int origin, int column, int step) {
    int segment = series.segments().get(series.segmentAt(origin)).from();
    int row = origin - season + 1 + step % season;
    float value = latest(row, segment, season, column);
    return Float.isNaN(value) ? latest(origin, segment, 1, column) : value;
  }

  /**
   * The first value that is not missing in {@code row}, {@code row - stride} … not before {@code
   * from}; NaN if there is none.
   */
  private float latest(int row, int from, int stride, int column) {
    for (int at = row; at >= from; at -= stride) {
      float value = series.value(at, column);
      if (!Float.isNaN(value)) {
        return value;
      }
    }
    return Float.NaN;
  }
}
