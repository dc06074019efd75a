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
   * @return median and scale
   */
  public static RobustScale of(double[] x) {
    double median = Quantile.median(x);
    double[] distances = Arrays.stream(x).map(value -> Math.abs(value - median)).toArray();
    return new RobustScale(median, NORMAL * Quantile.median(distances));
  }
}
