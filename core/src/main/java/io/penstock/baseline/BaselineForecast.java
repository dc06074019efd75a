package io.penstock.baseline;

/** A forecast that needs no network. */
@FunctionalInterface
public interface BaselineForecast {
  /**
   * Forecasts one window.
   *
   * @param start first row of the window
   * @param numbers receives [horizon, target], row-major, in the targets' units; of {@link
   *     ClassSharesForecast} [horizon, target, parameter]. NaN where nothing is known
   */
  void forecast(int start, float[] numbers);
}
