package io.penstock.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.examples.reference.ReferenceLstm;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every part that a network may have, alone and together. */
class EveryNetworkTest {
  private final Backend backend = new TensorFlowBackend(NativeLibrary.ofThisMachine());

  static Stream<List<LstmLayer>> stacks() {
    List<List<LstmLayer>> stacks = new ArrayList<>();
    for (Activation activation : Activation.values()) {
      for (Direction direction : Direction.values()) {
        stacks.add(List.of(new LstmLayer(4, direction, activation)));
        stacks.add(
            List.of(
                new LstmLayer(3, direction, activation), new LstmLayer(5, direction, activation)));
      }
    }
    return stacks.stream();
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void theGradientOfEveryLossMatchesTheReference(List<LstmLayer> layers) {
    for (Loss loss : Loss.values()) {
      network(5, layers).withHeadFor(loss).requireGradient(backend, loss);
    }
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void theGradientOverASingleStepMatchesTheReference(List<LstmLayer> layers) {
    network(1, layers).requireGradient(backend, Loss.MSE);
  }

  @ParameterizedTest
  @MethodSource("stacks")
  void outputsMatchTheReference(List<LstmLayer> layers) {
    network(9, layers).requireOutputs(backend);
  }

  private static Example network(int lookBack, List<LstmLayer> layers) {
    return Example.random(3, 4, new Network(lookBack, 2, 2, 2, Anchor.NONE, layers));
  }

  @ParameterizedTest
  @EnumSource(
      value = Activation.class,
      names = {"TANH", "SIGMOID"})
  void aThousandStepsMatchTheReferenceOnEitherPath(Activation activation) {
    LstmLayer layer = new LstmLayer(4, Direction.BIDIRECTIONAL, activation, 0.1);
    network(1000, List.of(layer, layer)).requireGradient(backend, Loss.MSE);
  }

  /** A shape is drawn from the seed, so a failure can be had again. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
  void theGradientOfADrawnNetworkMatchesTheReference(long seed) {
    Random random = new Random(seed);
    List<LstmLayer> layers = new ArrayList<>();
    for (int l = random.nextInt(3); l >= 0; l--) {
      layers.add(
          new LstmLayer(
              1 + random.nextInt(6),
              Direction.values()[random.nextInt(2)],
              Activation.values()[random.nextInt(4)],
              random.nextBoolean() ? 0.4 : 0));
    }
    int segment = 1 + random.nextInt(3);
    Loss loss = Loss.values()[random.nextInt(Loss.values().length)];
    Network network =
        new Network(
                segment * (1 + random.nextInt(6)),
                1 + random.nextInt(4),
                1 + random.nextInt(3),
                1 + random.nextInt(3),
                Anchor.NONE,
                layers)
            .withSegment(segment)
            .withHead(Example.head(loss));
    if (random.nextBoolean()) {
      network = network.withEmbedding(1 + random.nextInt(5));
    }
    Example example = Example.random(seed, 1 + random.nextInt(6), network);
    example.requireGradient(backend, loss);
    example.requireOutputs(backend);
  }

  private static final List<LstmLayer> MIXED =
      List.of(
          new LstmLayer(5, Direction.BIDIRECTIONAL, Activation.TANH, 0.3),
          new LstmLayer(3, Direction.FORWARD, Activation.LEAKY_RELU, 0.5),
          new LstmLayer(4, Direction.BIDIRECTIONAL, Activation.SIGMOID),
          new LstmLayer(2, Direction.FORWARD, Activation.TANH),
          new LstmLayer(6, Direction.BIDIRECTIONAL, Activation.RELU, 0.2));

  private static Example mixed(int size) {
    return Example.random(
        21, size, new Network(12, 3, 2, 1, Anchor.NONE, MIXED).withSegment(2).withEmbedding(7));
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientOfAllPartsTogetherMatchesTheReference(Loss loss) {
    mixed(6).withHeadFor(loss).requireGradient(backend, loss);
  }

  @Test
  void withoutTrainingNothingIsDropped() {
    mixed(6).requireOutputs(backend);
  }

  @Test
  void whatIsDroppedDoesNotDependOnTheShardsOfABatch() {
    Example example = mixed(8);
    float[] whole = new float[example.weights().length];
    float[] first = new float[whole.length];
    float[] rest = new float[whole.length];
    try (DifferentiableNetwork session = example.open(backend, Loss.MSE)) {
      session.gradient(example.batch(), whole);
      session.gradient(example.batch(0, 2), first);
      session.gradient(example.batch(2, 8), rest);
    }
    double scale = 0;
    for (float value : whole) {
      scale = Math.max(scale, Math.abs(value));
    }
    for (int k = 0; k < whole.length; k++) {
      assertThat(0.25 * first[k] + 0.75 * rest[k]).isCloseTo(whole[k], within(1e-6 * scale));
    }
  }

  @Test
  void sessionsOnTwoThreadsAtOnceGiveTheBitsOfOneAfterTheOther() throws Exception {
    Example example = mixed(32);
    float[] first = gradients(example, 0, 16);
    float[] second = gradients(example, 16, 32);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try {
      for (int repetition = 0; repetition < 3; repetition++) {
        List<Callable<float[]>> work =
            List.of(() -> gradients(example, 0, 16), () -> gradients(example, 16, 32));
        List<Future<float[]>> done = threads.invokeAll(work);
        assertThat(done.get(0).get()).isEqualTo(first);
        assertThat(done.get(1).get()).isEqualTo(second);
      }
    } finally {
      threads.shutdown();
    }
  }

  /** The sum of the gradients at a few points. */
  private float[] gradients(Example example, int from, int to) {
    float[] sum = new float[example.weights().length];
    float[] gradient = new float[sum.length];
    float[] weights = example.weights().clone();
    try (DifferentiableNetwork session = example.open(backend, Loss.HUBER)) {
      for (int step = 0; step < 20; step++) {
        session.setWeights(weights);
        session.gradient(example.batch(from, to), gradient);
        for (int k = 0; k < sum.length; k++) {
          sum[k] += gradient[k];
          weights[k] *= 0.99f;
        }
      }
    }
    return sum;
  }

  /** Outputs far out, where a careless formula overflows or loses all digits. */
  @ParameterizedTest
  @EnumSource(Loss.class)
  void lossesFarFromZeroMatchTheReference(Loss loss) {
    for (float bias : new float[] {-90, -20, -9, 9, 20, 90}) {
      Example example = network(3, List.of(LstmLayer.of(3))).withHeadFor(loss);
      int outputs = example.network().outputs();
      int parameters = example.network().head().parameters();
      float[] weights = example.weights();
      for (int o = parameters - 1; o < outputs; o += parameters) {
        weights[weights.length - outputs + o] = bias;
      }
      example.requireGradient(backend, loss);
    }
  }

  /** Classes that are as good as certain give losses of which single precision keeps no digit. */
  @ParameterizedTest
  @EnumSource(names = {"BINARY_CROSS_ENTROPY", "CATEGORICAL_CROSS_ENTROPY"})
  void smallCrossEntropiesMatchTheReference(Loss loss) {
    Example example = network(3, List.of(LstmLayer.of(3))).withHeadFor(loss);
    int parameters = example.network().head().parameters();
    for (int k = 0; k < example.truths().length; k++) {
      example.truths()[k] = k % parameters == parameters - 1 ? 1 : 0;
    }
    int outputs = example.network().outputs();
    float[] weights = example.weights();
    for (int o = parameters - 1; o < outputs; o += parameters) {
      weights[weights.length - outputs + o] = 16;
    }
    double exact =
        new ReferenceLstm(example.network())
            .gradient(loss, example.exactWeights(), example.batch(), new double[weights.length]);
    assertThat(exact).isBetween(1e-10, 1e-4);
    example.requireGradient(backend, loss);
  }

  @Test
  void theGradientOfQuantilesIsZeroWhereTheErrorIs() {
    Example example = network(3, List.of(LstmLayer.of(3))).withHeadFor(Loss.PINBALL);
    Arrays.fill(example.weights(), 0);
    Arrays.fill(example.truths(), 0);
    float[] gradient = new float[example.weights().length];
    Arrays.fill(gradient, Float.NaN);
    try (DifferentiableNetwork session = example.open(backend, Loss.PINBALL)) {
      assertThat(session.gradient(example.batch(), gradient)).isZero();
    }
    for (float value : gradient) {
      assertThat(value).isZero();
    }
  }
}
