package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.penstock.dataset.Columns;
import io.penstock.dataset.Truths;
import io.penstock.dataset.Windows;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Capabilities.Part;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.trainer.InitialWeights;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Labels;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Truths that differ in weight: each term is multiplied, the mean is over the number of terms. */
interface WeightRules extends BackendRules {
  @ParameterizedTest(name = "{0}")
  @MethodSource("weighted")
  default void weightedLossesAreThoseOfTheReference(BatchCase drawn) {
    assumeWeights();
    drawn.requireReference(tested());
  }

  /** On a sigmoid head errors are those of the probability, with weights and without. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("everyLoss")
  default void everyLossOnEveryHeadIsThatOfTheReference(BatchCase drawn) {
    drawn.requireReference(tested());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyLoss")
  default void weightsOfOneChangeNoBit(BatchCase drawn) {
    assumeWeights();
    float[] ones = weights(drawn);
    Arrays.fill(ones, 1);
    BatchCase.Given plain = drawn.on(tested());
    BatchCase.Given weighted = drawn.with(drawn.batch().withWeights(ones)).on(tested());
    assertThat(weighted.loss()).isEqualTo(plain.loss());
    assertThat(weighted.gradient()).containsExactly(plain.gradient());
  }

  /** What one batch leaves behind must not show in the next, whichever of the two has weights. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("weighted")
  default void oneSessionTakesBatchesWithAndWithoutWeights(BatchCase drawn) {
    assumeWeights();
    BatchCase plain = drawn.with(drawn.batch().withWeights(new float[0]));
    BatchCase.Given alone = plain.on(tested());
    BatchCase.Given weighted = drawn.on(tested());
    float[] gradient = new float[drawn.weights().length];
    try (DifferentiableNetwork session =
        tested().backend().open(drawn.network(), drawn.loss(), tested().device())) {
      session.setWeights(drawn.weights());
      for (int turn = 0; turn < 2; turn++) {
        assertThat(session.gradient(plain.batch(), gradient)).isEqualTo(alone.loss());
        assertThat(gradient).containsExactly(alone.gradient());
        assertThat(session.gradient(drawn.batch(), gradient)).isEqualTo(weighted.loss());
        assertThat(gradient).containsExactly(weighted.gradient());
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("everyLoss")
  default void truthsThatWeighNothingGiveNoGradient(BatchCase drawn) {
    assumeWeights();
    BatchCase.Given given = drawn.with(drawn.batch().withWeights(weights(drawn))).on(tested());
    assertThat(given.loss()).isZero();
    for (float slope : given.gradient()) {
      assertThat(slope).isZero();
    }
  }

  private static float[] weights(BatchCase drawn) {
    return new float[drawn.batch().size() * drawn.network().horizon() * drawn.network().targets()];
  }

  /**
   * Every loss that is declared on every head that it goes with, weighted; and the same beside all
   * else that the backend declares: both directions, the general way, dropout, a known future.
   */
  default Stream<BatchCase> weighted() {
    Network network = new Network(6, 2, 3, 2, Anchor.NONE, List.of(LstmLayer.of(5)));
    boolean knowing = capabilities().parts().contains(Part.FUTURE);
    Network full = new Network(5, 2, 3, 2, Anchor.NONE, mixed()).withFuture(knowing ? 2 : 0);
    return Stream.concat(lossesAndHeads(4000, network, true), lossesAndHeads(4500, full, true));
  }

  /** The general way below, both directions with dropout above, as far as they are declared. */
  private List<LstmLayer> mixed() {
    DeclaredKinds kinds = DeclaredKinds.of(capabilities());
    return List.of(
        new LstmLayer(4, Direction.FORWARD, kinds.activation()),
        new LstmLayer(3, kinds.direction(), Activation.TANH, kinds.dropout()));
  }

  /** The same with truths that all count the same, and nothing known of the future. */
  default Stream<BatchCase> everyLoss() {
    Network network = new Network(6, 2, 3, 2, Anchor.NONE, List.of(LstmLayer.of(5)));
    return lossesAndHeads(4000, network, false);
  }

  private Stream<BatchCase> lossesAndHeads(int seed, Network network, boolean weighted) {
    List<Head> heads =
        List.of(
            new Head.Linear(),
            new Head.Sigmoid(),
            new Head.Softmax(3),
            new Head.Quantiles(List.of(0.1, 0.5, 0.9)),
            new Head.Quantiles(List.of(0.7)),
            new Head.Gaussian());
    List<BatchCase> cases = new ArrayList<>();
    for (Loss loss : capabilities().losses().stream().sorted().toList()) {
      for (Head head : heads) {
        if (loss.fits(head)) {
          cases.add(BatchCase.draw(seed + cases.size(), network.withHead(head), loss, weighted));
        }
      }
    }
    return cases.stream();
  }

  // Rules N2 and N3 of a whole run, in which core divides by the weights.

  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  default void aWeightedRunGivesTheSameBitsOnAnyNumberOfThreads(int threads) {
    assumeWeights();
    TrainingRun run = run(48, 100, 2);
    TrainedRun one = TrainedRun.of(tested(), 1, run);
    TrainedRun several = TrainedRun.of(tested(), threads, run);
    assertThat(several.losses()).isEqualTo(one.losses());
    assertThat(several.result().weights()).isEqualTo(one.result().weights());
    assertThat(several.result().validationLosses()).isEqualTo(one.result().validationLosses());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  default void aWeightedRunFollowsTheReference(int threads) {
    assumeWeights();
    TrainingRun run = run(6, 20, 4);
    TrainedRun reference = TrainedRun.of(new ReferenceBackend(), Device.CPU, 1, run);
    TrainedRun given = TrainedRun.of(tested(), threads, run);
    double[] expected = reference.losses().stream().mapToDouble(Double::doubleValue).toArray();
    Agreement.assertFollows("weighted", Loss.MSE, given.losses(), expected);
    Agreement.assertWithin(
        "weighted",
        given.result().weights().toArray(),
        reference.result().weights().toArray(),
        1e-4f);
  }

  /** Independent channels on windows whose rows weigh, with dropout and future where declared. */
  private TrainingRun run(int units, int batchSize, int epochs) {
    boolean dropping = capabilities().parts().contains(Part.DROPOUT);
    boolean knowing = capabilities().parts().contains(Part.FUTURE);
    LstmLayer layer = LstmLayer.of(units).withDropout(dropping ? 0.3 : 0);
    Network network =
        new Network(24, 4, 2, 3, Anchor.LAST_VALUE.withScaled(true), List.of(layer, layer))
            .withFuture(knowing ? 1 : 0)
            .withChannels(Channels.INDEPENDENT);
    int rows = 120;
    Random random = new Random(17);
    float[] values = new float[rows * 5];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    float[] weights = new float[rows];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = random.nextInt(5) == 0 ? 0 : 3 * random.nextFloat();
    }
    Columns columns =
        new Columns(5, List.of(2, 0, 4, 1), List.of(0, 1, 2), knowing ? List.of(3) : List.of());
    Windows windows =
        new Windows(
            values,
            columns,
            network,
            new Truths(Labels.NONE, weights),
            IntStream.range(0, rows - 26).toArray());
    Training training =
        Training.DEFAULT
            .withEpochs(epochs)
            .withBatchSize(batchSize)
            .withOptimizer(new Optimizer.Sgd(0.05, 0.9, true))
            .withLoss(Loss.MSE);
    return new TrainingRun(network, training, windows, windows, InitialWeights.of(network, 1));
  }

  private void assumeWeights() {
    assumeTrue(capabilities().parts().contains(Part.WEIGHTS), "the plugin declares no weights");
  }
}
