package io.penstock.trainer;

import java.util.Random;

/**
 * Random generators for each purpose, all from one seed. A purpose's generator does not depend on
 * what was drawn for others, so that an epoch's order is known without having drawn the orders
 * before it.
 */
final class Seeds {
  private static final long INITIAL_WEIGHTS = 1;
  private static final long WINDOW_ORDER = 2;

  private static final long DROPOUT = 3;

  private Seeds() {}

  static Random initialWeights(long seed) {
    return generator(seed, INITIAL_WEIGHTS, 0);
  }

  static Random windowOrder(long seed, int epoch) {
    return generator(seed, WINDOW_ORDER, epoch);
  }

  /** The seed of a training step's dropout. */
  static long dropout(long seed, int epoch, int step) {
    return mix(mix(mix(mix(seed) + DROPOUT) + epoch) + step);
  }

  /**
   * {@link Random}'s algorithm is part of its specification, so the numbers are the same on every
   * JVM.
   */
  private static Random generator(long seed, long purpose, long index) {
    return new Random(mix(mix(mix(seed) + purpose) + index));
  }

  /**
   * The finaliser of SplitMix64 (Steele, Lea and Flood, 2014): neighbouring seeds give unrelated
   * generators.
   */
  private static long mix(long value) {
    long z = value + 0x9e3779b97f4a7c15L;
    z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
