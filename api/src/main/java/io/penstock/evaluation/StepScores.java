package io.penstock.evaluation;

import java.util.Objects;

/**
 * Scores of one step of the horizon, over all windows and targets.
 *
 * @param ahead rows ahead of the origin, from 1
 * @param scores of the model and the baselines
 */
public record StepScores(int ahead, SideBySide scores) {
  /** Checks that both are there. */
  public StepScores {
    Objects.requireNonNull(scores, "scores");
    if (ahead < 1) {
      throw new IllegalArgumentException(ahead + " rows ahead");
    }
  }
}
