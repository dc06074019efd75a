package io.penstock.conformance;

import io.penstock.dataset.ArrayDataset;
import io.penstock.dataset.Batch;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Capabilities;
import io.penstock.spi.Capabilities.Part;
import io.penstock.training.Loss;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;

/**
 * A network with random weights and examples, all drawn from a seed, which its name tells.
 *
 * @param seed by which it can be had again
 * @param network what is computed
 * @param loss one that goes with the network's head
 * @param weights the flat vector
 * @param data examples
 */
record RandomCase(long seed, Network network, Loss loss, float[] weights, ArrayDataset data) {
  /** Added to every seed, so that other cases than the usual ones can be tried. */
  private static final long SHIFT = Long.getLong("penstock.seeds.shift", 0);

  /** So that a shard's place in its batch is not always the first. */
  private static final int POSITION = 3;

  /** Forward layers with tanh, MSE: what every backend can do. */
  static RandomCase plain(long number) {
    long seed = number + SHIFT;
    Random random = new Random(seed);
    List<LstmLayer> layers = new ArrayList<>();
    int depth = 1 + random.nextInt(3);
    for (int l = 0; l < depth; l++) {
      layers.add(LstmLayer.of(1 + random.nextInt(9)));
    }
    return draw(seed, random, layers, Loss.MSE);
  }

  /** A network that is given. */
  static RandomCase of(long number, Loss loss, Network network) {
    long seed = number + SHIFT;
    return fill(seed, new Random(seed), network, loss);
  }

  /** Layers of one kind, each of a width of its own. */
  static RandomCase of(
      long number, Loss loss, Activation activation, Direction direction, int depth) {
    long seed = number + SHIFT;
    Random random = new Random(seed);
    List<LstmLayer> layers = new ArrayList<>();
    for (int l = 0; l < depth; l++) {
      layers.add(new LstmLayer(1 + random.nextInt(5), direction, activation));
    }
    return draw(seed, random, layers, loss);
  }

  /** Layers of mixed kinds, dropout, segments, embedding: anything that is declared. */
  static RandomCase within(Capabilities capabilities, long number, Loss loss) {
    long seed = number + SHIFT;
    Random random = new Random(seed);
    List<LstmLayer> layers = new ArrayList<>();
    int depth = 1 + random.nextInt(3);
    for (int l = 0; l < depth; l++) {
      layers.add(
          new LstmLayer(
              1 + random.nextInt(7),
              any(random, capabilities.directions()),
              any(random, capabilities.activations())));
    }
    return draw(seed, random, layers, loss).withMoreParts(capabilities);
  }

  private static RandomCase draw(long seed, Random random, List<LstmLayer> layers, Loss loss) {
    Network network =
        new Network(
                1 + random.nextInt(7),
                1 + random.nextInt(4),
                1 + random.nextInt(3),
                1 + random.nextInt(2),
                Anchor.NONE,
                layers)
            .withHead(head(loss));
    return fill(seed, random, network, loss);
  }

