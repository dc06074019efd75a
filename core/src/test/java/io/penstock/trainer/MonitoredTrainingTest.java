package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.dataset.ArrayDataset;
import io.penstock.dataset.Dataset;
import io.penstock.evaluation.Metric;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.training.EpochReport;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Schedule;
import io.penstock.training.StepReport;
import io.penstock.training.StopReason;
import io.penstock.training.Stopping;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class MonitoredTrainingTest {
  private static final Network NETWORK =
      new Network(6, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(5)));
  private static final Stopping BY_R2 = Stopping.DEFAULT.withMonitor(Metric.R2).withPatience(3);

  /** Trained by the absolute error, so that loss and R² are not best in the same epoch. */
  private static final Training TRAINING =
      Training.DEFAULT
          .withEpochs(40)
          .withLoss(Loss.MAE)
          .withOptimizer(new Optimizer.Adam(0.02))
          .withSeed(4)
          .withStopping(BY_R2);

  private final ArrayDataset data = RandomExamples.of(NETWORK, 100, 1);

  /** Several pieces. */
  private final ArrayDataset validation = RandomExamples.of(NETWORK, 700, 2);

  /** The score by a metric of an epoch's outputs, and never more than one epoch's. */
  private final class Score implements ValidationScore {
    private final Metric metric;
    private final List<Float> read = new ArrayList<>();

    Score(Metric metric) {
      this.metric = metric;
    }

    @Override
    public void add(float[] outputs) {
      for (float output : outputs) {
        read.add(output);
      }
    }

    @Override
    public double value() {
      assertThat(read).hasSize(validation.size());
      double mean = 0;
      for (float truth : validation.targets()) {
        mean += truth / read.size();
      }
      double absolute = 0;
      double squared = 0;
      double variation = 0;
      for (int i = 0; i < read.size(); i++) {
        double truth = validation.targets()[i];
        double error = truth - read.get(i);
        absolute += Math.abs(error);
        squared += error * error;
        variation += (truth - mean) * (truth - mean);
      }
      return metric == Metric.MAE ? absolute / read.size() : 1 - squared / variation;
    }
  }

  @Test
  void theScoreIsOfTheOutputsThatTheLossIsMeasuredOn() {
    Training byMae = TRAINING.withStopping(BY_R2.withMonitor(Metric.MAE)).withEpochs(5);
    for (int threads : new int[] {1, 3}) {
      TrainingResult result = train(threads, run(byMae), TrainingListener.NONE);
      assertThat(result.validationScores()).hasSize(5);
      for (int epoch = 0; epoch < 5; epoch++) {
        assertThat(result.validationScores().get(epoch))
            .isCloseTo(result.validationLosses().get(epoch), within(1e-9));
      }
    }
  }

  @Test
  void whatMonitorsChangesNeitherLossesNorWeightsOfAnEpoch() {
    Training training = TRAINING.withPatience(0).withEpochs(6);
    TrainingResult by = train(1, run(training.withStopping(keepLast(0))), TrainingListener.NONE);
    Training plain = training.withStopping(Stopping.DEFAULT.withPatience(0).withKeepBest(false));
    TrainingResult without = train(1, run(plain), TrainingListener.NONE);
    assertThat(by.validationLosses()).isEqualTo(without.validationLosses());
    assertThat(by.trainingLosses()).isEqualTo(without.trainingLosses());
    assertThat(by.weights()).isEqualTo(without.weights());
    assertThat(without.validationScores()).isEmpty();
  }

  private static Stopping keepLast(int patience) {
    return BY_R2.withPatience(patience).withKeepBest(false);
  }

  @Test
  void theEpochOfTheBestScoreIsKeptAndPatienceCountsFromThere() {
    List<EpochReport> epochs = new ArrayList<>();
    TrainingResult result = train(1, run(TRAINING), listening(epochs));
    List<Double> scores = result.validationScores();
    assertThat(result.stopped()).isEqualTo(StopReason.NO_IMPROVEMENT);
    assertThat(scores.indexOf(Collections.max(scores)) + 1).isEqualTo(result.bestEpoch());
    assertThat(scores).hasSize(result.bestEpoch() + 3);
    assertThat(result.keptEpoch()).isEqualTo(result.bestEpoch());
    List<Double> losses = result.validationLosses();
    assertThat(losses.indexOf(Collections.min(losses)) + 1)
        .as("the epoch of the least loss")
        .isNotEqualTo(result.bestEpoch());

    Training upToTheBest = TRAINING.withEpochs(result.bestEpoch()).withStopping(keepLast(0));
    assertThat(train(1, run(upToTheBest), TrainingListener.NONE).weights())
        .isEqualTo(result.weights());

    double best = Double.NEGATIVE_INFINITY;
    for (EpochReport epoch : epochs) {
      double score = epoch.validationScore().orElseThrow();
      assertThat(score).isEqualTo(scores.get(epoch.epoch() - 1));
      assertThat(epoch.validationLoss()).hasValue(losses.get(epoch.epoch() - 1));
      assertThat(epoch.best()).isEqualTo(score > best);
      best = Math.max(best, score);
    }
  }

  @Test
  void theLastEpochsWeightsAreGivenWhereThatIsAskedFor() {
    TrainingResult best = train(1, run(TRAINING), TrainingListener.NONE);
    TrainingResult last = train(1, run(TRAINING.withStopping(keepLast(3))), TrainingListener.NONE);
    assertThat(last.bestEpoch()).isEqualTo(best.bestEpoch());
    assertThat(last.validationScores()).isEqualTo(best.validationScores());
    assertThat(last.keptEpoch()).isEqualTo(last.trainingLosses().size());
    assertThat(last.weights()).isNotEqualTo(best.weights());
    Training asMany = TRAINING.withEpochs(last.keptEpoch()).withStopping(keepLast(0));
    assertThat(train(1, run(asMany), TrainingListener.NONE).weights()).isEqualTo(last.weights());
  }

  @Test
  void theRateOfAPlateauFollowsTheLossWhateverMonitors() {
    Training training = TRAINING.withPatience(0).withSchedule(new Schedule.OnPlateau(0.5, 1));
    List<EpochReport> epochs = new ArrayList<>();
    TrainingResult result = train(1, run(training), listening(epochs));
    assertThat(epochs)
        .extracting(EpochReport::learningRate)
        .isEqualTo(
            LearningRate.ofEpochs(
                training, data.size(), result.trainingLosses(), result.validationLosses()));
    assertThat(epochs.get(39).learningRate()).isLessThan(0.02);
  }

  @Test
  void scoresThatAreNoNumbersKeepTheLastWeights() {
    Training training = TRAINING.withEpochs(10);
    TrainingRun run = run(training, validation, Optional.of(NaNs::new));
    TrainingResult result = train(1, run, TrainingListener.NONE);
    assertThat(result.stopped()).isEqualTo(StopReason.NO_IMPROVEMENT);
    assertThat(result.validationScores()).hasSize(3).containsOnly(Double.NaN);
    assertThat(result.bestEpoch()).isZero();
    assertThat(result.keptEpoch()).isEqualTo(3);
    assertThat(result.weights())
        .isEqualTo(
            train(1, run(TRAINING.withEpochs(3).withStopping(keepLast(0))), TrainingListener.NONE)
                .weights());
    assertResumes(run);
  }

  private static final class NaNs implements ValidationScore {
    @Override
    public void add(float[] outputs) {}

    @Override
    public double value() {
      return Double.NaN;
    }
  }

  @Test
  void fromWhicheverEpochItGoesOnTheRunEndsWithTheSameBits() {
    assertResumes(run(TRAINING));
    assertResumes(run(TRAINING.withStopping(keepLast(3))));
    assertResumes(run(TRAINING.withMinimumChange(0.3)));
    assertResumes(run(TRAINING.withEpochs(5)));
    float[] weights = new float[100];
    for (int i = 0; i < 100; i++) {
      weights[i] = i % 5;
    }
    assertResumes(
        new TrainingRun(
            NETWORK,
            TRAINING.withEpochs(6),
            new WeightedDataset(data, weights),
            validation,
            InitialWeights.of(NETWORK, 1),
            score(TRAINING)));
  }

  private void assertResumes(TrainingRun run) {
    List<TrainingState> states = new ArrayList<>();
    TrainingResult whole =
        train(1, run, Optional.empty(), state -> states.add(state.get()), TrainingListener.NONE);
    assertThat(states).hasSameSizeAs(whole.trainingLosses());
    for (TrainingState state : states) {
      TrainingResult resumed =
          train(1, run, Optional.of(state), TrainingLoop.AfterEpoch.NOTHING, TrainingListener.NONE);
      assertThat(resumed.weights()).isEqualTo(whole.weights());
      assertThat(resumed.trainingLosses()).isEqualTo(whole.trainingLosses());
      assertThat(resumed.validationLosses()).isEqualTo(whole.validationLosses());
      assertThat(resumed.validationScores()).isEqualTo(whole.validationScores());
      assertThat(resumed.bestEpoch()).isEqualTo(whole.bestEpoch());
      assertThat(resumed.keptEpoch()).isEqualTo(whole.keptEpoch());
      assertThat(resumed.stopped()).isEqualTo(whole.stopped());
    }
  }

  @Test
  void aRunEndedInsideAnEpochSaysWhoseWeightsItGives() {
    Training training = TRAINING.withBatchSize(25);
    TrainingResult best = train(1, run(training), endingAfter(9));
    assertThat(best.stopped()).isEqualTo(StopReason.CANCELLED);
    assertThat(best.validationScores()).hasSize(2);
    assertThat(best.keptEpoch()).isEqualTo(best.bestEpoch()).isBetween(1, 2);

    TrainingResult last = train(1, run(training.withStopping(keepLast(0))), endingAfter(9));
    assertThat(last.bestEpoch()).isEqualTo(best.bestEpoch());
    assertThat(last.keptEpoch()).isEqualTo(3);
    assertThat(last.trainingLosses()).hasSize(2);

    TrainingResult first = train(1, run(training), endingAfter(2));
    assertThat(first.bestEpoch()).isZero();
    assertThat(first.keptEpoch()).isEqualTo(1);
    assertThat(first.validationScores()).isEmpty();
  }

  @Test
  void aMetricWithoutAScoreOrWithoutValidationExamplesIsRefused() {
    assertThatThrownBy(() -> run(TRAINING, validation, Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () -> run(TRAINING.withStopping(Stopping.DEFAULT), validation, score(TRAINING)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> run(TRAINING, RandomExamples.none(NETWORK), score(TRAINING)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aStateWithoutScoresDoesNotFitARunThatHasSome() {
    List<TrainingState> states = new ArrayList<>();
    TrainingRun plain = run(TRAINING.withEpochs(2).withStopping(Stopping.DEFAULT));
    train(1, plain, Optional.empty(), state -> states.add(state.get()), TrainingListener.NONE);
    assertThatThrownBy(
            () ->
                train(
                    1,
                    run(TRAINING),
                    Optional.of(states.get(1)),
                    TrainingLoop.AfterEpoch.NOTHING,
                    TrainingListener.NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("0 scores");
  }

  private static TrainingListener endingAfter(int steps) {
    return new TrainingListener() {
      private int done;

      @Override
      public void onStep(StepReport report) {
        done++;
      }

      @Override
      public boolean shouldStop() {
        return done == steps;
      }
    };
  }

  private static TrainingListener listening(List<EpochReport> epochs) {
    return new TrainingListener() {
      @Override
      public void onEpoch(EpochReport report) {
        epochs.add(report);
      }
    };
  }

  private Optional<Supplier<ValidationScore>> score(Training training) {
    return training.stopping().monitor().map(metric -> () -> new Score(metric));
  }

  private TrainingRun run(Training training) {
    return run(training, validation, score(training));
  }

  private TrainingRun run(
      Training training, Dataset validated, Optional<Supplier<ValidationScore>> score) {
    return new TrainingRun(
        NETWORK, training, data, validated, InitialWeights.of(NETWORK, 1), score);
  }

  private static TrainingResult train(int threads, TrainingRun run, TrainingListener listener) {
    return train(threads, run, Optional.empty(), TrainingLoop.AfterEpoch.NOTHING, listener);
  }

  private static TrainingResult train(
      int threads,
      TrainingRun run,
      Optional<TrainingState> begun,
      TrainingLoop.AfterEpoch afterEpoch,
      TrainingListener listener) {
    try (ShardedNetwork network =
        new ShardedNetwork(
            new ReferenceBackend(),
            NETWORK,
            run.training().lossFor(NETWORK.head()),
            Device.CPU,
            threads)) {
      return TrainingLoop.train(network, run, begun, afterEpoch, listener);
    }
  }
}
