package io.penstock.fitting;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.preparation.Inverse;

/** What a target that steps have changed can be used for. */
final class TargetUses {
  private TargetUses() {}

  /**
   * Checks that the way back of each target exists for what the head gives, and that the anchor is
   * known when the forecast is made.
   *
   * @throws PenstockException with code CONFIG if not
   */
  static void require(StepChain chain, Experiment experiment) {
    for (String target : experiment.targets()) {
      if (chain.formula(target).ahead() > 0
          && experiment.anchor().isPresent()
          && !experiment.anchor().get().equals(Anchor.NONE)) {
        throw PenstockException.config(
            "The target '%s' looks ahead, so its last value is not known when the forecast is made. Take anchor none.",
            target);
      }
      for (Inverse inverse : chain.inverses(target)) {
        requireInverse(inverse, target, experiment);
      }
    }
  }

  private static void requireInverse(Inverse inverse, String target, Experiment experiment) {
    Head head = experiment.head();
    if (head.givesProbabilities()) {
      throw PenstockException.config(
          "The target '%s' is transformed, but the head %s gives probabilities of labels as they are. Leave the target"
              + " out of the steps that transform, by naming their columns.",
          target, head.word());
    }
    if (head instanceof Head.Gaussian && !inverse.isAffine()) {
      throw PenstockException.config(
          "The target '%s' is transformed by a step after which a normal distribution is none any more. Take quantiles"
              + " in place of the head gaussian, or leave the target out of that step.",
          target);
    }
    if (!(head instanceof Head.Linear)
        && inverse instanceof Inverse.Undifference difference
        && experiment.horizon() > difference.lag()) {
      throw PenstockException.config(
          "The target '%s' is differenced over %d rows, and the forecast reaches %d rows: what the head %s says of"
              + " single differences says nothing of their sums. Take a horizon of at most %d rows, the head linear,"
              + " or an anchor in place of the difference.",
          target, difference.lag(), experiment.horizon(), head.word(), difference.lag());
    }
  }
}
