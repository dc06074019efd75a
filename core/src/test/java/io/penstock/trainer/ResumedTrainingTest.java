package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.dataset.ArrayDataset;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
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
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run that goes on from a state gives the bits of one that never stopped. */
class ResumedTrainingTest {
  private static final Network NETWORK =
      new Network(5, 2, 1, 1, Anchor.NONE, List.of(LstmLayer.of(4)));
  private static final int EPOCHS = 7;

  private final ArrayDataset data = RandomExamples.of(NETWORK, 50, 1);
  private final ArrayDataset validation = RandomExamples.of(NETWORK, 20, 2);
  private final ArrayDataset none = RandomExamples.none(NETWORK);

  static Stream<Training> everyOptimizerAndSchedule() {
    Training training = Training.DEFAULT.withEpochs(EPOCHS).withPatience(0).withBatchSize(16);
    return Stream.concat(
        Stream.of(
                new Optimizer.Adam(0.01),
                new Optimizer.AdamW(0.01, 0.1),
                new Optimizer.Nadam(0.01),
                new Optimizer.RmsProp(0.01),
                new Optimizer.Adagrad(0.01),
                new Optimizer.Sgd(0.05, 0, false),
                new Optimizer.Sgd(0.05, 0.9, false),
                new Optimizer.Sgd(0.05, 0.9, true))
            .map(training::withOptimizer),
        Stream.of(
                new Schedule.Step(2, 0.5),
                new Schedule.Exponential(0.7),
                new Schedule.Cosine(2, 0.1),
                new Schedule.OneCycle(0.3),
                new Schedule.OnPlateau(0.5, 0),
                new Schedule.OnPlateau(0.5, 1))
            .map(
                schedule ->
                    training
                        .withOptimizer(new Optimizer.Adam(0.05))
                        .withSchedule(schedule)
                        .withPenalty(new Penalty(1e-4, 1e-3))
                        .withClipping(new Clipping(0.5, 0.4))));
  }

  @ParameterizedTest
  @MethodSource("everyOptimizerAndSchedule")
  void fromWhicheverEpochItGoesOnTheRunEndsWithTheSameBits(Training training) {
    List<TrainingState> states = new ArrayList<>();
    TrainingResult whole = train(run(training), Optional.empty(), states, TrainingListener.NONE);
    assertThat(states).hasSize(EPOCHS);
    for (TrainingState state : states) {
      assertSame(resume(training, state), whole);
    }
  }

  @Test
  void withoutValidationWindowsToo() {
    Training training =
        Training.DEFAULT.withEpochs(EPOCHS).withSchedule(new Schedule.OnPlateau(0.5, 0));
    TrainingRun run = new TrainingRun(NETWORK, training, data, none, InitialWeights.of(NETWORK, 1));
    List<TrainingState> states = new ArrayList<>();
    TrainingResult whole = train(run, Optional.empty(), states, TrainingListener.NONE);
    for (TrainingState state : states) {
      assertSame(train(run, Optional.of(state), List.of(), TrainingListener.NONE), whole);
    }
  }

  @Test
  void earlyStoppingCountsTheEpochsBefore() {
    Training training =
        Training.DEFAULT.withEpochs(60).withPatience(4).withOptimizer(new Optimizer.Adam(0.05));
    List<TrainingState> states = new ArrayList<>();
    TrainingResult whole = train(run(training), Optional.empty(), states, TrainingListener.NONE);
    assertThat(whole.stopped()).isEqualTo(StopReason.NO_IMPROVEMENT);
    for (TrainingState state : states) {
      assertSame(resume(training, state), whole);
    }
  }

  @Test
  void aRunThatHadTrainedAllItsEpochsTrainsMoreWhenAsked() {
    Training training = Training.DEFAULT.withPatience(0);
    List<TrainingState> states = new ArrayList<>();
    train(run(training.withEpochs(3)), Optional.empty(), states, TrainingListener.NONE);
    assertSame(
        resume(training.withEpochs(EPOCHS), states.get(2)),
        train(
            run(training.withEpochs(EPOCHS)),
            Optional.empty(),
            new ArrayList<>(),
            TrainingListener.NONE));
  }

  @Test
  void aRunEndedInTheMiddleOfAnEpochGoesOnFromTheLastWholeOne() {
    Training training = Training.DEFAULT.withEpochs(EPOCHS).withBatchSize(16);
    List<StepReport> steps = new ArrayList<>();
    TrainingListener inTheThirdEpoch =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            steps.add(report);
          }

