package io.penstock.experiment;

import io.penstock.model.Intervals;
import java.util.Objects;

/**
 * Intervals that a model is to give around its forecasts, learnt from the validation part after
 * training.
 *
 * @param method how they follow the series
 * @param coverage the share of truths that they are to hold, in (0, 1)
 */
public record IntervalWish(Intervals.Method method, double coverage) {
  /** The coverage where none is named. */
  public static final double USUAL_COVERAGE = 0.9;

  /** Checks the coverage. */
  public IntervalWish {
    Objects.requireNonNull(method, "method");
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException("a coverage of " + coverage);
    }
  }

  /**
   * Of the usual coverage.
   *
   * @param method how they follow the series
   * @return the wish
   */
  public static IntervalWish of(Intervals.Method method) {
    return new IntervalWish(method, USUAL_COVERAGE);
  }
}
