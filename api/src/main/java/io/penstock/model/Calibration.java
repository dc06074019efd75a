package io.penstock.model;

import io.penstock.network.Head;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What was learnt from the validation part after training, with the weights as they are kept: how
 * far the forecasts stray from the truth, and from which probability on a label is said to be 1.
 *
 * @param intervals around the forecasts; empty if they are given as the network's head gives them
 * @param threshold from which probability on a sigmoid head's label is 1; empty for 0.5
 */
public record Calibration(Optional<Intervals> intervals, OptionalDouble threshold) {
  /** Nothing. */
  public static final Calibration NONE = new Calibration(Optional.empty(), OptionalDouble.empty());

  /** From which probability on a label is 1 where nothing else is said. */
  public static final double USUAL_THRESHOLD = 0.5;

  /** Checks that the parts are there. */
  public Calibration {
    Objects.requireNonNull(intervals, "intervals");
    Objects.requireNonNull(threshold, "threshold");
    if (!(threshold.orElse(0) >= 0 && threshold.orElse(0) <= 1)) {
      throw new IllegalArgumentException(threshold.getAsDouble() + " is no probability");
    }
  }

  /**
   * Without a threshold.
   *
   * @param intervals around the forecasts
   */
  public Calibration(Optional<Intervals> intervals) {
    this(intervals, OptionalDouble.empty());
  }

  /**
   * {@return the same with intervals}
   *
   * @param value the intervals around the forecasts
   */
  public Calibration withIntervals(Intervals value) {
    return new Calibration(Optional.of(value), threshold);
  }

  /**
   * {@return the same with a threshold}
   *
   * @param value from which probability on a sigmoid head's label is 1
   */
  public Calibration withThreshold(double value) {
    return new Calibration(intervals, OptionalDouble.of(value));
  }

  /**
   * {@return what the numbers of a step and target of a forecast are: those of the intervals if
   * there are any}
   *
   * @param network the head of the network, whose numbers they are otherwise
   */
  public Head head(Head network) {
    return intervals.<Head>map(Intervals::head).orElse(network);
  }
}
