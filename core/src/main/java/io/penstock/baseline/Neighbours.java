package io.penstock.baseline;

import io.penstock.dataset.Windows;
import java.util.function.IntFunction;

/** The training windows of a model that gives probabilities, among which nearest ones are found. */
@FunctionalInterface
public interface Neighbours {
  /**
   * Forecasts of windows, of the same series or of others.
   *
   * @param asked makes a window of a first row, as it is prepared where it is forecast
   * @param count how many windows are to be forecast
   * @return the forecasts of these windows
   */
  NearestWindow of(IntFunction<Windows> asked, int count);
}
