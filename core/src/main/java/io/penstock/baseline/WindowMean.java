package io.penstock.baseline;

/**
 * The mean of the last rows, of those values that are not missing; the last value if all are. Rows
 * before the segment are not read.
 */
public final class WindowMean implements BaselineForecast {
  private final Past past;
  private final int rows;

  /**
   * @param past rows before each window's forecast
   * @param rows how many, the origin's the last, at least 1
   */
  public WindowMean(Past past, int rows) {
    if (rows < 1) {
      throw new IllegalArgumentException("a mean of " + rows + " rows");
    }
    this.past = past;
    this.rows = rows;
  }

  @Override
  public void forecast(int start, float[] numbers) {
    int origin = past.origin(start);
    int first = past.first(origin);
    int targets = past.targets();
    for (int k = 0; k < targets; k++) {
      float mean = mean(origin, first, past.columns()[k]);
      for (int step = 0; step < past.horizon(); step++) {
        numbers[step * targets + k] = mean;
      }
    }
  }

  private float mean(int origin, int first, int column) {
    double sum = 0;
    int known = 0;
    for (int row = Math.max(first, origin - rows + 1); row <= origin; row++) {
      float value = past.series().value(row, column);
      if (!Float.isNaN(value)) {
        sum += value;
        known++;
      }
    }
    return known == 0 ? past.latest(origin, first, 1, column) : (float) (sum / known);
  }
}
