package io.penstock.conformance;

import static io.penstock.conformance.Agreement.assertClose;
import static io.penstock.conformance.Agreement.bound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.spi.Capabilities;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.testing.ReferenceLstm;
import io.penstock.training.Loss;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rule N1: with equal weights and inputs, outputs, loss and gradient are those of the reference in
 * float64 to 1e-5 of their scale.
 */
interface ReferenceRules extends BackendRules {
  /** Of central differences. */
  double STEP = 1e-6;

  /** Every loss × activation × direction × depth that the plugin declares. */
  default Stream<RandomCase> everyKind() {
    return Kinds.every(capabilities());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyKind")
  default void outputsLossAndGradientAreThoseOfTheReferenceForEveryKindOfNetwork(RandomCase drawn) {
    requireReference(drawn);
  }

  /** Which parts there are besides the layers, and where, is drawn too. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("everyKindWithMoreParts")
  default void dropoutSegmentsAndEmbeddingAreThoseOfTheReference(RandomCase drawn) {
    requireReference(drawn);
  }

  /** The same kinds with more parts. */
  default Stream<RandomCase> everyKindWithMoreParts() {
    return everyKind().map(drawn -> drawn.withMoreParts(capabilities()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mixedKinds")
  default void layersOfDifferentKindsAreThoseOfTheReference(RandomCase drawn) {
    requireReference(drawn);
  }

  /** Layers of different kinds. */
  default Stream<RandomCase> mixedKinds() {
    return Kinds.mixed(capabilities(), 6);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("longWindows")
  default void aWindowOfAThousandStepsIsThatOfTheReference(RandomCase drawn) {
    requireReference(drawn);
  }

  /** The plain way, and the most general one that is declared. */
  default Stream<RandomCase> longWindows() {
    Capabilities capabilities = capabilities();
    Network forward = new Network(1000, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(4)));
    LstmLayer general =
        new LstmLayer(
            3,
            capabilities.directions().contains(Direction.BIDIRECTIONAL)
                ? Direction.BIDIRECTIONAL
                : Direction.FORWARD,
            capabilities.activations().contains(Activation.SIGMOID)
                ? Activation.SIGMOID
                : Activation.TANH);
    return Stream.of(
        RandomCase.of(51, Loss.MSE, forward),
        RandomCase.of(52, Loss.MSE, new Network(1000, 2, 1, 1, Anchor.NONE, List.of(general))));
  }

  private void requireReference(RandomCase drawn) {
    ReferenceLstm reference = new ReferenceLstm(drawn.network());
    double[] weights = doubles(drawn.weights());
    float[] inputs = drawn.data().inputs();
    double[] expected = new double[weights.length];
    double exact =
        reference.gradient(
            drawn.loss(),
            weights,
            inputs,
            drawn.data().targets(),
            drawn.seed(),
            drawn.position(),
            expected);
    float[] given = new float[weights.length];
    float[] outputs = new float[drawn.data().size() * drawn.network().outputs()];
    double value;
    try (DifferentiableNetwork session = tested().open(drawn)) {
      value = session.gradient(drawn.all(), given);
      session.predict(drawn.all(), outputs);
    }
    assertThat(value).as("%s", drawn).isCloseTo(exact, within(bound(drawn.loss(), exact)));
    assertClose(drawn + ", gradient", given, expected, 1e-5);
    requireSlopes(drawn, weights, given);
    assertClose(drawn + ", outputs", outputs, reference.outputs(weights, inputs), 1e-5);
  }

  /**
   * The gradient is also held against the reference's loss alone, by central differences along a
   * random direction in each tensor of the weights: the chain rule of the reference might be wrong.
   */
  private static void requireSlopes(RandomCase drawn, double[] weights, float[] gradient) {
    ReferenceLstm reference = new ReferenceLstm(drawn.network());
    Random random = new Random(drawn.seed());
    double scale = 0;
    for (float slope : gradient) {
      scale = Math.max(scale, Math.abs(slope));
    }
    for (WeightLayout.Slot slot : WeightLayout.of(drawn.network()).slots()) {
      double[] right = weights.clone();
      double[] left = weights.clone();
      double given = 0;
      double length = 0;
      for (int i = slot.offset(); i < slot.end(); i++) {
        double direction = 2 * random.nextDouble() - 1;
        right[i] += STEP * direction;
        left[i] -= STEP * direction;
        given += gradient[i] * direction;
        length += Math.abs(direction);
      }
      double there = loss(reference, drawn, right);
      double here = loss(reference, drawn, left);
      // The second part is what a difference of two losses in float64 can tell.
      double bound = 1e-5 * scale * length + 1e-8 * (1 + Math.abs(here));
      assertThat(given)
          .as("%s, slope of %s", drawn, slot.name())
          .isCloseTo((there - here) / (2 * STEP), within(bound));
    }
  }

  private static double loss(ReferenceLstm reference, RandomCase drawn, double[] weights) {
    return reference.loss(
        drawn.loss(),
        weights,
        drawn.data().inputs(),
        drawn.data().targets(),
        drawn.seed(),
        drawn.position());
  }

  private static double[] doubles(float[] values) {
    double[] exact = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      exact[i] = values[i];
    }
    return exact;
  }
}
