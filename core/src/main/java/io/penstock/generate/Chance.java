package io.penstock.generate;

import java.util.SplittableRandom;

/**
 * Random numbers that are the same on every machine and JDK: bits of {@link SplittableRandom},
 * whose algorithm is fixed, and arithmetic of {@link StrictMath}. The JDK's own Gaussian numbers
 * may change from release to release.
 */
final class Chance {
  private final SplittableRandom bits;

  Chance(long seed) {
    this.bits = new SplittableRandom(seed);
  }

  /** In [0, 1). */
  double uniform() {
    return (bits.nextLong() >>> 11) * 0x1.0p-53;
  }

  /** In [from, to). */
  double uniform(double from, double to) {
    return from + (to - from) * uniform();
  }

  /** From the standard normal distribution (Box and Muller, 1958). */
  double gaussian() {
    double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - uniform()));
    return radius * StrictMath.cos(2 * StrictMath.PI * uniform());
  }

  /** True with this probability. */
  boolean happens(double probability) {
    return uniform() < probability;
  }
}
