package io.penstock.training;

import java.util.OptionalDouble;

/**
 * What is known after an epoch.
 *
 * @param epoch counted from 1
 * @param epochs at most
 * @param trainingLoss mean of the losses of its batches, each before its update, weighted by their
 *     windows
 * @param validationLoss over all validation windows with the weights at the epoch's end; empty if
 *     there are none
 * @param best whether it is the best so far
 * @param learningRate of its last step
 * @param seconds since the first step began
 * @param samplesPerSecond windows trained on a second in this epoch, validation not counted
 */
public record EpochReport(
    int epoch,
    int epochs,
    double trainingLoss,
    OptionalDouble validationLoss,
    boolean best,
    double learningRate,
    double seconds,
    double samplesPerSecond) {}
