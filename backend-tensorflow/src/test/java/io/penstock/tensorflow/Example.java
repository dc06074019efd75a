package io.penstock.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.dataset.ArrayDataset;
import io.penstock.dataset.Batch;
import io.penstock.examples.reference.ReferenceLstm;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * A network with random weights, inputs and truths.
 *
 * @param network the network
 * @param weights flat vector
 * @param inputs [size, T, F]
 * @param truths [size, truths]
 */
record Example(Network network, float[] weights, float[] inputs, float[] truths) {
  /** The seed of the training step, by which dropout is decided. */
  static final long STEP = 5;

  /**
   * Forward layers with tanh. Weights are large enough to drive the gates far from their middle, so
   * that a gate in another's place is seen.
   */
  static Example random(
      long seed, int size, int lookBack, int features, int horizon, int targets, Integer... units) {
    List<LstmLayer> layers = Arrays.stream(units).map(LstmLayer::of).toList();
    return random(
        seed, size, new Network(lookBack, features, horizon, targets, Anchor.NONE, layers));
  }

  static Example random(long seed, int size, Network network) {
    Random random = new Random(seed);
    float[] weights = normal(random, network.parameters(), 0.7);
    float[] inputs = normal(random, size * network.lookBack() * network.features(), 1);
    float[] truths = normal(random, size * network.truths(), 1);
    if (network.head() instanceof Head.Softmax || network.head() instanceof Head.Sigmoid) {
      for (int i = 0; i < truths.length; i++) {
        truths[i] = random.nextFloat();
      }
    }
    return new Example(network, weights, inputs, truths);
  }

  /** A head that goes with a loss. */
  static Head head(Loss loss) {
    return switch (loss) {
      case MSE, MAE, HUBER -> new Head.Linear();
      case BINARY_CROSS_ENTROPY -> new Head.Sigmoid();
      case CATEGORICAL_CROSS_ENTROPY -> new Head.Softmax(3);
      case PINBALL -> new Head.Quantiles(List.of(0.1, 0.5, 0.75, 0.9));
      case GAUSSIAN_NLL -> new Head.Gaussian();
    };
  }

  private static float[] normal(Random random, int count, double deviation) {
    float[] values = new float[count];
    for (int k = 0; k < count; k++) {
      values[k] = (float) (deviation * random.nextGaussian());
    }
    return values;
  }

  /** The same shape, drawn anew with a head that goes with a loss. */
  Example withHeadFor(Loss loss) {
    return random(1 + loss.ordinal(), size(), network.withHead(head(loss)));
  }

  int size() {
    return truths.length / network.truths();
  }

  double[] exactWeights() {
    return IntStream.range(0, weights.length).mapToDouble(k -> weights[k]).toArray();
  }

  Batch batch() {
    return batch(0, size());
  }

  /** Some windows, as a shard of the batch of all. */
  Batch batch(int from, int to) {
    int[] order = IntStream.range(0, size()).toArray();
    Batch batch =
        new ArrayDataset(network.lookBack(), network.features(), network.truths(), inputs, truths)
            .batch(order, from, to);
    return new Shard(batch, from);
  }

  private record Shard(Batch batch, int position) implements Batch {
    @Override
    public int size() {
      return batch.size();
    }

    @Override
    public long seed() {
      return STEP;
    }

    @Override
    public void inputs(FloatBuffer to) {
      batch.inputs(to);
    }

    @Override
    public void targets(FloatBuffer to) {
      batch.targets(to);
    }
  }

  DifferentiableNetwork open(Backend backend, Loss loss) {
    DifferentiableNetwork session = backend.open(network, loss, Device.CPU);
    session.setWeights(weights);
    return session;
  }

  /** Holds loss and gradient against the reference in double precision. */
  void requireGradient(Backend backend, Loss loss) {
    double[] expected = new double[weights.length];
    double expectedLoss =
        new ReferenceLstm(network).gradient(loss, exactWeights(), batch(), expected);
    float[] gradient = new float[expected.length];
    Arrays.fill(gradient, Float.NaN);
    double value;
    try (DifferentiableNetwork session = open(backend, loss)) {
      value = session.gradient(batch(), gradient);
    }
    assertThat(value)
        .as("%s of %s", loss, network)
        .isCloseTo(expectedLoss, within(1e-5 * Math.abs(expectedLoss)));
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int k = 0; k < expected.length; k++) {
      assertThat((double) gradient[k])
          .as("%s of %s, weight %d", loss, network, k)
          .isCloseTo(expected[k], within(5e-6 * scale));
    }
  }

  /** Holds the outputs against the reference in double precision. */
  void requireOutputs(Backend backend) {
    double[] expected = new ReferenceLstm(network).outputs(exactWeights(), inputs);
    float[] outputs = new float[expected.length];
    try (DifferentiableNetwork session = open(backend, Loss.MSE)) {
      session.predict(batch(), outputs);
    }
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int k = 0; k < expected.length; k++) {
      assertThat((double) outputs[k])
          .as("%s, output %d", network, k)
          .isCloseTo(expected[k], within(1e-5 * scale));
    }
  }
}
