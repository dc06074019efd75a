package io.penstock.anomaly;

import io.penstock.statistics.Quantile;

/**
 * What is usual of averaged residuals: their median, and a scale that one in a hundred of them may
 * be far out without moving it.
 *
 * <p>The scale is the 99 % quantile of their distances from the median, divided by the {@value
 * #NORMAL_QUANTILE} that it is of the standard normal distribution. The median of the distances, on
 * which the better known scale rests, forgets the tails: residuals of real series have heavy ones,
 * and each series others, so that one threshold would fit none.
 *
 * @param center the median, in the target's unit
 * @param scale in the target's unit, at least 0
 */
record ResidualScale(double center, double scale) {
  /** So many of a hundred distances are within the quantile. */
  private static final double SHARE = 0.99;

  /** 0.995 quantile of the standard normal distribution: 99 % are nearer to 0. */
  static final double NORMAL_QUANTILE = 2.5758293035489004;

  /**
   * Of residuals.
   *
   * @param residuals at least one, none NaN
   */
  static ResidualScale of(double[] residuals) {
    double center = Quantile.median(residuals);
    double[] distances = new double[residuals.length];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = Math.abs(residuals[i] - center);
    }
    return new ResidualScale(center, Quantile.of(distances, SHARE) / NORMAL_QUANTILE);
  }

  /**
   * How many scales a residual is from the centre, at least 0. One that is no further than {@code
   * least} from it is at it, so that rounding in a constant series is none.
   */
  double distance(double residual, double least) {
    double distance = Math.abs(residual - center);
    return distance <= least ? 0 : distance / scale;
  }
}
