package io.penstock.trials;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Penstock;
import io.penstock.ReferencePenstock;
import io.penstock.SampleSeries;
import io.penstock.backtesting.Backtest;
import io.penstock.backtesting.BacktestListener;
import io.penstock.backtesting.BacktestPlan;
import io.penstock.backtesting.FoldRows;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.forecasting.Forecaster;
import io.penstock.model.TrainedModel;
import io.penstock.modelling.TrainingOptions;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.parts.Parts;
import io.penstock.series.Series;
import io.penstock.training.EpochReport;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Trials on the reference network, from the series to the choice. */
class TrialsTest {
  private static final int ROWS = 160;

  private static final BacktestPlan FOLDS =
      BacktestPlan.DEFAULT.withFolds(3).withTestRows(12).withValidationRows(10);

  private final Penstock penstock = ReferencePenstock.create();
  private final Series series = SampleSeries.hourly(wave());

  private static float[] wave() {
    float[] values = new float[ROWS];
    Random random = new Random(1);
    for (int row = 0; row < ROWS; row++) {
      values[row] = (float) (10 + 3 * Math.sin(row * 0.7) + 0.3 * random.nextGaussian());
    }
    return values;
  }

  /** Noise about 0 that becomes a walk where the test part begins. */
  private static Series noiseThenWalk() {
    float[] values = new float[ROWS];
    Random random = new Random(2);
    for (int row = 0; row < ROWS; row++) {
      float step = (float) random.nextGaussian();
      values[row] = row < ROWS * 8 / 10 ? step : values[row - 1] + 2 * Math.abs(step);
    }
    return SampleSeries.hourly(values);
  }

  private static Experiment experiment() {
    return Experiment.forecast("y")
        .horizon(2)
        .lookBack(5)
        .season(9)
        .units(3)
        .device("cpu")
        .threads(2)
        .training(Training.DEFAULT.withEpochs(4).withOptimizer(new Optimizer.Adam(0.02)))
        .build();
  }

  private static Experiment experiment(UnaryOperator<Experiment.Builder> change) {
    return change.apply(experiment().toBuilder()).build();
  }

  private Trial trial(String name, UnaryOperator<Experiment.Builder> change) {
    return new Trial(name, series, experiment(change));
  }

  @Test
  void aTrialIsTheTrainingOfItsExperimentToTheLastBit() {
    Trial plain = trial("plain", change -> change);
    Trial wide = trial("wide", change -> change.units(5).lookBack(8));

    TrialResults results = penstock.trials(TrialPlan.of(plain, wide));

    assertThat(results.complete()).isTrue();
    assertThat(results.inFolds()).isFalse();
    assertThat(results.leading()).isEqualTo(Metric.MAE);
    for (Trial trial : List.of(plain, wide)) {
      TrainedModel alone = penstock.train(series, trial.experiment());
      TrainedTrial made = trained(results, trial.name());
      assertThat(made.model().weights()).isEqualTo(alone.weights());
      assertThat(made.test()).isEqualTo(alone.description().evaluation());
      assertThat(made.trial().network()).isEqualTo(alone.description().network());
      assertThat(made.seconds()).isPositive();
    }
  }

  @Test
  void theScoreOnTheValidationPartIsThatOfItsRowsAskedByThemselves() {
    Trial plain = trial("plain", change -> change);
    TrainedTrial made = trained(penstock.trials(TrialPlan.of(plain)), "plain");

    try (Forecaster forecaster = penstock.open(made.model())) {
      Evaluation asked =
          forecaster.evaluate(series, Parts.of(series, plain.experiment().split()).validation());
      assertThat(made.validation().map(Evaluation::model)).hasValue(asked.model());
      assertThat(made.score(Metric.MAE)).isEqualTo(asked.model().value(Metric.MAE));
      assertThat(made.onValidation().count()).isEqualTo(asked.windows()).isPositive();
    }
  }

