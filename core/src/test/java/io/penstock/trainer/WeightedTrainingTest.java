package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.dataset.ArrayDataset;
import io.penstock.dataset.Dataset;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.spi.Device;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Penalty;
import io.penstock.training.StepReport;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WeightedTrainingTest {
  private static final Network NETWORK =
      new Network(6, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(5)));

  /** Of so much work that a batch of 64 is cut. */
  private static final Network WIDE =
      new Network(40, 4, 1, 1, Anchor.NONE, List.of(LstmLayer.of(48)));

  @Test
  void aWeightCountsAsIfTheExampleWereThereAsManyTimes() {
    for (Network network :
        List.of(
            NETWORK,
            NETWORK.withHead(new Head.Quantiles(List.of(0.1, 0.5, 0.9))),
            NETWORK.withHead(new Head.Gaussian()),
            WIDE)) {
      ArrayDataset examples = RandomExamples.of(network, 64, 1);
      float[] weights = new float[64];
      List<Integer> repeated = new ArrayList<>();
      Random random = new Random(2);
      for (int i = 0; i < 64; i++) {
        weights[i] = random.nextInt(4);
        for (int k = 0; k < weights[i]; k++) {
          repeated.add(i);
        }
      }
      int[] all = repeated.stream().mapToInt(Integer::intValue).toArray();
      float[] expected = new float[network.parameters()];
      float[] actual = new float[network.parameters()];
      try (ShardedNetwork sharded = open(network, 2)) {
        double plain = sharded.gradient(examples, all, 0, all.length, 0, expected);
        double weighted =
            sharded.gradient(new WeightedDataset(examples, weights), order(64), 0, 64, 0, actual);
        assertThat(weighted).isCloseTo(plain, within(1e-6 * plain));
        assertThat(sharded.loss(new WeightedDataset(examples, weights)))
            .isCloseTo(plain, within(1e-6 * plain));
        for (int i = 0; i < actual.length; i++) {
          assertThat(actual[i]).isCloseTo(expected[i], within(1e-6f));
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 3, 7})
  void theNumberOfThreadsChangesNoBit(int threads) {
    assertThat(ShardRule.PROCESSOR.shards(WIDE, 64)).as("shards of a batch").isGreaterThan(2);
    WeightedDataset data =
        new WeightedDataset(RandomExamples.of(WIDE, 600, 1), randomWeights(600, 0.1));
    int[] order = order(600);
    float[] one = new float[WIDE.parameters()];
    float[] several = new float[WIDE.parameters()];
    try (ShardedNetwork alone = open(WIDE, 1);
        ShardedNetwork together = open(WIDE, threads)) {
      assertThat(together.gradient(data, order, 3, 67, 0, several))
          .isEqualTo(alone.gradient(data, order, 3, 67, 0, one));
      assertThat(several).isEqualTo(one);
      assertThat(together.loss(data)).isEqualTo(alone.loss(data));
    }
  }

  @ParameterizedTest
  @ValueSource(floats = {1, 0.3f, 1e-30f, 1e30f})
  void equalWeightsGiveTheTrajectoryOfNoneToTheLastBit(float weight) {
    ArrayDataset data = RandomExamples.of(NETWORK, 100, 1);
    ArrayDataset validation = RandomExamples.of(NETWORK, 40, 2);
    Training training = Training.DEFAULT.withEpochs(4).withPatience(0).withBatchSize(32);
    TrainingResult plain = train(training, data, validation, TrainingListener.NONE);
    TrainingResult weighted =
        train(
            training,
            new WeightedDataset(data, constant(100, weight)),
            new WeightedDataset(validation, constant(40, weight)),
            TrainingListener.NONE);
    assertThat(weighted.weights()).isEqualTo(plain.weights());
    for (int epoch = 0; epoch < 4; epoch++) {
      // Σ w l / Σ w is rounded where l alone is not.
      assertThat(weighted.validationLosses().get(epoch))
          .isCloseTo(
              plain.validationLosses().get(epoch),
              within(weight == 1 ? 0 : 1e-12 * plain.validationLosses().get(epoch)));
      assertThat(weighted.trainingLosses().get(epoch))
          .isCloseTo(
              plain.trainingLosses().get(epoch),
              within(weight == 1 ? 0 : 1e-12 * plain.trainingLosses().get(epoch)));
    }
  }

  @Test
  void aBatchThatWeighsNothingMovesTheWeightsByThePenaltyAlone() {
    Dataset data = new WeightedDataset(RandomExamples.of(NETWORK, 30, 1), constant(30, 0));
    Dataset none = RandomExamples.none(NETWORK);
    Training plain =
        Training.DEFAULT
            .withEpochs(1)
            .withBatchSize(30)
            .withOptimizer(new Optimizer.Sgd(0.1, 0, false));
    TrainingResult result = train(plain, data, none, TrainingListener.NONE);
    assertThat(result.weights()).isEqualTo(InitialWeights.of(NETWORK, 1));
    assertThat(result.trainingLosses()).containsExactly(0.0);

    float[] initial = InitialWeights.of(NETWORK, 1).toArray();
    float[] held =
        train(plain.withPenalty(new Penalty(0, 0.5)), data, none, TrainingListener.NONE)
            .weights()
            .toArray();
    for (WeightLayout.Slot slot : WeightLayout.of(NETWORK).slots()) {
      for (int i = slot.offset(); i < slot.end(); i++) {
        float pull = slot.role().isMatrix() ? 0.1f * initial[i] : 0;
        assertThat(held[i]).as(slot.name()).isCloseTo(initial[i] - pull, within(1e-7f));
      }
    }
  }

  @Test
  void theTrainingLossOfAnEpochWeighsABatchByItsWeights() {
    float[] weights = randomWeights(90, 0);
    Arrays.fill(weights, 30, 60, 0);
    List<StepReport> steps = new ArrayList<>();
    TrainingResult result =
        train(
            Training.DEFAULT.withEpochs(1).withBatchSize(30).withShuffle(false),
            new WeightedDataset(RandomExamples.of(NETWORK, 90, 1), weights),
            RandomExamples.none(NETWORK),
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                steps.add(report);
              }
            });
    double first = sum(weights, 0, 30);
    double last = sum(weights, 60, 90);
    assertThat(steps.get(1).loss()).isZero();
    assertThat(result.trainingLosses().get(0))
        .isCloseTo(
            (first * steps.get(0).loss() + last * steps.get(2).loss()) / (first + last),
            within(1e-9));
  }

  @Test
  void whatWeighsNothingTeachesNothing() {
    ArrayDataset data = RandomExamples.of(NETWORK, 60, 1);
    float[] weights = constant(60, 1);
    float[] spoilt = data.targets().clone();
    for (int i = 0; i < 60; i += 3) {
      weights[i] = 0;
      spoilt[i] = 1000;
    }
    Training training = Training.DEFAULT.withEpochs(3).withPatience(0);
    ArrayDataset other = new ArrayDataset(6, 2, 1, data.inputs(), spoilt);
    WeightedDataset one = new WeightedDataset(data, weights);
    WeightedDataset two = new WeightedDataset(other, weights);
    TrainingResult result = train(training, one, one, TrainingListener.NONE);
    assertThat(train(training, two, two, TrainingListener.NONE).weights())
        .isEqualTo(result.weights());
    assertThat(train(training, other, other, TrainingListener.NONE).weights())
        .isNotEqualTo(result.weights());
  }

  private static double sum(float[] values, int from, int to) {
    double sum = 0;
    for (int i = from; i < to; i++) {
      sum += values[i];
    }
    return sum;
  }

  private static float[] constant(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  private static float[] randomWeights(int count, double zeros) {
    Random random = new Random(9);
    float[] weights = new float[count];
    for (int i = 0; i < count; i++) {
      weights[i] = random.nextDouble() < zeros ? 0 : 0.1f + random.nextFloat();
    }
    return weights;
  }

  private static int[] order(int count) {
    int[] order = new int[count];
    Arrays.setAll(order, i -> i);
    return order;
  }

  private static ShardedNetwork open(Network network, int threads) {
    ShardedNetwork open =
        new ShardedNetwork(
            new ReferenceBackend(), network, Loss.of(network.head()), Device.CPU, threads);
    open.setWeights(InitialWeights.of(network, 1).toArray());
    return open;
  }

  private static TrainingResult train(
      Training training, Dataset data, Dataset validation, TrainingListener listener) {
    try (ShardedNetwork network = open(NETWORK, 1)) {
      return TrainingLoop.train(
          network,
          new TrainingRun(NETWORK, training, data, validation, InitialWeights.of(NETWORK, 1)),
          listener);
    }
  }
}
