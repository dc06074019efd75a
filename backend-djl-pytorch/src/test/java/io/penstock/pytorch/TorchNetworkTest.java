package io.penstock.pytorch;

import static io.penstock.pytorch.Examples.network;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FusedLstmNetworkTest {
  private static final Network ONE_LAYER = network(7, 3, 1, 1, 5);
  private static final Network STACKED = network(6, 3, 2, 2, 5, 3, 4);

  private final PyTorchBackend backend = new PyTorchBackend();

  private DifferentiableNetwork open(Examples examples, Loss loss) {
    DifferentiableNetwork session = backend.open(examples.network(), loss, Device.CPU);
    session.setWeights(examples.weights());
    return session;
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientOfOneLayerMatchesCentralDifferences(Loss loss) {
    assertThatTheGradientMatches(Examples.random(ONE_LAYER, 6, 11), loss);
  }

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientOfLayersOfDifferentWidthsMatchesCentralDifferences(Loss loss) {
    assertThatTheGradientMatches(Examples.random(STACKED, 5, 12), loss);
  }

  @Test
  void theGradientOfAWindowOfOneStepMatchesCentralDifferences() {
    assertThatTheGradientMatches(Examples.random(network(1, 1, 1, 1, 1), 1, 13), Loss.MSE);
  }

  private void assertThatTheGradientMatches(Examples examples, Loss loss) {
    ReferenceNetwork reference = new ReferenceNetwork(examples.network());
    double[] exact = examples.exactWeights();
    double[] expected = reference.gradient(loss, exact, examples.inputs(), examples.targets());
    double expectedLoss = reference.loss(loss, exact, examples.inputs(), examples.targets());

    float[] gradient = new float[expected.length];
    double actualLoss;
    try (DifferentiableNetwork session = open(examples, loss)) {
      actualLoss = session.gradient(examples.batch(), gradient);
    }

    assertThat(actualLoss).isCloseTo(expectedLoss, within(1e-6 * expectedLoss));
    for (WeightLayout.Slot slot : WeightLayout.of(examples.network()).slots()) {
      for (int i = slot.offset(); i < slot.end(); i++) {
        assertThat((double) gradient[i])
            .as("%s[%d]", slot.name(), i - slot.offset())
            .isCloseTo(expected[i], within(2e-6));
      }
    }
  }

  @Test
  void theOutputsMatchTheReference() {
    for (Network network : List.of(ONE_LAYER, STACKED, network(20, 7, 3, 1, 64))) {
      Examples examples = Examples.random(network, 9, 14);
      double[] expected =
          new ReferenceNetwork(network).outputs(examples.exactWeights(), examples.inputs());

      float[] outputs = new float[expected.length];
      try (DifferentiableNetwork session = open(examples, Loss.MSE)) {
        session.predict(examples.batch(), outputs);
      }

      for (int i = 0; i < expected.length; i++) {
        assertThat((double) outputs[i]).isCloseTo(expected[i], within(1e-5));
      }
    }
  }

  @Test
  void aBatchThatIsCutIntoPiecesGivesWhatItGivesWhole() {
    Network network = network(40, 2, 2, 1, 40);
    Examples examples = Examples.random(network, 600, 15);
    assertThat(Piece.cut(600, Piece.limit(network))).hasSizeGreaterThan(1);
    ReferenceNetwork reference = new ReferenceNetwork(network);
    double[] expected = reference.outputs(examples.exactWeights(), examples.inputs());
    double expectedLoss =
        reference.loss(Loss.MSE, examples.exactWeights(), examples.inputs(), examples.targets());

    float[] outputs = new float[expected.length];
    float[] whole = new float[examples.weights().length];
    double[] parts = new double[whole.length];
    try (DifferentiableNetwork session = open(examples, Loss.MSE)) {
      session.predict(examples.batch(), outputs);
      assertThat(session.gradient(examples.batch(), whole))
          .isCloseTo(expectedLoss, within(1e-6 * expectedLoss));
      for (int from = 0; from < 600; from += 100) {
        float[] part = new float[whole.length];
        session.gradient(examples.batch(from, from + 100), part);
        for (int i = 0; i < part.length; i++) {
          parts[i] += part[i] / 6;
        }
      }
    }

    for (int i = 0; i < expected.length; i++) {
      assertThat((double) outputs[i]).isCloseTo(expected[i], within(1e-5));
    }
    for (int i = 0; i < whole.length; i++) {
      assertThat((double) whole[i]).isCloseTo(parts[i], within(1e-5));
    }
  }

  @Test
  void batchesOfAnySizeFollowEachOtherInOneSession() {
    Examples examples = Examples.random(STACKED, 12, 16);
    ReferenceNetwork reference = new ReferenceNetwork(STACKED);
    float[] gradient = new float[examples.weights().length];
    int window = STACKED.lookBack() * STACKED.features();

    try (DifferentiableNetwork session = open(examples, Loss.MSE)) {
      for (int size : new int[] {5, 12, 1, 7}) {
        double actual = session.gradient(examples.batch(0, size), gradient);
        double expected =
            reference.loss(
                Loss.MSE,
                examples.exactWeights(),
                Arrays.copyOf(examples.inputs(), size * window),
                Arrays.copyOf(examples.targets(), size * STACKED.outputs()));
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
          new ReferenceNetwork(ONE_LAYER)
              .loss(Loss.MSE, examples.exactWeights(), examples.inputs(), examples.targets());
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
    Network network = network(24, 5, 4, 1, 48, 32);
    List<Callable<List<float[]>>> works = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
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
        session.gradient(examples.batch(step % 7, 33), gradient);
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
