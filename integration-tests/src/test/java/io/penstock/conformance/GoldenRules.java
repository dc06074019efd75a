package io.penstock.conformance;

import static io.penstock.conformance.Agreement.assertClose;
import static io.penstock.conformance.Agreement.assertFollows;
import static io.penstock.conformance.Agreement.assertWithin;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.penstock.golden.GoldenRun;
import io.penstock.trainer.ShardedNetwork;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Loss;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule N2 on runs that another program has computed in float64. */
interface GoldenRules extends BackendRules {
  /** Names of the reference runs. */
  default Stream<String> goldenRuns() {
    return GoldenRun.names().stream();
  }

  @ParameterizedTest
  @MethodSource("goldenRuns")
  default void aRunFollowsTheGoldenRunOrIsRefusedByName(String name) {
    assumeTrue(GoldenRun.arePresent(), "the reference runs are not beside the checkout");
    GoldenRun golden = GoldenRun.read(name);
    Loss loss = golden.training().lossFor(golden.network().head());
    List<String> lacking = capabilities().lacking(golden.network(), loss);
    if (!lacking.isEmpty()) {
      Refusal.assertRefused(tested(), golden.network(), loss, lacking);
      return;
    }
    TrainedRun run =
        TrainedRun.of(
            tested(),
            1,
            new TrainingRun(
                golden.network(),
                golden.training(),
                golden.data(),
                TrainedRun.nothing(golden.network()),
                golden.initial()));
    assertFollows(name, loss, run.losses(), golden.losses());
    assertWithin(name, run.result().weights().toArray(), golden.finalWeights(), 1e-4f);
    try (ShardedNetwork network =
        new ShardedNetwork(tested().backend(), golden.network(), loss, tested().device(), 1)) {
      network.setWeights(golden.initial().toArray());
      assertClose(
          name + ", outputs before training",
          network.predict(golden.data()),
          golden.outputsBefore(),
          1e-5);
      network.setWeights(golden.finalWeights());
      assertClose(
          name + ", outputs after training",
          network.predict(golden.data()),
          golden.outputsAfter(),
          1e-5);
    }
  }
}
