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

  /**
   * The folds are known, and the first are about to be trained.
   *
   * @param start what is known by then
   */
  default void onStart(BacktestStart start) {}

  /**
   * Something may not be as it is meant; those that differ in figures alone are told once.
   *
   * @param notice for people
   */
  default void onNotice(String notice) {}

  /**
   * The training of a fold is about to begin.
   *
   * @param fold which rows it learns and is judged on
   * @param start of its training
   */
  default void onFoldStart(FoldRows fold, TrainingStart start) {}

  /**
   * An epoch of a fold is done.
   *
   * @param fold which rows it learns and is judged on
   * @param report on the epoch
   */
  default void onEpoch(FoldRows fold, EpochReport report) {}

  /**
   * A fold is done.
   *
   * @param fold with its scores
   */
  default void onFold(Fold fold) {}

  /**
   * Asked again and again, by several threads at once; once it is true no fold is begun and those
   * that are trained are given up.
   *
   * @return whether to end the backtest
   */
  default boolean shouldStop() {
    return false;
  }
}
