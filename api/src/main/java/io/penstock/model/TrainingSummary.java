package io.penstock.model;

import io.penstock.training.StopReason;
import io.penstock.training.Training;
import java.util.List;
import java.util.Map;

/**
 * How a model came about. Nothing in it depends on the machine's speed, so that equal runs give
 * equal files.
 *
 * @param backend name of the engine's plugin
 * @param versions of engine and runtime, by name
 * @param training the description that was followed
 * @param trainingLosses training loss of each epoch
 * @param validationLosses validation loss of each epoch; empty if there was no validation part
 * @param validationScores score of each epoch by the metric that monitors, NaN where it could not
 *     be computed; empty if none does
 * @param bestEpoch the best, by the scores or else by the validation losses, counted from 1; the
 *     last that was finished if there was no validation part; 0 if no epoch had a score
 * @param keptEpoch whose weights were kept, counted from 1: the best, or the last where that was
 *     asked for or none was best. It is one more than there are epochs if training was ended in the
 *     middle of that one and its latest weights were kept
 * @param stopped why training ended
 * @param trainingWindows windows of an epoch; with independent channels each is as many examples
 */
public record TrainingSummary(
    String backend,
    Map<String, String> versions,
    Training training,
    List<Double> trainingLosses,
    List<Double> validationLosses,
    List<Double> validationScores,
    int bestEpoch,
    int keptEpoch,
    StopReason stopped,
    int trainingWindows) {
  /** Copies the collections. */
  public TrainingSummary {
    versions = Map.copyOf(versions);
    trainingLosses = List.copyOf(trainingLosses);
    validationLosses = List.copyOf(validationLosses);
    validationScores = List.copyOf(validationScores);
  }

  /**
   * Of a run that the loss decided on and whose best weights were kept.
   *
   * @param backend name of the engine's plugin
   * @param versions of engine and runtime, by name
   * @param training the description that was followed
   * @param trainingLosses training loss of each epoch
   * @param validationLosses validation loss of each epoch
   * @param bestEpoch the best, by the scores or else by the validation losses, counted from 1
   * @param stopped why training ended
   * @param trainingWindows windows of an epoch
   */
  public TrainingSummary(
      String backend,
      Map<String, String> versions,
      Training training,
      List<Double> trainingLosses,
      List<Double> validationLosses,
      int bestEpoch,
      StopReason stopped,
      int trainingWindows) {
    this(
        backend,
        versions,
        training,
        trainingLosses,
        validationLosses,
        List.of(),
        bestEpoch,
        bestEpoch,
        stopped,
        trainingWindows);
  }

  /** {@return epochs trained} */
  public int epochs() {
    return trainingLosses.size();
  }
}
