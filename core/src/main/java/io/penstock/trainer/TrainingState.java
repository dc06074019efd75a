package io.penstock.trainer;

import java.util.List;

/**
 * All that a run needs to go on after an epoch as if it had never stopped. What else it remembers
 * follows from this and from its description: the orders of the windows and the dropout are drawn
 * for each epoch and step from the seed (see {@link Seeds}), so that no generator has a state; the
 * best epoch, the epochs without a better one and the learning rate's plateau follow from the
 * losses and scores.
 *
 * @param weights after the epoch
 * @param bestWeights of the best epoch so far; those after the epoch where there is none, or where
 *     the last epoch's are to be kept
 * @param optimizer its state after the epoch
 * @param trainingLosses of each epoch so far, at least one
 * @param validationLosses of each epoch so far; empty if there are no validation windows
 * @param validationScores of each epoch so far by the metric that monitors, NaN where it could not
 *     be computed; empty if none does
 * @param seconds from the first step on, validation included, time between stopping and going on
 *     left out
 * @param trainingSeconds of those, the seconds spent on steps
 */
public record TrainingState(
    float[] weights,
    float[] bestWeights,
    OptimizerState optimizer,
    List<Double> trainingLosses,
    List<Double> validationLosses,
    List<Double> validationScores,
    double seconds,
    double trainingSeconds) {
  /** Copies the lists and checks that the parts fit each other. The vectors are not copied. */
  public TrainingState {
    trainingLosses = List.copyOf(trainingLosses);
    validationLosses = List.copyOf(validationLosses);
    validationScores = List.copyOf(validationScores);
    if (trainingLosses.isEmpty()) {
      throw new IllegalArgumentException("no epoch is done");
    }
    requireEachEpoch(trainingLosses, validationLosses, "validation losses");
    requireEachEpoch(trainingLosses, validationScores, "validation scores");
    requireNumbers(trainingLosses);
    requireNumbers(validationLosses);
    if (bestWeights.length != weights.length) {
      throw new IllegalArgumentException(
          weights.length + " weights and " + bestWeights.length + " best weights");
    }
    for (float[] vector : optimizer.vectors()) {
      if (vector.length != weights.length) {
        throw new IllegalArgumentException(
            weights.length + " weights and an optimizer's state of " + vector.length);
      }
    }
    if (!(seconds >= 0) || !(trainingSeconds >= 0)) {
      throw new IllegalArgumentException("after " + seconds + " s, " + trainingSeconds + " s");
    }
  }

  private static void requireEachEpoch(List<Double> epochs, List<Double> values, String name) {
    if (!values.isEmpty() && values.size() != epochs.size()) {
      throw new IllegalArgumentException(
          epochs.size() + " training losses and " + values.size() + " " + name);
    }
  }

  private static void requireNumbers(List<Double> losses) {
    for (double loss : losses) {
      if (!Double.isFinite(loss)) {
        throw new IllegalArgumentException("a loss of " + loss);
      }
    }
  }

  /** {@return epochs that are done} */
  public int epoch() {
    return trainingLosses.size();
  }
}
