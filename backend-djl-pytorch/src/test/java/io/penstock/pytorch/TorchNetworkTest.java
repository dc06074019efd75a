package io.penstock.pytorch;

import static io.penstock.pytorch.Examples.headFor;
import static io.penstock.pytorch.Examples.network;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.dataset.Batch;
import io.penstock.examples.reference.ReferenceLstm;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TorchNetworkTest {
  private static final Network ONE_LAYER = network(7, 3, 1, 1, 5);
  private static final Network STACKED = network(6, 3, 2, 2, 5, 3, 4);

  /** Segments, an embedding, every activation, both directions, dropout within and at the end. */
  private static final Network EVERYTHING =
      new Network(
          12,
          2,
          2,
          2,
          Anchor.NONE,
          2,
          OptionalInt.of(6),
          List.of(
              layer(5, Direction.BIDIRECTIONAL, Activation.TANH),
              layer(3, Direction.FORWARD, Activation.RELU).withDropout(0.2),
              layer(4, Direction.BIDIRECTIONAL, Activation.LEAKY_RELU),
              layer(6, Direction.FORWARD, Activation.TANH).withDropout(0.4),
              layer(3, Direction.BIDIRECTIONAL, Activation.SIGMOID).withDropout(0.3)),
          new Head.Linear());

  private static final long SEED = 77;
  private static final int POSITION = 5;

  private final PyTorchBackend backend = new PyTorchBackend();

  private DifferentiableNetwork open(Examples examples, Loss loss) {
    DifferentiableNetwork session = backend.open(examples.network(), loss, Device.CPU);
    session.setWeights(examples.weights());
    return session;
  }

  private static LstmLayer layer(int units, Direction direction, Activation activation) {
    return new LstmLayer(units, direction, activation);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientOfEveryLossMatchesTheReference(Loss loss) {
    assertThatTheGradientMatches(Examples.random(headFor(loss, ONE_LAYER), 6, 11), loss);
    assertThatTheGradientMatches(Examples.random(headFor(loss, STACKED), 5, 12), loss);
    assertThatTheGradientMatches(Examples.random(headFor(loss, EVERYTHING), 5, 13), loss);
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void theGradientOfEveryActivationAndDirectionMatchesTheReference(Activation activation) {
    for (Direction direction : Direction.values()) {
      LstmLayer wide = layer(5, direction, activation);
      LstmLayer narrow = layer(3, direction, activation);
      for (List<LstmLayer> layers : List.of(List.of(wide), List.of(wide, narrow))) {
        Network network = new Network(7, 3, 2, 1, Anchor.NONE, layers);
        assertThatTheGradientMatches(Examples.random(network, 6, 14), Loss.MSE);
      }
    }
  }

  @Test
  void theGradientOfAWindowOfOneStepMatchesTheReference() {
    for (Activation activation : Activation.values()) {
      for (Direction direction : Direction.values()) {
        Network network =
            new Network(1, 1, 1, 1, Anchor.NONE, List.of(layer(1, direction, activation)));
        assertThatTheGradientMatches(Examples.random(network, 1, 13), Loss.MSE);
      }
    }
  }

  @Test
  void theGradientOfRandomNetworksMatchesTheReference() {
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      Loss loss = Loss.values()[random.nextInt(Loss.values().length)];
      Network network = randomNetwork(random, loss);
      Examples examples = Examples.random(network, 1 + random.nextInt(9), seed);
      try {
        assertThatTheGradientMatches(examples, loss);
        assertThatTheOutputsMatch(examples, loss);
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ", " + loss + ", " + network, e);
      }
    }
  }

  private static Network randomNetwork(Random random, Loss loss) {
    int segment = 1 + random.nextInt(3);
    List<LstmLayer> layers = new ArrayList<>();
    for (int l = random.nextInt(3); l >= 0; l--) {
      layers.add(
          new LstmLayer(
              1 + random.nextInt(9),
              Direction.values()[random.nextInt(2)],
              Activation.values()[random.nextInt(4)],
              random.nextBoolean() ? 0 : random.nextDouble(0.7)));
    }
    return headFor(
        loss,
        new Network(
            segment * (1 + random.nextInt(8)),
            1 + random.nextInt(4),
            1 + random.nextInt(3),
            1 + random.nextInt(3),
            Anchor.NONE,
            segment,
            random.nextBoolean() ? OptionalInt.empty() : OptionalInt.of(1 + random.nextInt(6)),
            layers,
            new Head.Linear()));
  }

  private void assertThatTheGradientMatches(Examples examples, Loss loss) {
    ReferenceLstm reference = new ReferenceLstm(examples.network());
    double[] expected = new double[examples.weights().length];
    double expectedLoss =
        reference.gradient(
            loss, examples.exactWeights(), seeded(examples.batch(), SEED, POSITION), expected);

    float[] gradient = new float[expected.length];
    double actualLoss;
    try (DifferentiableNetwork session = open(examples, loss)) {
      actualLoss = session.gradient(seeded(examples.batch(), SEED, POSITION), gradient);
    }

    assertThat(actualLoss).isCloseTo(expectedLoss, within(2e-6 * Math.abs(expectedLoss) + 1e-6));
    double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (WeightLayout.Slot slot : WeightLayout.of(examples.network()).slots()) {
      for (int i = slot.offset(); i < slot.end(); i++) {
        assertThat((double) gradient[i])
            .as("%s[%d]", slot.name(), i - slot.offset())
            .isCloseTo(expected[i], within(2e-6 * Math.max(1, size)));
      }
    }
  }

  private void assertThatTheOutputsMatch(Examples examples, Loss loss) {
    double[] expected =
        new ReferenceLstm(examples.network()).outputs(examples.exactWeights(), examples.inputs());

    float[] outputs = new float[expected.length];
    try (DifferentiableNetwork session = open(examples, loss)) {
      session.predict(seeded(examples.batch(), SEED, POSITION), outputs);
    }

    double size = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) outputs[i]).isCloseTo(expected[i], within(1e-5 * Math.max(1, size)));
    }
  }

  /** A batch as a shard of a training step. */
  private static Batch seeded(Batch batch, long seed, int position) {
    return new Batch() {
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

      @Override
      public long seed() {
        return seed;
      }

      @Override
      public int position() {
        return position;
      }
    };
  }

  @Test
  void theOutputsMatchTheReference() {
    for (Network network : List.of(ONE_LAYER, STACKED, EVERYTHING, network(20, 7, 3, 1, 64))) {
      assertThatTheOutputsMatch(Examples.random(network, 9, 14), Loss.MSE);
    }
  }

  @Test
  void aBatchThatIsCutIntoPiecesGivesWhatItGivesWhole() {
    LstmLayer tanh = LstmLayer.of(40).withDropout(0.3);
    LstmLayer relu = layer(10, Direction.BIDIRECTIONAL, Activation.RELU).withDropout(0.5);
    Network network = new Network(40, 2, 2, 1, Anchor.NONE, List.of(tanh, relu));
    assertThat(Piece.cut(600, Piece.limit(network))).hasSizeGreaterThan(1);
    Examples examples = Examples.random(network, 600, 15);

    assertThatTheOutputsMatch(examples, Loss.MSE);
    assertThatTheGradientMatches(examples, Loss.MSE);
  }

  @Test
  void dropoutFollowsTheSeedAndTheExamplesPlaces() {
    Network network =
        new Network(6, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(8).withDropout(0.5)));
    Examples examples = Examples.random(network, 8, 22);
    try (DifferentiableNetwork session = open(examples, Loss.MSE)) {
      double whole = loss(session, examples, 0, 8, 1, 0);
      double halves =
          (loss(session, examples, 0, 4, 1, 0) + loss(session, examples, 4, 8, 1, 4)) / 2;

      assertThat(halves).isCloseTo(whole, within(1e-6));
      assertThat(loss(session, examples, 0, 8, 1, 0)).isEqualTo(whole);
      assertThat(loss(session, examples, 0, 8, 2, 0)).isNotEqualTo(whole);
      assertThat(loss(session, examples, 0, 8, 1, 1)).isNotEqualTo(whole);
    }
  }

  private static double loss(
      DifferentiableNetwork session, Examples examples, int from, int to, long seed, int position) {
    return session.gradient(
        seeded(examples.batch(from, to), seed, position), new float[examples.weights().length]);
  }

  @Test
  void batchesOfAnySizeFollowEachOtherInOneSession() {
    Examples examples = Examples.random(STACKED, 12, 16);
    ReferenceLstm reference = new ReferenceLstm(STACKED);
    float[] gradient = new float[examples.weights().length];

    try (DifferentiableNetwork session = open(examples, Loss.MSE)) {
      for (int size : new int[] {5, 12, 1, 7}) {
        double actual = session.gradient(examples.batch(0, size), gradient);
        double expected =
            reference.loss(Loss.MSE, examples.exactWeights(), examples.batch(0, size));
        assertThat(actual).isCloseTo(expected, within(1e-6 * expected));

        float[] outputs = new float[size * STACKED.outputs()];
        session.predict(examples.batch(0, size), outputs);
        assertThat(outputs).doesNotContain(0f);
      }
    }
  }

  @Test
  void gradientsDoNotAddUpFromCallToCall() {
    Examples examples = Examples.random(STACKED, 8, 17);
    float[] first = new float[examples.weights().length];
    float[] again = new float[examples.weights().length];
    Arrays.fill(again, Float.NaN);

    try (DifferentiableNetwork session = open(examples, Loss.MSE)) {
      double loss = session.gradient(examples.batch(), first);
      session.gradient(examples.batch(0, 3), new float[first.length]);
      session.predict(examples.batch(), new float[8 * STACKED.outputs()]);
      assertThat(session.gradient(examples.batch(), again)).isEqualTo(loss);
    }

    assertThat(again).isEqualTo(first);
  }

  @Test
  void newWeightsReplaceTheOldOnes() {
    Examples examples = Examples.random(ONE_LAYER, 4, 18);
    Examples others = Examples.random(ONE_LAYER, 4, 19);
    float[] gradient = new float[examples.weights().length];

    try (DifferentiableNetwork session = open(others, Loss.MSE)) {
      double before = session.gradient(examples.batch(), gradient);
      float[] weights = examples.weights().clone();
      session.setWeights(weights);
      Arrays.fill(weights, 0);
      double after = session.gradient(examples.batch(), gradient);
      double expected =
          new ReferenceLstm(ONE_LAYER).loss(Loss.MSE, examples.exactWeights(), examples.batch());
      assertThat(before).isNotEqualTo(after);
      assertThat(after).isCloseTo(expected, within(1e-6 * expected));
    }
  }

  @Test
  void theGradientOfTheAbsoluteErrorIsZeroWhereTheErrorIs() {
    Examples random = Examples.random(network(4, 2, 1, 2, 3), 1, 20);
    // A head without a matrix gives its bias, exactly.
    WeightLayout layout = WeightLayout.of(random.network());
    WeightLayout.Slot matrix = layout.slot("head.W");
    WeightLayout.Slot bias = layout.slot("head.b");
    Arrays.fill(random.weights(), matrix.offset(), matrix.end(), 0);
    float[] met = Arrays.copyOfRange(random.weights(), bias.offset(), bias.end());
    Examples examples = new Examples(random.network(), random.weights(), random.inputs(), met);
    float[] gradient = new float[examples.weights().length];
    Arrays.fill(gradient, Float.NaN);

    try (DifferentiableNetwork session = open(examples, Loss.MAE)) {
      assertThat(session.gradient(examples.batch(), gradient)).isZero();
      for (float value : gradient) {
        assertThat(value).isZero();
      }

      met[1] -= 1;
      assertThat(session.gradient(examples.batch(), gradient)).isCloseTo(0.5, within(1e-6));
      assertThat(gradient[bias.offset()]).isZero();
      assertThat(gradient[bias.offset() + 1]).isEqualTo(0.5f);
    }
  }

  @Test
  void sessionsOnOtherThreadsAtTheSameTimeGiveTheSameBits() throws Exception {
    List<Callable<List<float[]>>> works = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Activation activation = Activation.values()[i];
      List<LstmLayer> layers =
          List.of(
              layer(32, Direction.BIDIRECTIONAL, Activation.TANH),
              layer(24, Direction.FORWARD, activation).withDropout(0.2));
      Network network = new Network(24, 5, 4, 1, Anchor.NONE, layers);
      Examples examples = Examples.random(network, 33, 30 + i);
      works.add(() -> descend(examples));
    }

    List<List<float[]>> alone = new ArrayList<>();
    for (Callable<List<float[]>> work : works) {
      alone.add(work.call());
    }
    ExecutorService threads = Executors.newFixedThreadPool(works.size());
    try {
      List<Future<List<float[]>>> together = threads.invokeAll(works);
      for (int i = 0; i < works.size(); i++) {
        List<float[]> result = together.get(i).get();
        for (int step = 0; step < result.size(); step++) {
          assertThat(result.get(step)).isEqualTo(alone.get(i).get(step));
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** Gradients of 25 steps of steepest descent and, last, the outputs. */
  private List<float[]> descend(Examples examples) {
    List<float[]> results = new ArrayList<>();
    float[] weights = examples.weights().clone();
    try (DifferentiableNetwork session = open(examples, Loss.MSE)) {
      for (int step = 0; step < 25; step++) {
        float[] gradient = new float[weights.length];
        session.gradient(seeded(examples.batch(step % 7, 33), step, 0), gradient);
        for (int i = 0; i < weights.length; i++) {
          weights[i] -= 0.05f * gradient[i];
        }
        session.setWeights(weights);
        results.add(gradient);
      }
      float[] outputs = new float[33 * examples.network().outputs()];
      session.predict(examples.batch(), outputs);
      results.add(outputs);
    }
    return results;
  }

  @Test
  void aFailureOfTheDataStaysInTheData() {
    Examples examples = Examples.random(ONE_LAYER, 3, 21);
    examples.inputs()[4] = Float.NaN;
    float[] gradient = new float[examples.weights().length];

    try (DifferentiableNetwork session = open(examples, Loss.MSE)) {
      assertThat(session.gradient(examples.batch(), gradient)).isNaN();
      assertThat(session.gradient(examples.batch(1, 3), gradient)).isFinite();
      for (float value : gradient) {
        assertThat(value).isFinite();
      }
    }
  }

  @Test
  void arraysOfAnotherLengthAreRefused() {
    Examples examples = Examples.random(ONE_LAYER, 3, 22);
    try (DifferentiableNetwork session = open(examples, Loss.MSE)) {
      assertThatThrownBy(() -> session.setWeights(new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("3 weights, not %d", examples.weights().length);
      assertThatThrownBy(() -> session.gradient(examples.batch(), new float[3]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("3 gradients, not %d", examples.weights().length);
      assertThatThrownBy(() -> session.predict(examples.batch(), new float[2]))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("2 outputs, not 3");
    }
  }
}
