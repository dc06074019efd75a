package io.penstock.trials;

import io.penstock.backtesting.BacktestPlan;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.network.Head;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which trials are made, and how they are judged. Their scores can stand beside one another only if
 * they forecast the same: the same targets and horizon, the same split and season, and values or
 * probabilities of one kind.
 *
 * @param trials at least one, each with a name of its own
 * @param folds how the folds of a backtest are cut by which they are judged; empty to judge by the
 *     parts of the experiments' split
 */
public record TrialPlan(List<Trial> trials, Optional<BacktestPlan> folds) {
  /**
   * Copies the list.
   *
   * @throws PenstockException with code CONFIG if two trials cannot stand beside one another, which
   *     names them
   */
  public TrialPlan {
    trials = List.copyOf(trials);
    if (trials.isEmpty()) {
      throw PenstockException.config("There are no trials. Describe at least one.");
    }
    Trial first = trials.get(0);
    Set<String> names = new HashSet<>();
    for (Trial trial : trials) {
      if (trial.name().isBlank()) {
        throw PenstockException.config("A trial has no name. Give each one of its own.");
      }
      if (!names.add(trial.name())) {
        throw PenstockException.config(
            "Two trials are called %s. Give each a name of its own.", trial.name());
      }
      require(first, trial);
      if (folds.isPresent() && trial.test().isPresent()) {
        throw PenstockException.config(
            "Trial %s is to be judged on %s and in folds of %s. Leave one of them out.",
            trial.name(), trial.test().get().name(), trial.series().name());
      }
    }
  }

  /**
   * {@return trials that are judged by the parts of their split}
   *
   * @param trials at least one, each with a name of its own
   */
  public static TrialPlan of(List<Trial> trials) {
    return new TrialPlan(trials, Optional.empty());
  }

  /**
   * {@return trials that are judged by the parts of their split}
   *
   * @param trials at least one, each with a name of its own
   */
  public static TrialPlan of(Trial... trials) {
    return of(List.of(trials));
  }

  /**
   * {@return the same judged by a backtest}
   *
   * @param plan how folds are cut
   */
  public TrialPlan inFolds(BacktestPlan plan) {
    return new TrialPlan(trials, Optional.of(plan));
  }

  /** {@return the metric by which trials are told apart, whatever loss each is trained with} */
  public Metric leading() {
    return Metric.leading(trials.get(0).experiment().head());
  }

  private static void require(Trial first, Trial trial) {
    Experiment one = first.experiment();
    Experiment other = trial.experiment();
    require(first, list(one), trial, list(other), "forecasts", "targets");
    require(
        first,
        one.horizon() + " rows ahead",
        trial,
        other.horizon() + " rows ahead",
        "forecasts",
        "horizon");
    require(first, kind(one.head()), trial, kind(other.head()), "gives", "kind of forecast");
    requireEqual(first, one.season(), trial, other.season(), "season, on which baselines depend,");
    requireEqual(first, one.split(), trial, other.split(), "split");
    requireEqual(
        first, first.test().isPresent(), trial, trial.test().isPresent(), "way to be judged");
  }

  private static void require(
      Trial first, String one, Trial trial, String other, String does, String what) {
    if (!one.equals(other)) {
      throw PenstockException.config(
          "Trial %s %s %s, and trial %s %s. Trials stand in one table only with the same %s.",
          trial.name(), does, other, first.name(), one, what);
    }
  }

  private static void requireEqual(
      Trial first, Object one, Trial trial, Object other, String what) {
    if (!one.equals(other)) {
      throw PenstockException.config(
          "Trial %s has another %s than trial %s. Trials stand in one table only with the same.",
          trial.name(), what, first.name());
    }
  }

  private static String list(Experiment experiment) {
    return String.join(", ", experiment.targets());
  }

  /** Heads of one kind have the same scores; those of a label and of classes differ in size. */
  private static String kind(Head head) {
    if (!head.givesProbabilities()) {
      return "values";
    }
    return head instanceof Head.Sigmoid
        ? "the probability of a label"
        : "the probabilities of classes";
  }
}
