package io.penstock.modelling;

import io.penstock.dataset.Windows;
import io.penstock.model.Intervals;
import io.penstock.preparation.Preparation;
import java.util.List;

/** How much a target changes from row to row in a window. */
final class WindowChange {
  private WindowChange() {}

  /**
   * The mean of |x(t) − x(t − 1)| over the rows of the look-back but the first, in prepared units.
   *
   * @param window which of the windows
   * @param column of the prepared rows
   */
  static double mean(Windows windows, int window, int column) {
    double sum = 0;
    for (int row = 1; row < windows.lookBack(); row++) {
      sum +=
          Math.abs(
              windows.prepared(window, row, column) - windows.prepared(window, row - 1, column));
    }
    return sum / (windows.lookBack() - 1);
  }

  /** The mean of that over all windows, one a target: what is usual. */
  static List<Float> usual(Windows windows, Preparation preparation) {
    return preparation.targets().stream()
        .map(
            column -> {
              double sum = 0;
              for (int i = 0; i < windows.windows(); i++) {
                sum += mean(windows, i, column);
              }
              return (float) (sum / windows.windows());
            })
        .toList();
  }

  /**
   * That of a window by what is usual, at least {@link Intervals#LEAST_CHANGE}.
   *
   * @param window which of the windows
   * @param column of the prepared rows
   * @param usual of that column
   */
  static float relative(Windows windows, int window, int column, float usual) {
    return Math.max((float) mean(windows, window, column) / usual, Intervals.LEAST_CHANGE);
  }
}
