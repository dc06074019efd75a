package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.penstock.dataset.ArrayDataset;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.golden.GoldenRun;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.spi.Device;
import io.penstock.training.Clipping;
import io.penstock.training.EpochReport;
import io.penstock.training.Optimizer;
import io.penstock.training.Penalty;
import io.penstock.training.Schedule;
import io.penstock.training.StepReport;
import io.penstock.training.StopReason;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingLoopTest {
  private static final Network NETWORK =
      new Network(6, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(5)));

  private final ArrayDataset data = RandomExamples.of(NETWORK, 100, 1);
  private final ArrayDataset validation = RandomExamples.of(NETWORK, 40, 2);
  private final ArrayDataset none = RandomExamples.none(NETWORK);

  @SuppressWarnings("unused")
  private static final List<String> CASES = GoldenRun.names();

  @ParameterizedTest
  @FieldSource("CASES")
  void aRunFollowsTheGoldenRun(String name) {
    assumeTrue(GoldenRun.arePresent(), "the reference runs are not beside the checkout");
    GoldenRun golden = GoldenRun.read(name);
    List<Double> losses = new ArrayList<>();
    TrainingResult result =
        train(
            1,
            new TrainingRun(
                golden.network(),
                golden.training(),
                golden.data(),
                new ArrayDataset(
                    golden.data().lookBack(),
                    golden.data().features(),
                    golden.data().outputs(),
                    new float[0],
                    new float[0]),
                golden.initial()),
            steps(losses));
    for (int i = 0; i < losses.size(); i++) {
      double expected = golden.losses()[i];
      assertThat(losses.get(i))
          .as("step %d", i)
          .isCloseTo(expected, within(1e-5 * Math.abs(expected)));
    }
    assertThat(losses).hasSize(golden.losses().length);
    float[] weights = result.weights().toArray();
    for (int i = 0; i < weights.length; i++) {
      assertThat(weights[i]).as("weight %d", i).isCloseTo(golden.finalWeights()[i], within(1e-4f));
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7})
  void theNumberOfThreadsChangesNoBit(int threads) {
    Network wide = new Network(40, 4, 1, 1, Anchor.NONE, List.of(LstmLayer.of(48)));
    ArrayDataset many = RandomExamples.of(wide, 128, 3);
    assertThat(ShardRule.PROCESSOR.shards(wide, 64)).as("shards of a batch").isGreaterThan(2);
    Training training = Training.DEFAULT.withEpochs(1).withBatchSize(64);
    TrainingRun run = new TrainingRun(wide, training, many, many, InitialWeights.of(wide, 1));
    TrainingResult one = train(1, run, TrainingListener.NONE);
    TrainingResult several = train(threads, run, TrainingListener.NONE);
    assertThat(several.weights()).isEqualTo(one.weights());
    assertThat(several.trainingLosses()).isEqualTo(one.trainingLosses());
    assertThat(several.validationLosses()).isEqualTo(one.validationLosses());
  }

  @Test
  void theSameSeedGivesTheSameWeightsAndAnotherSeedOthers() {
    Training training = Training.DEFAULT.withEpochs(3);
    TrainingResult first = train(training.withSeed(5));
    assertThat(train(training.withSeed(5)).weights()).isEqualTo(first.weights());
    assertThat(train(training.withSeed(6)).weights()).isNotEqualTo(first.weights());
  }

  @Test
  void theWeightsOfTheBestEpochAreRestored() {
    Training training =
        Training.DEFAULT.withEpochs(60).withPatience(4).withOptimizer(new Optimizer.Adam(0.05));
    TrainingResult result = train(training);
    assertThat(result.stopped()).isEqualTo(StopReason.NO_IMPROVEMENT);
    assertThat(result.bestEpoch()).isLessThan(result.trainingLosses().size());
    double best = result.validationLosses().stream().min(Double::compare).orElseThrow();
    assertThat(result.validationLosses().get(result.bestEpoch() - 1)).isEqualTo(best);
    try (ShardedNetwork network = open(1, NETWORK, training)) {
      network.setWeights(result.weights().toArray());
      assertThat(network.loss(validation)).isEqualTo(best);
    }
  }

  @Test
  void itStopsAsManyEpochsAfterTheBestAsThePatienceAllows() {
    Training training =
        Training.DEFAULT.withEpochs(60).withPatience(4).withOptimizer(new Optimizer.Adam(0.05));
    TrainingResult result = train(training);
    assertThat(result.trainingLosses()).hasSize(result.bestEpoch() + 4);
  }

  @Test
  void withoutValidationWindowsAllEpochsAreTrainedAndTheLastWeightsKept() {
    Training training = Training.DEFAULT.withEpochs(3).withPatience(1);
    TrainingResult result =
        train(
            1,
            new TrainingRun(NETWORK, training, data, none, InitialWeights.of(NETWORK, 1)),
            TrainingListener.NONE);
    assertThat(result.stopped()).isEqualTo(StopReason.EPOCHS_DONE);
    assertThat(result.bestEpoch()).isEqualTo(3);
    assertThat(result.validationLosses()).isEmpty();
  }

  @Test
  void theTrainingLossOfAnEpochWeighsTheLastSmallerBatchByItsWindows() {
    Training training = Training.DEFAULT.withEpochs(1).withBatchSize(64);
    List<Double> losses = new ArrayList<>();
    TrainingResult result = train(1, run(training), steps(losses));
    double expected = (losses.get(0) * 64 + losses.get(1) * 36) / 100;
    assertThat(result.trainingLosses().get(0)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void aListenerEndsTheRunWithTheBestWeightsSoFar() {
    List<EpochReport> epochs = new ArrayList<>();
    TrainingListener afterTwo =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochReport report) {
            epochs.add(report);
          }

          @Override
          public boolean shouldStop() {
            return epochs.size() == 2;
          }
        };
    TrainingResult result = train(1, run(Training.DEFAULT), afterTwo);
    assertThat(result.stopped()).isEqualTo(StopReason.CANCELLED);
    assertThat(result.trainingLosses()).hasSize(2);
    assertThat(result.weights()).isEqualTo(train(Training.DEFAULT.withEpochs(2)).weights());
  }

  @Test
  void aLossThatIsNoNumberStopsTheRunAndNamesTheStep() {
    float[] targets = data.targets().clone();
    targets[99] = Float.NaN;
    ArrayDataset bad = new ArrayDataset(6, 2, 1, data.inputs(), targets);
    Training training = Training.DEFAULT.withShuffle(false).withBatchSize(50);
    assertThatThrownBy(
            () ->
                train(
                    1,
                    new TrainingRun(NETWORK, training, bad, none, InitialWeights.of(NETWORK, 1)),
                    TrainingListener.NONE))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessageContaining("NaN in epoch 1, step 2 of 2")
        .hasMessageContaining("lower the learning rate");
  }

  @Test
  void stepsAndEpochsReportTheRateThatTheScheduleHas() {
    Training training =
        Training.DEFAULT
            .withEpochs(2)
            .withBatchSize(50)
            .withOptimizer(new Optimizer.Sgd(0.1, 0, false))
            .withSchedule(new Schedule.Cosine(1, 0.5));
    List<Double> rates = new ArrayList<>();
    List<Double> ofEpochs = new ArrayList<>();
    train(
        1,
        run(training),
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            rates.add(report.learningRate());
          }

          @Override
          public void onEpoch(EpochReport report) {
            ofEpochs.add(report.learningRate());
          }
        });
    assertThat(rates).hasSize(4);
    assertThat(rates.get(0)).isCloseTo(0.05, within(1e-12));
    assertThat(rates.get(1)).isCloseTo(0.1, within(1e-12));
    assertThat(rates.get(2)).isCloseTo(0.075, within(1e-12));
    assertThat(rates.get(3)).isCloseTo(0.05, within(1e-12));
    assertThat(ofEpochs).containsExactly(rates.get(1), rates.get(3));
  }

  @Test
  void theRateFallsWhereTheValidationLossStaysAndNotTheTrainingLoss() {
    Training training =
        Training.DEFAULT
            .withEpochs(40)
            .withPatience(0)
            .withOptimizer(new Optimizer.Adam(0.05))
            .withSchedule(new Schedule.OnPlateau(0.5, 1));
    List<EpochReport> epochs = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onEpoch(EpochReport report) {
            epochs.add(report);
          }
        };
    TrainingResult result = train(1, run(training), listener);
    assertThat(
            LearningRate.ofEpochs(
                training, data.size(), result.trainingLosses(), result.validationLosses()))
        .isEqualTo(epochs.stream().map(EpochReport::learningRate).toList());
    LearningRate expected = new LearningRate(0.05, training.schedule(), 40, 1);
    for (EpochReport epoch : epochs) {
      assertThat(epoch.learningRate()).isEqualTo(expected.at(epoch.epoch(), 1));
      expected.epochDone(epoch.validationLoss().orElseThrow());
    }
    assertThat(epochs.get(39).learningRate()).isLessThan(0.05);

    epochs.clear();
    train(
        1, new TrainingRun(NETWORK, training, data, none, InitialWeights.of(NETWORK, 1)), listener);
    LearningRate alone = new LearningRate(0.05, training.schedule(), 40, 1);
    for (EpochReport epoch : epochs) {
      assertThat(epoch.learningRate()).isEqualTo(alone.at(epoch.epoch(), 1));
      alone.epochDone(epoch.trainingLoss());
    }
  }

  @Test
  void penaltiesMoveTheWeightsAndAreNoPartOfTheLoss() {
    Training plain =
        Training.DEFAULT
            .withEpochs(1)
            .withBatchSize(100)
            .withShuffle(false)
            .withOptimizer(new Optimizer.Sgd(0.1, 0, false));
    TrainingResult without = train(plain);
    TrainingResult with = train(plain.withPenalty(new Penalty(0, 0.5)));
    assertThat(with.trainingLosses()).isEqualTo(without.trainingLosses());
    float[] initial = InitialWeights.of(NETWORK, 1).toArray();
    float[] free = without.weights().toArray();
    float[] held = with.weights().toArray();
    for (WeightLayout.Slot slot : WeightLayout.of(NETWORK).slots()) {
      for (int i = slot.offset(); i < slot.end(); i++) {
        float pull = slot.role().isMatrix() ? 0.1f * initial[i] : 0;
        assertThat(held[i]).as(slot.name()).isCloseTo(free[i] - pull, within(1e-6f));
      }
    }
  }

  @Test
  void aClippedStepIsNoLongerThanTheNormAllows() {
    Training training =
        Training.DEFAULT
            .withEpochs(1)
            .withBatchSize(100)
            .withOptimizer(new Optimizer.Sgd(1, 0, false))
            .withClipping(new Clipping(0.01, Double.POSITIVE_INFINITY));
    float[] initial = InitialWeights.of(NETWORK, 1).toArray();
    float[] moved = train(training).weights().toArray();
    double squares = 0;
    for (int i = 0; i < moved.length; i++) {
      squares += Math.pow(moved[i] - initial[i], 2);
    }
    assertThat(Math.sqrt(squares)).isCloseTo(0.01, within(1e-6));
  }

  private TrainingResult train(Training training) {
    return train(1, run(training), TrainingListener.NONE);
  }

  private TrainingRun run(Training training) {
    return new TrainingRun(
        NETWORK, training, data, validation, InitialWeights.of(NETWORK, training.seed()));
  }

  private static TrainingResult train(int threads, TrainingRun run, TrainingListener listener) {
    try (ShardedNetwork network = open(threads, run.network(), run.training())) {
      return TrainingLoop.train(network, run, listener);
    }
  }

  private static ShardedNetwork open(int threads, Network network, Training training) {
    return new ShardedNetwork(
        new ReferenceBackend(), network, training.lossFor(network.head()), Device.CPU, threads);
  }

  private static TrainingListener steps(List<Double> losses) {
    return new TrainingListener() {
      @Override
      public void onStep(StepReport report) {
        losses.add(report.loss());
      }
    };
  }
}
