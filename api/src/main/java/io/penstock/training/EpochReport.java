package io.penstock.training;

import java.util.OptionalDouble;

/**
 * What is known after an epoch.
 *
 * @param epoch counted from 1
 * @param epochs at most
 * @param trainingLoss mean over all truths, weighted where they have weights, each measured before
 *     its batch's update
 * @param validationLoss over all validation windows with the weights at the epoch's end; empty if
 *     there are none
 * @param validationScore of the validation windows by the metric that monitors, in the targets' own
 *     units, NaN if it cannot be computed; empty if the loss decides, see {@link Stopping}
 * @param best whether it is the best so far, by the score or else by the validation loss
 * @param learningRate of its last step
 * @param seconds since the first step began
 * @param samplesPerSecond examples trained on a second in this epoch, validation not counted
 */
public record EpochReport(
    int epoch,
    int epochs,
    double trainingLoss,
    OptionalDouble validationLoss,
    OptionalDouble validationScore,
    boolean best,
    double learningRate,
    double seconds,
    double samplesPerSecond) {
  /**
   * Of an epoch that the loss decides on.
   *
   * @param epoch counted from 1
   * @param epochs at most
   * @param trainingLoss mean over all truths, weighted where they have weights, each measured
   *     before its batch's update
   * @param validationLoss over all validation windows with the weights at the epoch's end
   * @param best whether it is the best so far, by the score or else by the validation loss
   * @param learningRate of its last step
   * @param seconds since the first step began
   * @param samplesPerSecond examples trained on a second in this epoch, validation not counted
   */
  public EpochReport(
      int epoch,
      int epochs,
      double trainingLoss,
      OptionalDouble validationLoss,
      boolean best,
      double learningRate,
      double seconds,
      double samplesPerSecond) {
    this(
        epoch,
        epochs,
        trainingLoss,
        validationLoss,
        OptionalDouble.empty(),
        best,
        learningRate,
        seconds,
        samplesPerSecond);
  }
}
