package io.penstock.trainer;

import io.penstock.training.Training;
import java.util.Random;

/**
 * In which order each epoch goes through the examples. An epoch's order is that of its own
 * generator, by Fisher and Yates's shuffle of 0, 1, 2, …, so that it is known without the orders
 * before it.
 */
final class ExampleOrder {
  private final boolean shuffle;
  private final long seed;
  private final int[] order;

  ExampleOrder(int examples, Training training) {
    this.shuffle = training.shuffle();
    this.seed = training.seed();
    this.order = new int[examples];
    reset();
  }

  private void reset() {
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
  }

  /** The indices of an epoch's examples; the array is overwritten by the next call. */
  int[] of(int epoch) {
    if (shuffle) {
      reset();
      Random random = Seeds.windowOrder(seed, epoch);
      for (int i = order.length - 1; i > 0; i--) {
        int j = random.nextInt(i + 1);
        int swapped = order[i];
        order[i] = order[j];
        order[j] = swapped;
      }
    }
    return order;
  }
}
