package io.penstock.model;

import java.util.Objects;
import java.util.Optional;

/**
 * What was learnt from the validation part after training, with the weights as they are kept: how
 * far the forecasts stray from the truth.
 *
 * @param intervals around the forecasts; empty if they are given as the network's head gives them
 */
public record Calibration(Optional<Intervals> intervals) {
  /** Nothing. */
  public static final Calibration NONE = new Calibration(Optional.empty());

  /** Checks that the parts are there. */
  public Calibration {
    Objects.requireNonNull(intervals, "intervals");
  }

  /** The same with intervals. */
  public Calibration withIntervals(Intervals value) {
    return new Calibration(Optional.of(value));
  }
}
