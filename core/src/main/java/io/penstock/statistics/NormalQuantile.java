package io.penstock.statistics;

import org.hipparchus.distribution.continuous.NormalDistribution;

/** Quantiles of the standard normal distribution, to ten digits where they are within ±4. */
public final class NormalQuantile {
  private static final NormalDistribution STANDARD = new NormalDistribution();

  private NormalQuantile() {}

  /**
   * {@return the value below which a standard normal variable lies with a probability}
   *
   * @param probability in (0, 1)
   */
  public static double of(double probability) {
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException("a probability of " + probability);
    }
    return STANDARD.inverseCumulativeProbability(probability);
  }
}
