package io.penstock.pytorch;

import io.penstock.dataset.ArrayDataset;
import io.penstock.dataset.Batch;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.training.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** Seeded random weights and examples for a network. */
record Examples(Network network, float[] weights, float[] inputs, float[] truths) {
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

  /** The same network with the head that a loss goes with. */
  static Network headFor(Loss loss, Network network) {
    return network.withHead(
        switch (loss) {
          case MSE, MAE, HUBER -> new Head.Linear();
          case BINARY_CROSS_ENTROPY -> new Head.Sigmoid();
          case CATEGORICAL_CROSS_ENTROPY -> new Head.Softmax(3);
          case PINBALL -> new Head.Quantiles(List.of(0.1, 0.5, 0.75));
          case GAUSSIAN_NLL -> new Head.Gaussian();
        });
  }

  static Examples random(Network network, int size, long seed) {
    Random random = new Random(seed);
    return new Examples(
        network,
        numbers(random, network.parameters(), 0.5),
        numbers(random, size * network.lookBack() * network.features(), 1),
        truths(random, network, size));
  }

  private static float[] truths(Random random, Network network, int size) {
    float[] truths = numbers(random, size * network.truths(), 1);
    int each = network.head().truths();
    if (network.head() instanceof Head.Sigmoid || network.head() instanceof Head.Softmax) {
      // Probabilities: of one class, or of each of several with the sum 1.
      for (int from = 0; from < truths.length; from += each) {
        float sum = each == 1 ? 1 : 0;
        for (int i = from; i < from + each; i++) {
          truths[i] = random.nextFloat();
          sum += each == 1 ? 0 : truths[i];
        }
        for (int i = from; i < from + each; i++) {
          truths[i] /= sum;
        }
      }
    }
    return truths;
  }

  private static float[] numbers(Random random, int count, double scale) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = (float) (scale * random.nextGaussian());
    }
    return numbers;
  }

  int size() {
    return truths.length / network.truths();
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
            network.lookBack(), network.features(), network.truths(), inputs, truths)
        .batch(order, from, to);
  }
}