          @Override
          public boolean shouldStop() {
            return steps.size() == 10;
          }
        };
    List<TrainingState> states = new ArrayList<>();
    TrainingResult ended = train(run(training), Optional.empty(), states, inTheThirdEpoch);
    assertThat(ended.stopped()).isEqualTo(StopReason.CANCELLED);
    assertThat(states).hasSize(2);
    assertSame(
        resume(training, states.get(1)),
        train(run(training), Optional.empty(), new ArrayList<>(), TrainingListener.NONE));
  }

  @Test
  void stepsEpochsWindowsAndSecondsAreCountedOn() {
    Training training = Training.DEFAULT.withEpochs(4).withPatience(0).withBatchSize(25);
    List<TrainingState> states = new ArrayList<>();
    train(run(training), Optional.empty(), states, TrainingListener.NONE);
    TrainingState second = states.get(1);
    TrainingState late =
        new TrainingState(
            second.weights(),
            second.bestWeights(),
            second.optimizer(),
            second.trainingLosses(),
            second.validationLosses(),
            second.validationScores(),
            1000,
            900);
    List<StepReport> steps = new ArrayList<>();
    List<EpochReport> epochs = new ArrayList<>();
    TrainingResult result =
        train(
            run(training),
            Optional.of(late),
            new ArrayList<>(),
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                steps.add(report);
              }

              @Override
              public void onEpoch(EpochReport report) {
                epochs.add(report);
              }
            });
    assertThat(steps.get(0).epoch()).isEqualTo(3);
    assertThat(steps.get(0).examples()).isEqualTo(125);
    assertThat(steps.get(0).seconds()).isBetween(1000.0, 1100.0);
    assertThat(epochs).extracting(EpochReport::epoch).containsExactly(3, 4);
    assertThat(result.seconds()).isBetween(1000.0, 1100.0);
    assertThat(result.samplesPerSecond()).isBetween(200 / 1000.0, 200 / 900.0);
  }

  @Test
  void whatIsKeptIsKeptBeforeTheListenerHearsOfTheEpoch() {
    List<TrainingState> states = new ArrayList<>();
    List<Integer> keptThen = new ArrayList<>();
    train(
        run(Training.DEFAULT.withEpochs(3)),
        Optional.empty(),
        states,
        new TrainingListener() {
          @Override
          public void onEpoch(EpochReport report) {
            keptThen.add(states.size());
          }
        });
    assertThat(keptThen).containsExactly(1, 2, 3);
  }

  @Test
  void aStateOfAnotherRunIsRefused() {
    List<TrainingState> states = new ArrayList<>();
    train(run(Training.DEFAULT.withEpochs(3)), Optional.empty(), states, TrainingListener.NONE);
    TrainingState third = states.get(2);
    assertThatThrownBy(() -> resume(Training.DEFAULT.withEpochs(2), third))
        .isInstanceOf(IllegalArgumentException.class);
    Training other = Training.DEFAULT.withEpochs(EPOCHS).withOptimizer(new Optimizer.RmsProp(0.01));
    assertThatThrownBy(() -> resume(other, third)).isInstanceOf(IllegalArgumentException.class);
    TrainingRun unvalidated =
        new TrainingRun(
            NETWORK,
            Training.DEFAULT.withEpochs(EPOCHS),
            data,
            none,
            InitialWeights.of(NETWORK, 1));
    assertThatThrownBy(
            () -> train(unvalidated, Optional.of(third), new ArrayList<>(), TrainingListener.NONE))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static void assertSame(TrainingResult resumed, TrainingResult whole) {
    assertThat(resumed.weights()).isEqualTo(whole.weights());
    assertThat(resumed.trainingLosses()).isEqualTo(whole.trainingLosses());
    assertThat(resumed.validationLosses()).isEqualTo(whole.validationLosses());
    assertThat(resumed.bestEpoch()).isEqualTo(whole.bestEpoch());
    assertThat(resumed.stopped()).isEqualTo(whole.stopped());
  }

  private TrainingRun run(Training training) {
    return new TrainingRun(
        NETWORK, training, data, validation, InitialWeights.of(NETWORK, training.seed()));
  }

  /** The first weights are wrong on purpose: a resumed run must not look at them. */
  private TrainingResult resume(Training training, TrainingState state) {
    TrainingRun run =
        new TrainingRun(NETWORK, training, data, validation, InitialWeights.of(NETWORK, 99));
    return train(run, Optional.of(state), new ArrayList<>(), TrainingListener.NONE);
  }

  private static TrainingResult train(
      TrainingRun run,
      Optional<TrainingState> begun,
      List<TrainingState> states,
      TrainingListener listener) {
    try (ShardedNetwork network =
        new ShardedNetwork(
            new ReferenceBackend(),
            NETWORK,
            run.training().lossFor(NETWORK.head()),
            Device.CPU,
            1)) {
      return TrainingLoop.train(
          network,
          run,
          begun,
          begun.isPresent() ? TrainingLoop.AfterEpoch.NOTHING : state -> states.add(state.get()),
          listener);
    }
  }
}
