package io.penstock.examples.service;

import java.util.OptionalDouble;

/**
 * How far a training is.
 *
 * @param state what it is at
 * @param epoch the last that has begun, counted from 1; 0 before the first step
 * @param epochs at most; 0 before the first step
 * @param share of all steps that are done, from 0 to 1; training that stops early jumps to 1
 * @param trainingLoss of the last epoch that was finished
 * @param validationLoss of the last epoch that was finished; empty if no part of the series is kept
 *     for validation
 */
public record Progress(
    State state,
    int epoch,
    int epochs,
    double share,
    OptionalDouble trainingLoss,
    OptionalDouble validationLoss) {
  /** What a training is at. */
  public enum State {
    /** Others come first. */
    WAITING,
    /** It is being trained. */
    RUNNING,
    /** Its model is written. */
    DONE,
    /** Somebody cancelled it; there is a model if it had begun. */
    CANCELLED,
    /** It ended with an exception. */
    FAILED
  }

  /** Before anything has happened. */
  static final Progress NONE =
      new Progress(State.WAITING, 0, 0, 0, OptionalDouble.empty(), OptionalDouble.empty());

  Progress in(State value) {
    double reached = value == State.DONE ? 1 : share;
    return new Progress(value, epoch, epochs, reached, trainingLoss, validationLoss);
  }
}
