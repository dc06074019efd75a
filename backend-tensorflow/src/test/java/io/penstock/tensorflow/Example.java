package io.penstock.tensorflow;

import io.penstock.dataset.ArrayDataset;
import io.penstock.dataset.Batch;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A network with random weights, inputs and targets.
 *
 * @param network the network
 * @param weights flat vector
 * @param inputs [size, T, F]
 * @param targets [size, outputs]
 */
record Example(Network network, float[] weights, float[] inputs, float[] targets) {
  /**
   * Weights are large enough to drive the gates far from their middle, so that a gate in another's
   * place is seen.
   */
  static Example random(
      long seed, int size, int lookBack, int features, int horizon, int targets, Integer... units) {
    List<LstmLayer> layers = Arrays.stream(units).map(LstmLayer::of).toList();
    Network network = new Network(lookBack, features, horizon, targets, Anchor.NONE, layers);
    Random random = new Random(seed);
    return new Example(
        network,
        normal(random, network.parameters(), 0.7),
        normal(random, size * lookBack * features, 1),
        normal(random, size * horizon * targets, 1));
  }

  private static float[] normal(Random random, int count, double deviation) {
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  int size() {
    return targets.length / network.outputs();
  }

  double[] exactWeights() {
    return IntStream.range(0, weights.length).mapToDouble(k -> weights[k]).toArray();
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
