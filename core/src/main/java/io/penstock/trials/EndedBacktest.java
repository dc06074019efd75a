package io.penstock.trials;

import io.penstock.backtesting.BacktestListener;
import io.penstock.backtesting.BacktestStart;
import io.penstock.backtesting.Fold;
import io.penstock.backtesting.FoldRows;
import io.penstock.training.EpochReport;
import io.penstock.training.TrainingStart;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Tells a listener of a backtest that ends with the trials.
 *
 * @param told of all that happens
 * @param end whether the trials are to end
 * @param isNew whether a notice was not told of an earlier trial
 */
record EndedBacktest(BacktestListener told, BooleanSupplier end, Predicate<String> isNew)
    implements BacktestListener {
  @Override
  public void onStart(BacktestStart start) {
    told.onStart(start);
  }

  @Override
  public void onNotice(String notice) {
    if (isNew.test(notice)) {
      told.onNotice(notice);
    }
  }

  @Override
  public void onFoldStart(FoldRows fold, TrainingStart start) {
    told.onFoldStart(fold, start);
  }

  @Override
  public void onEpoch(FoldRows fold, EpochReport report) {
    told.onEpoch(fold, report);
  }

  @Override
  public void onFold(Fold fold) {
    told.onFold(fold);
  }

  @Override
  public boolean shouldStop() {
    return end.getAsBoolean();
  }
}
