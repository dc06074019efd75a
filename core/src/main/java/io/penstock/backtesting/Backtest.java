package io.penstock.backtesting;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * What came of a backtest.
 *
 * @param plan that was followed, nothing in it left open
 * @param purge rows left out before each validation and test part
 * @param backend name of the engine's plugin; empty if no fold is done
 * @param folds those that are done, in order; fewer than planned if it was ended before
 */
public record Backtest(BacktestPlan plan, int purge, Optional<String> backend, List<Fold> folds) {
  /** Copies the list. */
  public Backtest {
    Objects.requireNonNull(plan, "plan");
    Objects.requireNonNull(backend, "backend");
    folds = List.copyOf(folds);
  }

  /** {@return whether all folds are done} */
  public boolean complete() {
    return folds.size() == plan.folds();
  }

  /** {@return folds whose test part holds a window} */
  public List<Fold> scored() {
    return folds.stream().filter(fold -> fold.evaluation().isPresent()).toList();
  }

  /**
   * {@return the metric by which the model is called better or worse; empty if no fold has scores}
   */
  public Optional<Metric> leading() {
    return evaluations().stream().map(Evaluation::leading).findFirst();
  }

  /** {@return the model's scores over the folds, by metric} */
  public Map<Metric, Spread> model() {
    return spreads(evaluation -> Optional.of(evaluation.model()));
  }

  /** {@return the naive forecasts' scores over the same folds, by metric} */
  public Map<Baseline, Map<Metric, Spread>> baselines() {
    Set<Baseline> all = EnumSet.noneOf(Baseline.class);
    evaluations().forEach(evaluation -> all.addAll(evaluation.baselines().keySet()));
    Map<Baseline, Map<Metric, Spread>> spreads = new EnumMap<>(Baseline.class);
    for (Baseline naive : all) {
      spreads.put(
          naive, spreads(evaluation -> Optional.ofNullable(evaluation.baselines().get(naive))));
    }
    return Collections.unmodifiableMap(spreads);
  }

  private Map<Metric, Spread> spreads(Function<Evaluation, Optional<Scores>> whose) {
    List<Scores> scores =
        evaluations().stream().flatMap(evaluation -> whose.apply(evaluation).stream()).toList();
    Set<Metric> all = EnumSet.noneOf(Metric.class);
    scores.forEach(one -> all.addAll(one.values().keySet()));
    Map<Metric, Spread> spreads = new EnumMap<>(Metric.class);
    all.forEach(
        metric ->
            spreads.put(metric, Spread.of(scores.stream().mapToDouble(one -> one.value(metric)))));
    return Collections.unmodifiableMap(spreads);
  }

  private List<Evaluation> evaluations() {
    return folds.stream().flatMap(fold -> fold.evaluation().stream()).toList();
  }

  /**
   * {@return the model's skill over the folds, each against the naive forecast that is best in it}
   */
  public Spread skill() {
    return Spread.of(
        folds.stream().map(Fold::skill).mapToDouble(skill -> skill.orElse(Double.NaN)));
  }

  /**
   * In how many folds the model is better than every naive forecast.
   *
   * @return from 0 to the number of folds
   */
  public int beaten() {
    return (int) folds.stream().filter(Fold::beatsBaselines).count();
  }
}