  private static RandomCase fill(long seed, Random random, Network network, Loss loss) {
    float[] weights = new float[network.parameters()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() / 2);
    }
    return new RandomCase(
        seed, network, loss, weights, examples(network, 5 + random.nextInt(20), random));
  }

  /** The same layers with at least one of dropout, segments and embedding, as declared. */
  RandomCase withMoreParts(Capabilities capabilities) {
    Random random = new Random(~seed);
    int chosen = 1 + random.nextInt(7);
    Network more = network;
    if ((chosen & 1) != 0 && capabilities.parts().contains(Part.DROPOUT)) {
      more = withDropout(more, random);
    }
    if ((chosen & 2) != 0 && capabilities.parts().contains(Part.EMBEDDING)) {
      more = more.withEmbedding(1 + random.nextInt(5));
    }
    if ((chosen & 4) != 0) {
      more = withSegments(more, 2 + random.nextInt(2));
    }
    return fill(seed, random, more, loss);
  }

  private static Network withDropout(Network network, Random random) {
    List<LstmLayer> layers =
        network.layers().stream()
            .map(
                layer ->
                    layer.withDropout(random.nextInt(4) == 0 ? 0 : 0.1 + random.nextInt(5) / 10.0))
            .toList();
    return rebuilt(network, network.lookBack(), layers);
  }

  private static Network withSegments(Network network, int segment) {
    return rebuilt(network, network.lookBack() * segment, network.layers()).withSegment(segment);
  }

  private static Network rebuilt(Network network, int lookBack, List<LstmLayer> layers) {
    return new Network(
        lookBack,
        network.features(),
        network.horizon(),
        network.targets(),
        network.anchor(),
        network.segment(),
        network.embedding(),
        layers,
        network.head());
  }

  /** The same network and examples at other weights. */
  RandomCase withWeights(float[] value) {
    return new RandomCase(seed, network, loss, value, data);
  }

  /** The same layers, weights and examples without dropout. */
  RandomCase withoutDropout() {
    List<LstmLayer> layers = network.layers().stream().map(layer -> layer.withDropout(0)).toList();
    return new RandomCase(seed, rebuilt(network, network.lookBack(), layers), loss, weights, data);
  }

  private static <T extends Comparable<T>> T any(Random random, Collection<T> values) {
    return values.stream().sorted().toList().get(random.nextInt(values.size()));
  }

  /** A head that goes with a loss. */
  static Head head(Loss loss) {
    return switch (loss) {
      case MSE, MAE, HUBER -> new Head.Linear();
      case BINARY_CROSS_ENTROPY -> new Head.Sigmoid();
      case CATEGORICAL_CROSS_ENTROPY -> new Head.Softmax(3);
      case PINBALL -> new Head.Quantiles(List.of(0.1, 0.5, 0.9));
      case GAUSSIAN_NLL -> new Head.Gaussian();
    };
  }

  /** Random inputs, and truths as the head wants them: numbers or probabilities. */
  static ArrayDataset examples(Network network, int count, Random random) {
    float[] inputs = new float[count * network.lookBack() * network.features()];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (float) random.nextGaussian();
    }
    float[] truths = new float[count * network.truths()];
    for (int i = 0; i < truths.length; i++) {
      truths[i] =
          network.head() instanceof Head.Sigmoid
              ? random.nextInt(2)
              : (float) random.nextGaussian();
    }
    if (network.head() instanceof Head.Softmax softmax) {
      probabilities(truths, softmax.classes(), random);
    }
    return new ArrayDataset(
        network.lookBack(), network.features(), network.truths(), inputs, truths);
  }

  /** Half of them certain, half of them softened over the classes. */
  private static void probabilities(float[] truths, int classes, Random random) {
    for (int from = 0; from < truths.length; from += classes) {
      float softened = random.nextBoolean() ? 0 : 0.3f;
      int certain = random.nextInt(classes);
      for (int c = 0; c < classes; c++) {
        truths[from + c] = softened / classes + (c == certain ? 1 - softened : 0);
      }
    }
  }

  /** All examples as a shard of a training step whose seed is the case's. */
  Batch all() {
    return shard(0, data.size());
  }

  /** Where that shard stands in its batch. */
  int position() {
    return POSITION;
  }

  /** The examples {@code from … to - 1} of it. */
  Batch shard(int from, int to) {
    return new Shard(examples(from, to), seed, POSITION + from);
  }

  private Batch examples(int from, int to) {
    int[] order = new int[data.size()];
    for (int i = 0; i < order.length; i++) {
      order[i] = i;
    }
    return data.batch(order, from, to);
  }

  private record Shard(Batch batch, long seed, int position) implements Batch {
    @Override
    public int size() {
      return batch.size();
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

  @Override
  public String toString() {
    List<String> layers =
        network.layers().stream()
            .map(
                layer ->
                    layer.units()
                        + " "
                        + layer.activation()
                        + " "
                        + layer.direction()
                        + (layer.dropout() > 0 ? " dropout " + layer.dropout() : ""))
            .toList();
    return String.format(
        "seed %d: %s, %d × %d in segments of %d, %slayers %s",
        seed,
        loss,
        network.lookBack(),
        network.features(),
        network.segment(),
        network.embedding().isPresent() ? "embedding " + network.embedding().getAsInt() + ", " : "",
        layers);
  }
}
