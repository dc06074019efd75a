package io.penstock.trials;

import io.penstock.backtesting.Backtest;
import io.penstock.backtesting.Spread;
import io.penstock.evaluation.Metric;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A trial that was judged in folds: what {@code Penstock.backtest} gives.
 *
 * @param trial which
 * @param backtest all of its folds
 * @param seconds from its beginning to its scores
 */
public record BacktestedTrial(TrialOutline trial, Backtest backtest, double seconds)
    implements TrialResult {
  /** Checks that all are there. */
  public BacktestedTrial {
    Objects.requireNonNull(trial, "trial");
    if (!backtest.complete()) {
      throw new IllegalArgumentException(
          "the folds of trial " + trial.name() + " are not all done");
    }
  }

  @Override
  public double score(Metric metric) {
    return Optional.ofNullable(backtest.model().get(metric)).map(Spread::mean).orElse(Double.NaN);
  }

  @Override
  public List<JudgedWindows> windows() {
    return backtest.folds().stream().map(JudgedWindows::of).toList();
  }
}
