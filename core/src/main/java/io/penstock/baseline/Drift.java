package io.penstock.baseline;

/**
 * Goes on along the line through the first and the last value of the window that are not missing: h
 * rows after the last it is {@code last + h · (last − first) / rows between} (Hyndman and
 * Athanasopoulos, "Forecasting: principles and practice", 5.2). The last value where there are not
 * two.
 */
public final class Drift implements BaselineForecast {
  private final Past past;

  /**
   * Of windows.
   *
   * @param past rows before each window's forecast
   */
  public Drift(Past past) {
    this.past = past;
  }

  @Override
  public void forecast(int start, float[] numbers) {
    int origin = past.origin(start);
    int from = Math.max(start, past.first(origin));
    int targets = past.targets();
    for (int k = 0; k < targets; k++) {
      int column = past.columns()[k];
      int last = origin;
      while (last > from && Float.isNaN(past.series().value(last, column))) {
        last--;
      }
      int first = from;
      while (first < last && Float.isNaN(past.series().value(first, column))) {
        first++;
      }
      double value = past.last(origin, column);
      double slope =
          first < last ? (value - past.series().value(first, column)) / (last - first) : 0;
      for (int step = 0; step < past.horizon(); step++) {
        int rows = origin - last + past.after(step) + 1;
        numbers[step * targets + k] = (float) (value + rows * slope);
      }
    }
  }
}
