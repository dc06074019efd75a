package io.penstock.anomaly;

import java.util.Arrays;

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
   * @param residuals at least one, none NaN; is sorted
   */
  static ResidualScale of(double[] residuals) {
    double center = quantile(residuals, 0.5);
    double[] distances = new double[residuals.length];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = Math.abs(residuals[i] - center);
    }
    return new ResidualScale(center, quantile(distances, SHARE) / NORMAL_QUANTILE);
  }

  /** Linear between the two nearest, as R's type 7. Sorts. */
  private static double quantile(double[] values, double level) {
    Arrays.sort(values);
    double place = level * (values.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, values.length - 1);
    return values[below] + (place - below) * (values[above] - values[below]);
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