  @Test
  void theBestIsChosenOnTheValidationPartThoughAnotherIsBetterOnTheTestPart() {
    Series turning = noiseThenWalk();
    Training still =
        Training.DEFAULT.withEpochs(1).withOptimizer(new Optimizer.Sgd(1e-6, 0, false));
    Trial mean =
        new Trial(
            "mean", turning, experiment(change -> change.anchor(Anchor.NONE).training(still)));
    Trial last =
        new Trial(
            "last",
            turning,
            experiment(change -> change.anchor(Anchor.LAST_VALUE).training(still)));

    TrialResults results = penstock.trials(TrialPlan.of(last, mean));

    assertThat(trained(results, "last").test().orElseThrow().model().value(Metric.MAE))
        .isLessThan(trained(results, "mean").test().orElseThrow().model().value(Metric.MAE));
    assertThat(results.best().orElseThrow().trial().name()).isEqualTo("mean");
    assertThat(results.next().orElseThrow().trial().name()).isEqualTo("last");
    assertThat(TrialsVerdict.sentences(results).get(0))
        .startsWith("Best on the validation part, by which it is chosen: mean, MAE ")
        .contains(" of last, the next. The better score of last on the test part (")
        .endsWith(
            ") is no reason to take it: who chooses by those rows has none left to judge by.");
    assertThat(TrialsVerdict.sentences(results).get(1)).startsWith("On the test part: The model");
  }

  @Test
  void trialsOfDifferentLossesAreToldApartByOneMetric() {
    TrialResults results =
        penstock.trials(
            TrialPlan.of(
                trial("squares", change -> change),
                trial(
                    "amounts",
                    change -> change.training(experiment().training().withLoss(Loss.MAE))),
                trial("normal", change -> change.head(new Head.Gaussian()))));

    assertThat(results.leading()).isEqualTo(Metric.MAE);
    double least =
        results.results().stream()
            .mapToDouble(result -> result.score(Metric.MAE))
            .min()
            .orElseThrow();
    assertThat(results.best().orElseThrow().score(Metric.MAE)).isEqualTo(least);
  }

  @Test
  void equalTrialsAreSaidToBeTheSameAndTheFirstIsTaken() {
    TrialResults results =
        penstock.trials(
            TrialPlan.of(trial("one", change -> change), trial("other", change -> change)));

    assertThat(results.best().orElseThrow().trial().name()).isEqualTo("one");
    assertThat(TrialsVerdict.of(results)).contains(", the same as other. On the test part: ");
  }

  @Test
  void anotherLookBackIsJudgedOnTheSameWindows() {
    TrialResults results =
        penstock.trials(
            TrialPlan.of(
                trial("short", change -> change.lookBack(3)),
                trial("long", change -> change.lookBack(20))));

    assertThat(results.sameWindows()).isTrue();
    assertThat(TrialsVerdict.of(results)).doesNotContain("not judged on the same windows");
  }

  @Test
  void whereALookBackLeavesWindowsOutItIsSaidHowManyEachHas() {
    float[] values = wave();
    // In the training part, but within twenty rows of the validation part.
    values[108] = Float.NaN;
    Series gappy = SampleSeries.hourly(values);

    TrialResults results =
        penstock.trials(
            TrialPlan.of(
                new Trial("short", gappy, experiment(change -> change.lookBack(3))),
                new Trial("long", gappy, experiment(change -> change.lookBack(20)))));

    int shorter = trained(results, "short").onValidation().count();
    int longer = trained(results, "long").onValidation().count();
    assertThat(longer).isLessThan(shorter);
    assertThat(results.sameWindows()).isFalse();
    assertThat(TrialsVerdict.sentences(results))
        .last()
        .asString()
        .startsWith(
            "The trials were not judged on the same windows, so that their scores can be told apart only roughly."
                + " Windows of validation and test: short "
                + shorter
                + " and ")
        .contains(", long " + longer + " and ");
  }

  @Test
  void aTrialInFoldsIsTheBacktestOfItsExperimentAndTheMeanOfTheFoldsChooses() {
    Trial plain = trial("plain", change -> change);
    Trial wide = trial("wide", change -> change.units(5).lookBack(8));

    TrialResults results = penstock.trials(TrialPlan.of(plain, wide).inFolds(FOLDS));

    double best = Double.POSITIVE_INFINITY;
    for (int k = 0; k < 2; k++) {
      Trial trial = List.of(plain, wide).get(k);
      Backtest alone = penstock.backtest(series, trial.experiment(), FOLDS);
      BacktestedTrial made = (BacktestedTrial) results.results().get(k);
      assertThat(made.backtest().model()).isEqualTo(alone.model());
      assertThat(made.score(Metric.MAE)).isEqualTo(alone.model().get(Metric.MAE).mean());
      best = Math.min(best, made.score(Metric.MAE));
    }
    assertThat(results.inFolds()).isTrue();
    assertThat(results.sameWindows()).isTrue();
    assertThat(results.best().orElseThrow().score(Metric.MAE)).isEqualTo(best);
    assertThat(TrialsVerdict.sentences(results).get(0))
        .startsWith("Best in the mean of the folds, by which it is chosen: ")
        .containsPattern("and better in [0-3] of 3 folds\\. The choice has seen these folds, so ");
  }

