package io.penstock.training;

/**
 * What is known after a step.
 *
 * @param epoch counted from 1
 * @param step of the epoch, counted from 1
 * @param steps of an epoch
 * @param loss mean loss of the batch before its update
 * @param learningRate of the update
 * @param examples examples trained on since the run began: windows, each counted once for each
 *     independent channel
 * @param seconds since the first step began
 */
public record StepReport(
    int epoch,
    int step,
    int steps,
    double loss,
    double learningRate,
    long examples,
    double seconds) {}
