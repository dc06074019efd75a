package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * An engine has an order of gates of its own, and converts. The weights are random, so that no two
 * gates can be taken for each other: each swap moves the outputs by far more than the tolerance.
 */
interface GateOrderRules extends BackendRules {
  /** Of the outputs' scale; the tolerance is a tenth of it. */
  double VISIBLE = 1e-4;

  @ParameterizedTest(name = "{0}")
  @MethodSource("layersOfOneKind")
  default void everyGateIsTakenForItselfInEveryTensor(RandomCase drawn) {
    double[] unswapped = ReferenceCheck.outputs(drawn);
    try (DifferentiableNetwork session = tested().open(drawn)) {
      ReferenceCheck.require(session, drawn);
      for (GateSwap swap : GateSwap.all(drawn.network())) {
        RandomCase swapped = drawn.withWeights(swap.applied(drawn.weights()));
        requireVisible(drawn + ", " + swap, unswapped, ReferenceCheck.outputs(swapped));
        session.setWeights(swapped.weights());
        ReferenceCheck.require(session, swapped);
      }
    }
  }

  private static void requireVisible(String swap, double[] before, double[] after) {
    double scale = 0;
    double difference = 0;
    for (int i = 0; i < before.length; i++) {
      scale = Math.max(scale, Math.abs(before[i]));
      difference = Math.max(difference, Math.abs(after[i] - before[i]));
    }
    assertThat(difference).as(swap).isGreaterThan(VISIBLE * scale);
  }

  /** One layer of each kind, since each kind may have a path with an order of its own. */
  default Stream<RandomCase> layersOfOneKind() {
    List<RandomCase> cases = new ArrayList<>();
    for (Activation activation : capabilities().activations().stream().sorted().toList()) {
      for (Direction direction : capabilities().directions().stream().sorted().toList()) {
        LstmLayer layer = new LstmLayer(3, direction, activation);
        cases.add(
            RandomCase.of(
                3000 + cases.size(),
                Loss.MSE,
                new Network(5, 2, 2, 1, Anchor.NONE, List.of(layer))));
      }
    }
    return cases.stream();
  }
}
