package io.penstock.statistics;

import java.util.Arrays;

/**
 * The quantiles of a sample beside those of the normal distribution: on a straight line where the
 * sample is normal. The i-th of n sorted values stands for the probability that Filliben (1975,
 * "The Probability Plot Correlation Coefficient Test for Normality") gives it: (i − 0.3175) / (n +
 * 0.365), the last 2^(−1/n), the first one minus that.
 *
 * @param normal [value], quantiles of the standard normal distribution, increasing
 * @param sample [value], in the sample's unit, increasing
 */
public record QuantilePlot(double[] normal, double[] sample) {
  /**
   * Of a sample.
   *
   * @param values finite, at least two
   * @return the sample's quantiles beside the normal distribution's
   */
  public static QuantilePlot of(double[] values) {
    int count = values.length;
    if (count < 2) {
      throw new IllegalArgumentException("quantiles of " + count + " values");
    }
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double[] normal = new double[count];
    for (int i = 0; i < count; i++) {
      normal[i] = NormalQuantile.of(probability(i + 1, count));
    }
    return new QuantilePlot(normal, sorted);
  }

  private static double probability(int place, int count) {
    double last = Math.pow(0.5, 1.0 / count);
    if (place == 1) {
      return 1 - last;
    }
    return place == count ? last : (place - 0.3175) / (count + 0.365);
  }
}