  @Test
  void withoutAValidationPartNoneIsTheBest() {
    TrialResults results =
        penstock.trials(
            TrialPlan.of(
                trial("plain", change -> change.split(new Split.ByFraction(0.8, 0))),
                trial("wide", change -> change.units(5).split(new Split.ByFraction(0.8, 0)))));

    assertThat(results.best()).isEmpty();
    assertThat(trained(results, "wide").test()).isPresent();
    assertThat(TrialsVerdict.of(results))
        .isEqualTo(
            "No window lies in the validation part, so none of the trials is called the best: whoever chooses by the"
                + " test part has nothing left to judge by. Give the validation part rows.");
  }

  @Test
  void aTrialCanBeJudgedOnASeriesOfItsOwn() {
    Series later = SampleSeries.hourly(wave());
    Trial plain = new Trial("plain", series, experiment(), Optional.of(later));

    TrainedTrial made = trained(penstock.trials(TrialPlan.of(plain)), "plain");

    assertThat(made.test())
        .isEqualTo(
            penstock
                .train(series, experiment(), TrainingOptions.DEFAULT.judgedOn(later))
                .description()
                .evaluation());
    assertThat(made.onTest().count()).isEqualTo(ROWS - 6);
    assertThat(made.validation()).isPresent();
  }

  @Test
  void whatIsWrongWithTheLastIsKnownBeforeTheFirstIsTrained() {
    List<String> told = new ArrayList<>();
    TrialListener listener =
        new TrialListener() {
          @Override
          public void onStart(List<TrialOutline> trials) {
            told.add("start");
          }
        };
    TrialPlan plan =
        TrialPlan.of(
            trial("plain", change -> change), trial("long", change -> change.lookBack(500)));

    for (TrialPlan one : List.of(plan, plan.inFolds(FOLDS))) {
      assertThatThrownBy(() -> penstock.trials(one, listener))
          .isInstanceOf(PenstockException.class)
          .hasMessageStartingWith("Trial long: ");
    }
    assertThat(told).isEmpty();
  }

  @Test
  void aTrialThatFailsLeavesTheOthersAsTheyAre() {
    Trial one = trial("one", change -> change);
    Trial boom =
        trial(
            "boom",
            change ->
                change.training(Training.DEFAULT.withOptimizer(new Optimizer.Sgd(1e30, 0, false))));
    Trial three = trial("three", change -> change.units(4));
    List<String> told = new ArrayList<>();
    TrialListener listener =
        new TrialListener() {
          @Override
          public void onTrial(TrialResult result) {
            told.add(result.trial().name());
          }

          @Override
          public void onFailure(FailedTrial failed) {
            told.add(failed.trial().name() + " failed");
          }
        };
    for (TrialPlan plan :
        List.of(TrialPlan.of(one, boom, three), TrialPlan.of(one, boom, three).inFolds(FOLDS))) {
      told.clear();

      TrialResults results = penstock.trials(plan, listener);

      assertThat(told).containsExactly("one", "boom failed", "three");
      assertThat(results.complete()).isFalse();
      assertThat(results.results())
          .extracting(r -> r.trial().name())
          .containsExactly("one", "three");
      assertThat(results.failed()).hasSize(1);
      // Which fold is the first to fail is a matter of threads.
      String reason = "Trial boom: (Fold [1-3] of 3: )?The loss became NaN in epoch 1, .*";
      assertThat(results.failed().get(0).named()).hasMessageMatching(reason);
      assertThat(TrialsVerdict.of(results))
          .endsWith(" boom failed: " + results.failed().get(0).error().getMessage());

      assertThatThrownBy(
              () -> penstock.trials(new TrialPlan(List.of(boom), plan.folds()), listener))
          .isInstanceOf(PenstockException.class)
          .hasMessageMatching(reason);
    }
  }

