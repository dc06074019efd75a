package io.penstock.calibration;

import java.util.Arrays;

/**
 * The quantile of split-conformal prediction: of n scores the ⌈(n + 1)(1 − α)⌉-th smallest. A score
 * that is exchangeable with them exceeds it with a probability of at most α, and of more than α −
 * 1/(n + 1) where no two are equal (Vovk, Gammerman and Shafer, 2005; Lei et al., 2018,
 * "Distribution-free predictive inference for regression", theorem 2.2).
 */
public final class ConformalQuantile {
  /** What a product may be off by rounding, so that 0.05 · 20 counts as 1. */
  private static final double ROUNDING = 1e-9;

  private ConformalQuantile() {}

  /**
   * {@return the rank of the score, counted from 1; greater than {@code scores} if these are too
   * few for so small a probability}
   *
   * @param scores how many there are
   * @param alpha the probability of a greater one, in (0, 1)
   */
  public static int rank(int scores, double alpha) {
    if (!(alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("a probability of " + alpha);
    }
    return (int) Math.ceil((scores + 1.0) * (1 - alpha) - ROUNDING);
  }

  /**
   * {@return how many scores there must be at least for that probability}
   *
   * @param alpha the probability of a greater one, in (0, 1)
   */
  public static int needed(double alpha) {
    int scores = Math.max(1, (int) Math.floor((1 - alpha) / alpha));
    while (rank(scores, alpha) > scores) {
      scores++;
    }
    while (scores > 1 && rank(scores - 1, alpha) <= scores - 1) {
      scores--;
    }
    return scores;
  }

  /**
   * {@return the score of that rank}
   *
   * @param scores at least as many as {@link #needed}; sorted by this
   * @param alpha the probability of a greater one, in (0, 1)
   */
  public static double of(double[] scores, double alpha) {
    int rank = rank(scores.length, alpha);
    if (rank > scores.length) {
      throw new IllegalArgumentException(
          scores.length + " scores, where " + needed(alpha) + " are needed for " + alpha);
    }
    Arrays.sort(scores);
    return scores[rank - 1];
  }
}
