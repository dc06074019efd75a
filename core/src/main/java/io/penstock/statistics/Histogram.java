package io.penstock.statistics;

import java.util.Arrays;

/**
 * How often values fall into bins of equal width. The width follows Freedman and Diaconis (1981,
 * "On the histogram as a density estimator"): twice the interquartile range over the cube root of
 * the count.
 *
 * @param from lower end of the first bin
 * @param width of a bin, above 0
 * @param counts [bin]; a value on the border of two is in the upper one, the greatest in the last
 */
public record Histogram(double from, double width, long[] counts) {
  private static final int FEWEST = 5;
  private static final int MOST = 60;

  /**
   * Of a sample.
   *
   * @param values finite, at least one
   * @return counts in bins of equal width
   */
  public static Histogram of(double[] values) {
    if (values.length == 0) {
      throw new IllegalArgumentException("a histogram of nothing");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double least = sorted[0];
    double greatest = sorted[sorted.length - 1];
    if (least == greatest) {
      double half = least == 0 ? 0.5 : Math.abs(least) / 2;
      return new Histogram(least - half, 2 * half, new long[] {values.length});
    }
    double range = Quantile.ofSorted(sorted, 0.75) - Quantile.ofSorted(sorted, 0.25);
    double wanted = 2 * range / Math.cbrt(sorted.length);
    double bins = wanted > 0 ? Math.ceil((greatest - least) / wanted) : FEWEST;
    int count = (int) Math.max(FEWEST, Math.min(MOST, bins));
    double width = (greatest - least) / count;
    long[] counts = new long[count];
    for (double value : sorted) {
      counts[Math.min(count - 1, (int) ((value - least) / width))]++;
    }
    return new Histogram(least, width, counts);
  }
}
