package io.penstock.trials;

import com.google.inject.Inject;
import io.penstock.backtesting.Backtest;
import io.penstock.backtesting.BacktestListener;
import io.penstock.backtesting.BacktestPlan;
import io.penstock.backtesting.Backtester;
import io.penstock.engine.Engines;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Evaluation;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.JudgedTrainer;
import io.penstock.modelling.ModelTrainer;
import io.penstock.modelling.PreparedExperiment;
import io.penstock.modelling.TrainingOptions;
import io.penstock.training.StopReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Makes trials, one after the other. */
public final class TrialRunner {
  private static final Pattern FIGURES = Pattern.compile("\\d+");

  private final Engines engines;
  private final JudgedTrainer trainer;
  private final Backtester backtester;

  @Inject
  TrialRunner(Engines engines, JudgedTrainer trainer, Backtester backtester) {
    this.engines = engines;
    this.trainer = trainer;
    this.backtester = backtester;
  }

  /** A trial that has been looked at, and the windows that it will be judged on by its split. */
  private record Ready(
      TrialOutline outline, Trial trial, JudgedWindows onValidation, JudgedWindows onTest) {}

  /**
   * Looks at all trials, then makes them. One that fails does not take away what the others give.
   *
   * @param plan which trials, and what judges them
   * @param listener is told how it goes, and may end it
   * @return those that were made, in their order, and those that failed
   * @throws PenstockException as training and backtests do, naming the trial, if one is found to be
   *     wrong before the first is made, or if none is made and one has failed
   */
  public TrialResults run(TrialPlan plan, TrialListener listener) {
    List<Ready> trials = new ArrayList<>();
    for (Trial trial : plan.trials()) {
      int number = trials.size() + 1;
      trials.add(naming(trial, () -> ready(trial, number, plan)));
    }
    List<TrialOutline> outlines = trials.stream().map(Ready::outline).toList();
    listener.onStart(outlines);
    Set<String> told = new HashSet<>();
    // What is found in one trial is mostly found in the others, with other figures.
    Predicate<String> isNew = notice -> told.add(FIGURES.matcher(notice).replaceAll("0"));
    List<TrialResult> results = new ArrayList<>();
    List<FailedTrial> failed = new ArrayList<>();
    for (Ready ready : trials) {
      if (listener.shouldStop()) {
        break;
      }
      Optional<TrialResult> result;
      try {
        result =
            plan.folds()
                .map(folds -> inFolds(ready, folds, listener, isNew))
                .orElseGet(() -> onParts(ready, listener, isNew));
      } catch (PenstockException e) {
        failed.add(new FailedTrial(ready.outline(), e));
        listener.onFailure(failed.get(failed.size() - 1));
        continue;
      }
      if (result.isEmpty()) {
        break;
      }
      results.add(result.get());
      listener.onTrial(result.get());
    }
    if (results.isEmpty() && !failed.isEmpty()) {
      throw failed.get(0).named();
    }
    return new TrialResults(outlines, plan.leading(), plan.folds().isPresent(), results, failed);
  }

  /** Lets an error say which trial it is about. */
  private static <T> T naming(Trial trial, Supplier<T> work) {
    try {
      return work.get();
    } catch (PenstockException e) {
      throw FailedTrial.named(trial.name(), e);
    }
  }

  /**
   * What a trial amounts to. What is prepared is not kept, since that would be copies of the series
   * for all trials at once.
   */
  private Ready ready(Trial trial, int number, TrialPlan plan) {
    Experiment experiment = trial.experiment();
    PreparedExperiment prepared =
        plan.folds()
            .map(folds -> backtester.first(trial.series(), experiment, folds))
            .orElseGet(() -> PreparedExperiment.of(trial.series(), experiment));
    engines.choose(experiment.backend(), experiment.device(), prepared.demand());
    int lookBack = prepared.network().lookBack();
    return new Ready(
        new TrialOutline(
            number, plan.trials().size(), trial.name(), prepared.network(), prepared.howToTrain()),
        trial,
        JudgedWindows.of(prepared.series(), prepared.validation(), lookBack),
        JudgedWindows.of(prepared.series(), prepared.test(), lookBack));
  }

  private Optional<TrialResult> onParts(
      Ready ready, TrialListener listener, Predicate<String> isNew) {
    long begun = System.nanoTime();
    Trial trial = ready.trial();
    TrainingOptions options =
        TrainingOptions.DEFAULT.listening(
            new EndedTraining(listener.training(ready.outline()), listener::shouldStop, isNew));
    ModelTrainer.Trained trained =
        trainer.trainAndValidate(
            trial.series(),
            trial.experiment(),
            trial.test().map(options::judgedOn).orElse(options));
    if (trained.result().stopped() == StopReason.CANCELLED) {
      return Optional.empty();
    }
    Optional<Evaluation> own = trained.model().description().evaluation();
    return Optional.of(
        new TrainedTrial(
            ready.outline(),
            trained.model(),
            trained.validation(),
            ready.onValidation(),
            trial.test().isEmpty()
                ? ready.onTest()
                : JudgedWindows.of(own.map(Evaluation::windows).orElse(0)),
            seconds(begun)));
  }

  private Optional<TrialResult> inFolds(
      Ready ready, BacktestPlan folds, TrialListener listener, Predicate<String> isNew) {
    long begun = System.nanoTime();
    BacktestListener told =
        new EndedBacktest(listener.folds(ready.outline()), listener::shouldStop, isNew);
    Backtest backtest =
        backtester.run(ready.trial().series(), ready.trial().experiment(), folds, told);
    return backtest.complete()
        ? Optional.of(new BacktestedTrial(ready.outline(), backtest, seconds(begun)))
        : Optional.empty();
  }

  private static double seconds(long begun) {
    return (System.nanoTime() - begun) / 1e9;
  }
}
