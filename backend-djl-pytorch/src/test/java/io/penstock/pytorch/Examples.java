package io.penstock.pytorch;

import io.penstock.dataset.ArrayDataset;
import io.penstock.dataset.Batch;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Seeded random weights and examples for a network. */
record Examples(Network network, float[] weights, float[] inputs, float[] targets) {
  /** A network of layers of these widths. */
  static Network network(int lookBack, int features, int horizon, int targets, int... units) {
    return new Network(
        lookBack,
        features,
        horizon,
        targets,
        Anchor.NONE,
        Arrays.stream(units).mapToObj(LstmLayer::of).toList());
  }

  static Examples random(Network network, int size, long seed) {
    Random random = new Random(seed);
    return new Examples(
        network,
        numbers(random, network.parameters(), 0.5),
        numbers(random, size * network.lookBack() * network.features(), 1),
        numbers(random, size * network.outputs(), 1));
  }

  private static float[] numbers(Random random, int count, double scale) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (scale * random.nextGaussian());
    }
    return numbers;
  }

  int size() {
    return targets.length / network.outputs();
  }

  double[] exactWeights() {
    return IntStream.range(0, weights.length).mapToDouble(i -> weights[i]).toArray();
  }

  Batch batch() {
    return batch(0, size());
  }

  Batch batch(int from, int to) {
    int[] order = IntStream.range(0, size()).toArray();
    return new ArrayDataset(
            network.lookBack(), network.features(), network.outputs(), inputs, targets)
        .batch(order, from, to);
  }
}
