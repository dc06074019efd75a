package io.penstock.network;

import java.nio.FloatBuffer;

/**
 * Inverted dropout (Srivastava et al., 2014) decided by core and not by an engine: an output is
 * multiplied by 0 with the probability of the rate, else by {@code 1 / (1 − rate)}, in training
 * only. Which, follows from the seed, the layer, the example's place in the batch and the output's
 * place alone: so every engine, whatever the shards and threads, follows the same trajectory.
 */
public final class Dropout {
  private Dropout() {}

  /**
   * The factors for the outputs of a layer, [example, step, output], row-major. After the last
   * layer there is one step only, since the head reads the last state.
   *
   * @param factors receives {@code examples · steps · outputs} factors at its position, which moves
   *     on by as many
   * @param rate of the layer, in (0, 1)
   * @param seed of the training step
   * @param layer the layer's number, counted from 0
   * @param position of the first example in the whole batch
   * @param examples how many
   * @param steps of each
   * @param outputs of a step
   */
  public static void fill(
      FloatBuffer factors,
      double rate,
      long seed,
      int layer,
      int position,
      int examples,
      int steps,
      int outputs) {
    float kept = (float) (1 / (1 - rate));
    // The hash's upper 32 bits are uniform; below the threshold means dropped.
    long threshold = (long) (rate * 0x1p32);
    long base = mix(seed + layer * 0x9e3779b97f4a7c15L);
    for (int example = position; example < position + examples; example++) {
      long state = mix(base + example);
      for (int i = 0; i < steps * outputs; i++) {
        state += 0x9e3779b97f4a7c15L;
        factors.put((mix(state) >>> 32) < threshold ? 0f : kept);
      }
    }
  }

  /** The finaliser of SplitMix64 (Steele, Lea and Flood, 2014). */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
    z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
    return z ^ (z >>> 31);
  }
}
