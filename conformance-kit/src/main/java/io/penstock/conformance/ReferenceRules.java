package io.penstock.conformance;

import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Capabilities;
import io.penstock.training.Loss;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rule N1: with equal weights and inputs, outputs, loss and gradient are those of the reference in
 * float64 to 1e-5 of their scale.
 */
interface ReferenceRules extends BackendRules {
  /** Every loss × activation × direction × depth that the plugin declares. */
  default Stream<RandomCase> everyKind() {
    return Kinds.every(capabilities());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyKind")
  default void outputsLossAndGradientAreThoseOfTheReferenceForEveryKindOfNetwork(RandomCase drawn) {
    ReferenceCheck.require(tested(), drawn);
  }

  /** Which parts there are besides the layers, and where, is drawn too. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("everyKindWithMoreParts")
  default void dropoutSegmentsAndEmbeddingAreThoseOfTheReference(RandomCase drawn) {
    ReferenceCheck.require(tested(), drawn);
  }

  /** The same kinds with more parts. */
  default Stream<RandomCase> everyKindWithMoreParts() {
    return everyKind().map(drawn -> drawn.withMoreParts(capabilities()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mixedKinds")
  default void layersOfDifferentKindsAreThoseOfTheReference(RandomCase drawn) {
    ReferenceCheck.require(tested(), drawn);
  }

  /** Layers of different kinds. */
  default Stream<RandomCase> mixedKinds() {
    return Kinds.mixed(capabilities(), 6);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("longWindows")
  default void aWindowOfAThousandStepsIsThatOfTheReference(RandomCase drawn) {
    ReferenceCheck.require(tested(), drawn);
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
}
