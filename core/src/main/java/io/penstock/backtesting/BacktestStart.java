package io.penstock.backtesting;

import java.util.List;

/**
 * What is known before the first fold is trained.
 *
 * @param plan nothing in it left open
 * @param purge rows left out before each validation and test part
 * @param folds in order
 * @param atOnce how many are trained side by side, on which no result depends
 * @param threads to compute on, over all folds
 */
public record BacktestStart(
    BacktestPlan plan, int purge, List<FoldRows> folds, int atOnce, int threads) {
  /** Copies the list. */
  public BacktestStart {
    folds = List.copyOf(folds);
  }
}
