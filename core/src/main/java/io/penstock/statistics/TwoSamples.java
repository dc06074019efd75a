package io.penstock.statistics;

import java.util.Arrays;
import org.hipparchus.distribution.continuous.ChiSquaredDistribution;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;

/**
 * How far the distributions of two samples are apart.
 *
 * @param stability the population stability index Σ (q − p) ln(q / p) over bins of equal shares of
 *     the first sample, p and q the shares of the two in a bin, held at least at 0.0001 (Siddiqi,
 *     2006, "Credit Risk Scorecards"; by custom below 0.1 little has changed, above 0.25 much)
 * @param chance the stability index that two samples of these sizes and the same distribution of
 *     independent numbers exceed once in a hundred times: the 0.99 quantile of χ² with a degree of
 *     freedom for each bin but one, times 1/n + 1/m (Yurdakul, 2018, "Statistical properties of
 *     population stability index")
 * @param distance Kolmogorov's and Smirnov's, the greatest difference of the two shares at or below
 *     a number
 * @param pValue how likely so great a distance is of independent numbers of one distribution, by
 *     Kolmogorov's limit
 */
public record TwoSamples(double stability, double chance, double distance, double pValue) {
  private static final int BINS = 10;
  private static final double LEAST_SHARE = 1e-4;

  /**
   * Compares two samples.
   *
   * @param first by which the bins are made; at least two
   * @param second at least two
   * @return how far they are apart, by both measures
   */
  public static TwoSamples of(double[] first, double[] second) {
    double[] one = first.clone();
    double[] other = second.clone();
    Arrays.sort(one);
    Arrays.sort(other);
    double[] edges = edges(one);
    double chance =
        edges.length == 0
            ? 0
            : new ChiSquaredDistribution(edges.length).inverseCumulativeProbability(0.99)
                * (1.0 / one.length + 1.0 / other.length);
    double distance = distance(one, other);
    return new TwoSamples(
        stability(one, other, edges),
        chance,
        distance,
        new KolmogorovSmirnovTest().approximateP(distance, one.length, other.length));
  }

  /** Quantiles, those that are the same once. */
  private static double[] edges(double[] sorted) {
    double[] edges = new double[BINS - 1];
    for (int k = 0; k < edges.length; k++) {
      edges[k] = Quantile.ofSorted(sorted, (k + 1.0) / BINS);
    }
    return Arrays.stream(edges).distinct().toArray();
  }

  private static double stability(double[] one, double[] other, double[] edges) {
    double sum = 0;
    double before = 0;
    double otherBefore = 0;
    for (int k = 0; k <= edges.length; k++) {
      double upTo = k == edges.length ? 1 : share(one, edges[k]);
      double otherUpTo = k == edges.length ? 1 : share(other, edges[k]);
      double p = Math.max(LEAST_SHARE, upTo - before);
      double q = Math.max(LEAST_SHARE, otherUpTo - otherBefore);
      sum += (q - p) * Math.log(q / p);
      before = upTo;
      otherBefore = otherUpTo;
    }
    return sum;
  }

  /** Of the numbers that are at most an edge. */
  private static double share(double[] sorted, double edge) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] <= edge) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return (double) low / sorted.length;
  }

  private static double distance(double[] one, double[] other) {
    int i = 0;
    int j = 0;
    double greatest = 0;
    while (i < one.length && j < other.length) {
      double value = Math.min(one[i], other[j]);
      while (i < one.length && one[i] <= value) {
        i++;
      }
      while (j < other.length && other[j] <= value) {
        j++;
      }
      double apart = Math.abs((double) i / one.length - (double) j / other.length);
      greatest = Math.max(greatest, apart);
    }
    return greatest;
  }
}
