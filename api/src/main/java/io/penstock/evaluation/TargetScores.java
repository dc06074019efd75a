package io.penstock.evaluation;

import java.util.Objects;

/**
 * Scores of one of several targets, over all windows and steps.
 *
 * @param target its name
 * @param scores of the model and the baselines
 */
public record TargetScores(String target, SideBySide scores) {
  /** Checks that both are there. */
  public TargetScores {
    Objects.requireNonNull(target, "target");
    Objects.requireNonNull(scores, "scores");
  }
}
