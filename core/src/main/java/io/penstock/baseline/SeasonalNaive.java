package io.penstock.baseline;

/**
 * The last season repeated, or with a season of 1 the last value (persistence). The value h rows
 * ahead, counted from 0, is that of row {@code origin − season + 1 + h mod season}. If it is
 * missing, it is that of the latest row a whole number of seasons before; if the segment has none,
 * the last value.
 */
public final class SeasonalNaive implements BaselineForecast {
  private final Past past;
  private final int season;

  /**
   * @param past rows before each window's forecast
   * @param season rows, at least 1
   */
  public SeasonalNaive(Past past, int season) {
    if (season < 1) {
      throw new IllegalArgumentException("a season of " + season + " rows");
    }
    this.past = past;
    this.season = season;
  }

  @Override
  public void forecast(int start, float[] numbers) {
    int origin = past.origin(start);
    int first = past.first(origin);
    int at = 0;
    for (int step = 0; step < past.horizon(); step++) {
      int row = origin - season + 1 + past.after(step) % season;
      for (int column : past.columns()) {
        float value = past.latest(row, first, season, column);
        numbers[at++] = Float.isNaN(value) ? past.latest(origin, first, 1, column) : value;
      }
    }
  }
}
