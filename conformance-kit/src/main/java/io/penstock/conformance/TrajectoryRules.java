package io.penstock.conformance;

import static io.penstock.conformance.Agreement.assertFollows;
import static io.penstock.conformance.Agreement.assertWithin;

import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.spi.Device;
import io.penstock.trainer.InitialWeights;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Training;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rule N2: the loss of every step agrees with the float64 reference to 1e-5 relative, the final
 * weights to 1e-4.
 */
interface TrajectoryRules extends BackendRules {
  /** Of plain networks; a shape is drawn from the seed, so a failure can be had again. */
  long[] PLAIN_SEEDS = {11, 12, 13, 14, 15, 16};

  @ParameterizedTest(name = "{0}")
  @MethodSource("trajectories")
  default void aRunOfRandomShapeFollowsTheReferenceEngine(RandomCase drawn) {
    for (Optimizer optimizer : optimizers(drawn.loss())) {
      Training training =
          Training.DEFAULT
              .withEpochs(8)
              .withBatchSize(8)
              .withOptimizer(optimizer)
              .withLoss(drawn.loss());
      TrainingRun run =
          new TrainingRun(
              drawn.network(),
              training,
              drawn.data(),
              TrainedRun.nothing(drawn.network()),
              InitialWeights.of(drawn.network(), drawn.seed()));
      TrainedRun reference = TrainedRun.of(new ReferenceBackend(), Device.CPU, 1, run);
      TrainedRun given = TrainedRun.of(tested(), 1, run);
      assertFollows(
          drawn + ", " + optimizer,
          drawn.loss(),
          given.losses(),
          reference.losses().stream().mapToDouble(Double::doubleValue).toArray());
      assertWithin(
          drawn + ", " + optimizer,
          given.result().weights().toArray(),
          reference.result().weights().toArray(),
          1e-4f);
    }
  }

  /** Plain networks, and for each loss those of mixed kinds with dropout and all other parts. */
  default Stream<RandomCase> trajectories() {
    return Stream.concat(
        Arrays.stream(PLAIN_SEEDS).mapToObj(RandomCase::plain), Kinds.mixed(capabilities(), 3));
  }

  /**
   * The gradient of the MAE is a sum of signs, which is often zero but for rounding, and Adam turns
   * that rounding into a whole step: its trajectory is no number to be held against. SGD's is. The
   * pinball loss is no other.
   */
  private static List<Optimizer> optimizers(Loss loss) {
    Optimizer sgd = new Optimizer.Sgd(0.05, 0.9, true);
    return loss == Loss.MAE || loss == Loss.PINBALL
        ? List.of(sgd)
        : List.of(sgd, new Optimizer.Adam(0.01));
  }
}
