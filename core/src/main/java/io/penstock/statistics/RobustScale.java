package io.penstock.statistics;

import java.util.Arrays;

/**
 * Where numbers lie and how far they spread, whatever a few of them are.
 *
 * @param median the middle one, or the mean of the two
 * @param deviation 1.4826 times the median distance from the median, which of a normal distribution
 *     is its standard deviation (Iglewicz and Hoaglin, 1993, "How to Detect and Handle Outliers")
 */
public record RobustScale(double median, double deviation) {
  private static final double NORMAL = 1.4826;

  /**
   * Of numbers.
   *
   * @param x at least one
   */
  public static RobustScale of(double[] x) {
    double[] sorted = x.clone();
    Arrays.sort(sorted);
    double median = middle(sorted);
    for (int i = 0; i < sorted.length; i++) {
      sorted[i] = Math.abs(sorted[i] - median);
    }
    Arrays.sort(sorted);
    return new RobustScale(median, NORMAL * middle(sorted));
  }

  private static double middle(double[] sorted) {
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
