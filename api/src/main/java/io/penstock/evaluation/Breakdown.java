package io.penstock.evaluation;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What an evaluation's scores are made of.
 *
 * @param steps of each step of the horizon, in order; empty if it was not kept
 * @param targets of each target, in order; empty where there is one
 * @param scaled errors in the network's own scale of the targets: each error divided by {@link
 *     io.penstock.preparation.Preparation#unit}, the target's standard deviation in the training
 *     part with standard scaling, as papers give MSE and MAE; empty for probabilities or if it was
 *     not kept
 * @param classes what the model decided; empty for forecasts of values
 */
public record Breakdown(
    List<StepScores> steps,
    List<TargetScores> targets,
    Optional<SideBySide> scaled,
    Optional<ClassReport> classes) {
  /** Nothing is known but the scores over all. */
  public static final Breakdown NONE =
      new Breakdown(List.of(), List.of(), Optional.empty(), Optional.empty());

  /** Copies the lists. */
  public Breakdown {
    steps = List.copyOf(steps);
    targets = List.copyOf(targets);
    Objects.requireNonNull(scaled, "scaled");
    Objects.requireNonNull(classes, "classes");
  }
}
