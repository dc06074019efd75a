package io.penstock.conformance;

import io.penstock.dataset.ArrayBatch;
import io.penstock.network.Network;
import java.util.Random;

/** Draws batches with all that a batch may have. */
public final class RandomBatch {
  private RandomBatch() {}

  /**
   * {@return drawn numbers of any sign; truths in [0, 1], of a softmax with the sum 1, where the
   * head gives probabilities; weights up to 3, a few of them 0}
   *
   * @param network that the batch is for
   * @param size examples
   * @param weighted whether truths differ in weight
   * @param random gives the numbers, in a fixed order
   */
  public static ArrayBatch of(Network network, int size, boolean weighted, Random random) {
    float[] truths = normal(random, size * network.truths());
    if (network.head().givesProbabilities()) {
      probabilities(random, truths, network.head().truths());
    }
    float[] weights = new float[weighted ? size * network.horizon() * network.targets() : 0];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(5) == 0 ? 0 : 3 * random.nextFloat();
    }
    return new ArrayBatch(
        size,
        normal(random, size * network.lookBack() * network.features()),
        normal(random, size * network.futureValues()),
        truths,
        weights,
        random.nextLong(),
        random.nextInt(9));
  }

  private static float[] normal(Random random, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }

  private static void probabilities(Random random, float[] truths, int classes) {
    for (int from = 0; from < truths.length; from += classes) {
      float sum = classes == 1 ? 1 : 0;
      for (int i = from; i < from + classes; i++) {
        truths[i] = random.nextFloat();
        sum += classes == 1 ? 0 : truths[i];
      }
      for (int i = from; i < from + classes; i++) {
        truths[i] /= sum;
      }
    }
  }
}
