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
 * @param bestEpoch whose weights were kept, counted from 1
 * @param stopped why training ended
 * @param trainingWindows windows of an epoch
 */
public record TrainingSummary(
    String backend,
    Map<String, String> versions,
    Training training,
    List<Double> trainingLosses,
    List<Double> validationLosses,
    int bestEpoch,
    StopReason stopped,
    int trainingWindows) {
  /** Copies the collections. */
  public TrainingSummary {
    versions = Map.copyOf(versions);
    trainingLosses = List.copyOf(trainingLosses);
    validationLosses = List.copyOf(validationLosses);
  }

  /** Epochs trained. */
  public int epochs() {
    return trainingLosses.size();
  }
}
