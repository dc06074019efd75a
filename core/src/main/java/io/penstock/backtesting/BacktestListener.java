package io.penstock.backtesting;

import io.penstock.training.EpochReport;
import io.penstock.training.TrainingStart;

/**
 * Is told how a backtest goes, and may end it. Folds run side by side, so what is told of one comes
 * between what is told of others, each time on the thread that runs it, but never two at once.
 */
public interface BacktestListener {
  /** Listens to nothing. */
  BacktestListener NONE = new BacktestListener() {};

  /** The folds are known, and the first are about to be trained. */
  default void onStart(BacktestStart start) {}

  /** Something may not be as it is meant; those that differ in figures alone are told once. */
  default void onNotice(String notice) {}

  /** The training of a fold is about to begin. */
  default void onFoldStart(FoldRows fold, TrainingStart start) {}

  /** An epoch of a fold is done. */
  default void onEpoch(FoldRows fold, EpochReport report) {}

  /** A fold is done. */
  default void onFold(Fold fold) {}

  /**
   * Asked again and again, by several threads at once; once it is true no fold is begun and those
   * that are trained are given up.
   */
  default boolean shouldStop() {
    return false;
  }
}