  @Test
  void trialsThatAreEndedGiveThoseThatAreDone() {
    TrialPlan plan =
        TrialPlan.of(
            trial("one", change -> change),
            trial("two", change -> change),
            trial("three", change -> change));
    for (TrialPlan planned : List.of(plan, plan.inFolds(FOLDS))) {
      Ending between = new Ending(1, Integer.MAX_VALUE);
      TrialResults afterOne = penstock.trials(planned, between);
      assertThat(afterOne.results()).hasSize(1);
      assertThat(afterOne.complete()).isFalse();
      assertThat(TrialsVerdict.of(afterOne)).startsWith("Only one is done: MAE ");

      // In the third epoch of all, which is in the first trial.
      TrialResults none = penstock.trials(planned, new Ending(3, 3));
      assertThat(none.results()).isEmpty();
      assertThat(none.trials()).hasSize(3);
      assertThat(TrialsVerdict.of(none)).isEqualTo("No trial is done, so nothing is known of any.");
    }
  }

  /** Ends after so many trials, or so many epochs of trainings. */
  private static final class Ending implements TrialListener {
    private final int trials;
    private final int epochs;
    private int trialsDone;
    private volatile int epochsDone;

    Ending(int trials, int epochs) {
      this.trials = trials;
      this.epochs = epochs;
    }

    @Override
    public TrainingListener training(TrialOutline trial) {
      return new TrainingListener() {
        @Override
        public void onEpoch(EpochReport report) {
          epochsDone++;
        }
      };
    }

    @Override
    public BacktestListener folds(TrialOutline trial) {
      return new BacktestListener() {
        @Override
        public void onEpoch(FoldRows fold, EpochReport report) {
          epochsDone++;
        }
      };
    }

    @Override
    public void onTrial(TrialResult result) {
      trialsDone++;
    }

    @Override
    public boolean shouldStop() {
      return trialsDone >= trials || epochsDone >= epochs;
    }
  }

  @Test
  void whatIsNoticedInSeveralTrialsIsToldOnce() {
    float[] values = wave();
    float[] twice = new float[2 * ROWS];
    for (int row = 0; row < ROWS; row++) {
      twice[2 * row] = values[row];
      twice[2 * row + 1] = 2 * values[row];
    }
    Series leaking = Series.ofRows("leaking", List.of("y", "double"), twice);
    List<String> notices = new ArrayList<>();
    TrialListener listener =
        new TrialListener() {
          @Override
          public TrainingListener training(TrialOutline trial) {
            return new TrainingListener() {
              @Override
              public void onNotice(String notice) {
                notices.add(trial.name() + ": " + notice);
              }
            };
          }
        };

    penstock.trials(
        TrialPlan.of(
            new Trial("one", leaking, experiment()),
            new Trial("two", leaking, experiment(change -> change.units(2)))),
        listener);

    assertThat(notices).isNotEmpty().allMatch(notice -> notice.startsWith("one: "));
  }

  @Test
  void trialsThatCannotStandInOneTableAreRefused() {
    Trial plain = trial("plain", change -> change);
    refused("There are no trials. Describe at least one.", () -> TrialPlan.of(List.<Trial>of()));
    refused(
        "Two trials are called plain. Give each a name of its own.",
        () -> TrialPlan.of(plain, plain));
    refused(
        "A trial has no name. Give each one of its own.",
        () -> TrialPlan.of(trial(" ", change -> change)));
    refused(
        "Trial far forecasts 3 rows ahead, and trial plain 2 rows ahead. Trials stand in one table only with the same"
            + " horizon.",
        () -> TrialPlan.of(plain, trial("far", change -> change.horizon(3))));
    refused(
        "Trial other forecasts z, and trial plain y. Trials stand in one table only with the same targets.",
        () -> TrialPlan.of(plain, trial("other", change -> change.targets(List.of("z")))));
    refused(
        "Trial label gives the probability of a label, and trial plain values. Trials stand in one table only with the"
            + " same kind of forecast.",
        () -> TrialPlan.of(plain, trial("label", change -> change.head(new Head.Sigmoid()))));
    refused(
        "Trial later has another split than trial plain. Trials stand in one table only with the same.",
        () -> TrialPlan.of(plain, trial("later", change -> change.split(new Split.ByCount(9, 9)))));
    refused(
        "Trial week has another season, on which baselines depend, than trial plain. Trials stand in one table only"
            + " with the same.",
        () -> TrialPlan.of(plain, trial("week", change -> change.season(7))));
  }

  private static void refused(String message, Runnable making) {
    assertThatThrownBy(making::run)
        .isInstanceOf(PenstockException.class)
        .hasMessage(message)
        .extracting(thrown -> ((PenstockException) thrown).code())
        .isEqualTo(ErrorCode.CONFIG);
  }

  private static TrainedTrial trained(TrialResults results, String name) {
    return results.results().stream()
        .map(TrainedTrial.class::cast)
        .filter(result -> result.trial().name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
