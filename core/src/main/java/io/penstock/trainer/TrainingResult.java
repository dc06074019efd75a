package io.penstock.trainer;

import io.penstock.network.Weights;
import io.penstock.training.StopReason;
import java.util.List;

/**
 * What a run of the training loop gave.
 *
 * @param weights of the epoch that was kept
 * @param trainingLosses of each epoch
 * @param validationLosses of each epoch; empty if there were no validation windows
 * @param validationScores of each epoch by the metric that monitors, NaN where it could not be
 *     computed; empty if none does
 * @param bestEpoch by the scores or else the validation losses, counted from 1; the last that was
 *     finished if there were no validation windows; 0 if no epoch had a score or none was finished
 * @param keptEpoch whose weights were kept, counted from 1: the best, or the last where that was
 *     asked for or none was best. It is one more than there are epochs if the run was ended in the
 *     middle of that one, after whose latest step they are
 * @param stopped why it ended
 * @param seconds from the first step to the last, validation included
 * @param samplesPerSecond examples trained on a second, validation not counted
 */
public record TrainingResult(
    Weights weights,
    List<Double> trainingLosses,
    List<Double> validationLosses,
    List<Double> validationScores,
    int bestEpoch,
    int keptEpoch,
    StopReason stopped,
    double seconds,
    double samplesPerSecond) {
  /** Copies the lists. */
  public TrainingResult {
    trainingLosses = List.copyOf(trainingLosses);
    validationLosses = List.copyOf(validationLosses);
    validationScores = List.copyOf(validationScores);
  }
}
