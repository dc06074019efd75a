package io.penstock.experiment;

import java.time.LocalDateTime;

/** How a series is cut by time into a training, a validation and a test part, in that order. */
public sealed interface Split {
  /** 70 % training, 10 % validation, 20 % test. */
  Split DEFAULT = new ByFraction(0.7, 0.1);

  /**
   * By fractions of the rows; the test part has the rest.
   *
   * @param training above 0
   * @param validation at least 0
   */
  record ByFraction(double training, double validation) implements Split {
    /** Checks that the fractions leave nothing negative. */
    public ByFraction {
      if (!(training > 0) || !(validation >= 0) || !(training + validation <= 1 + 1e-9)) {
        throw new IllegalArgumentException(
            "fractions "
                + training
                + " for training and "
                + validation
                + " for validation: the first must be above 0, the second at least 0, their sum at most 1");
      }
    }
  }

  /**
   * By dates, in the series' own local time.
   *
   * @param validationFrom first time that is no longer training
   * @param testFrom first time that is no longer validation, not before {@code validationFrom}
   */
  record ByDate(LocalDateTime validationFrom, LocalDateTime testFrom) implements Split {
    /** Checks the order. */
    public ByDate {
      if (testFrom.isBefore(validationFrom)) {
        throw new IllegalArgumentException(
            "the test part begins at "
                + testFrom
                + ", before the validation part at "
                + validationFrom);
      }
    }
  }
}
