package io.penstock.cli.output;

import io.penstock.backtesting.BacktestListener;
import io.penstock.backtesting.BacktestStart;
import io.penstock.backtesting.Fold;
import io.penstock.backtesting.FoldRows;
import io.penstock.training.EpochReport;
import io.penstock.training.TrainingStart;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Several listeners to a backtest as one.
 *
 * @param all are told in this order
 * @param stop whether to end
 */
public record FoldListeners(List<BacktestListener> all, BooleanSupplier stop)
    implements BacktestListener {
  /** Copies the list. */
  public FoldListeners {
    all = List.copyOf(all);
  }

  @Override
  public void onStart(BacktestStart start) {
    all.forEach(listener -> listener.onStart(start));
  }

  @Override
  public void onNotice(String notice) {
    all.forEach(listener -> listener.onNotice(notice));
  }

  @Override
  public void onFoldStart(FoldRows fold, TrainingStart start) {
    all.forEach(listener -> listener.onFoldStart(fold, start));
  }

  @Override
  public void onEpoch(FoldRows fold, EpochReport report) {
    all.forEach(listener -> listener.onEpoch(fold, report));
  }

  @Override
  public void onFold(Fold fold) {
    all.forEach(listener -> listener.onFold(fold));
  }

  @Override
  public boolean shouldStop() {
    return stop.getAsBoolean();
  }
}
