package io.penstock.trainer;

import io.penstock.network.Weights;
import io.penstock.training.StopReason;
import java.util.List;

/**
 * What a run of the training loop gave.
 *
 * @param weights of the best epoch; of the last if there were no validation windows
 * @param trainingLosses of each epoch
 * @param validationLosses of each epoch; empty if there were no validation windows
 * @param bestEpoch whose weights were kept, counted from 1; 0 if no epoch was finished and they are
 *     those of the last step
 * @param stopped why it ended
 * @param seconds from the first step to the last, validation included
 * @param samplesPerSecond windows trained on a second, validation not counted
 */
public record TrainingResult(
    Weights weights,
    List<Double> trainingLosses,
    List<Double> validationLosses,
    int bestEpoch,
    StopReason stopped,
    double seconds,
    double samplesPerSecond) {
  /** Copies the lists. */
  public TrainingResult {
    trainingLosses = List.copyOf(trainingLosses);
    validationLosses = List.copyOf(validationLosses);
  }
}
