package io.penstock.trials;

import io.penstock.backtesting.BacktestListener;
import io.penstock.training.TrainingListener;
import java.util.List;

/** Is told how trials go, and may end them. */
public interface TrialListener {
  /** Listens to nothing. */
  TrialListener NONE = new TrialListener() {};

  /**
   * All trials have been looked at, and the first is about to be made.
   *
   * @param trials in the order in which they are made
   */
  default void onStart(List<TrialOutline> trials) {}

  /**
   * A trial begins that is judged by the parts of its split.
   *
   * @param trial which
   * @return is told of its training, but not again of what was noticed in an earlier trial; what it
   *     answers to {@code shouldStop} is not asked for
   */
  default TrainingListener training(TrialOutline trial) {
    return TrainingListener.NONE;
  }

  /**
   * A trial begins that is judged in folds.
   *
   * @param trial which
   * @return is told of its folds, but not again of what was noticed in an earlier trial; what it
   *     answers to {@code shouldStop} is not asked for
   */
  default BacktestListener folds(TrialOutline trial) {
    return BacktestListener.NONE;
  }

  /**
   * A trial is done.
   *
   * @param result with its scores
   */
  default void onTrial(TrialResult result) {}

  /**
   * A trial has failed; the next one is made.
   *
   * @param trial which, and why
   */
  default void onFailure(FailedTrial trial) {}

  /**
   * Asked again and again, in folds by several threads at once; once it is true no trial is begun,
   * and the one that is being made is given up.
   *
   * @return whether to end the trials
   */
  default boolean shouldStop() {
    return false;
  }
}
