package io.penstock.statistics;

/**
 * Locally weighted linear regression on equally spaced points (Cleveland, 1979), as the
 * decomposition by {@link Stl} uses it: tricube weights over the {@code span} nearest points.
 */
final class Loess {
  /** A spread of the points below this share of their range leaves the slope undetermined. */
  private static final double LEAST_SPREAD = 1e-3;

  private final int span;

  /**
   * @param span points of a neighbourhood, at least 2; where there are fewer points it widens the
   *     weights beyond them
   */
  Loess(int span) {
    if (span < 2) {
      throw new IllegalArgumentException("a span of " + span + " points");
    }
    this.span = span;
  }

  /** The curve at each point; where all weights are zero, the point itself. */
  double[] smooth(double[] values, double[] weights) {
    double[] smooth = new double[values.length];
    for (int at = 0; at < values.length; at++) {
      double fitted = at(at, values, weights);
      smooth[at] = Double.isNaN(fitted) ? values[at] : fitted;
    }
    return smooth;
  }

  /**
   * The curve at one place, which may lie beyond the points.
   *
   * @param place counted as the values are, from 0
   * @param weights of the values, at least 0
   * @return NaN where no neighbour has a weight
   */
  double at(int place, double[] values, double[] weights) {
    int count = values.length;
    int from = Math.max(0, Math.min(place - (span - 1) / 2, count - span));
    int to = Math.min(count, from + span);
    double reach = Math.max(place - from, to - 1 - place);
    if (span > count) {
      reach += (span - count) / 2;
    }
    double sum = 0;
    double centre = 0;
    for (int i = from; i < to; i++) {
      double weight = weights[i] * tricube(Math.abs(i - place), reach);
      sum += weight;
      centre += weight * i;
    }
    if (sum <= 0) {
      return Double.NaN;
    }
    centre /= sum;
    double mean = 0;
    double spread = 0;
    double slope = 0;
    for (int i = from; i < to; i++) {
      double weight = weights[i] * tricube(Math.abs(i - place), reach) / sum;
      mean += weight * values[i];
      spread += weight * (i - centre) * (i - centre);
      slope += weight * (i - centre) * values[i];
    }
    boolean determined = Math.sqrt(spread) > LEAST_SPREAD * (count - 1);
    return determined ? mean + slope / spread * (place - centre) : mean;
  }

  /** (1 − (d / reach)³)³ within the reach, 0 beyond. */
  private static double tricube(double distance, double reach) {
    if (distance <= 1e-3 * reach) {
      return 1;
    }
    if (distance > 0.999 * reach) {
      return 0;
    }
    double share = distance / reach;
    double falling = 1 - share * share * share;
    return falling * falling * falling;
  }
}
