package io.penstock.trials;

import io.penstock.error.PenstockException;
import java.util.Objects;

/**
 * A trial that was begun and could not be brought to its scores, as one whose loss became NaN.
 *
 * @param trial which
 * @param error why
 */
public record FailedTrial(TrialOutline trial, PenstockException error) {
  /** Checks that both are there. */
  public FailedTrial {
    Objects.requireNonNull(trial, "trial");
    Objects.requireNonNull(error, "error");
  }

  /** {@return the error, saying which trial it is about} */
  public PenstockException named() {
    return named(trial.name(), error);
  }

  static PenstockException named(String trial, PenstockException error) {
    return new PenstockException(error.code(), "Trial " + trial + ": " + error.getMessage(), error);
  }
}
