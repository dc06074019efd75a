package io.penstock.scoring;

/** Gives a model's forecasts of consecutive windows, a few at a time. */
@FunctionalInterface
public interface WindowForecasts {
  /**
   * The forecasts of the windows {@code from … to - 1} of those that are evaluated.
   *
   * @param from first window, inclusive
   * @param to last window, exclusive
   * @return [to - from, horizon, target, parameter], row-major, in the targets' units or
   *     probabilities
   */
  float[] forecasts(int from, int to);
}
