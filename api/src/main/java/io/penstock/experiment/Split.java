package io.penstock.experiment;

import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Optional;

/**
 * How a series is cut by time into a training, a validation and a test part, in that order; of
 * several series each by itself, or whole series go to one part each.
 *
 * <p>A purge gap leaves rows out before the validation part and before the test part, so that no
 * truth that is learnt from is nearer to one that is judged by than the gap. The rows of the gap
 * are no window's truth; windows of the later part may read them, and the rows before them, in
 * their look-back, as they are known when the forecast is made.
 */
public sealed interface Split {
  /** 70 % training, 10 % validation, 20 % test. */
  Split DEFAULT = new ByFraction(0.7, 0.1);

  /** {@return rows left out before the validation part and before the test part, at least 0} */
  int purge();

  /**
   * {@return the same with a purge gap of so many rows}
   *
   * @param rows at least 0
   */
  Split withPurge(int rows);

  /**
   * By fractions of the rows; the test part has the rest. A purge gap shortens the part before it.
   *
   * @param training above 0
   * @param validation at least 0
   * @param purge rows left out before a later part, at least 0
   */
  record ByFraction(double training, double validation, int purge) implements Split {
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
      requirePurge(purge);
    }

    /**
     * Without a purge gap.
     *
     * @param training above 0
     * @param validation at least 0
     */
    public ByFraction(double training, double validation) {
      this(training, validation, 0);
    }

    @Override
    public Split withPurge(int rows) {
      return new ByFraction(training, validation, rows);
    }
  }

  /**
   * By dates, in the series' own local time. A purge gap shortens the part before it.
   *
   * @param validationFrom first time that is no longer training
   * @param testFrom first time that is no longer validation, not before {@code validationFrom}
   * @param purge rows left out before a later part, at least 0
   */
  record ByDate(LocalDateTime validationFrom, LocalDateTime testFrom, int purge) implements Split {
    /** Checks the order. */
    public ByDate {
      if (testFrom.isBefore(validationFrom)) {
        throw new IllegalArgumentException(
            "the test part begins at "
                + testFrom
                + ", before the validation part at "
                + validationFrom);
      }
      requirePurge(purge);
    }

    /**
     * Without a purge gap.
     *
     * @param validationFrom first time that is no longer training
     * @param testFrom first time that is no longer validation, not before {@code validationFrom}
     */
    public ByDate(LocalDateTime validationFrom, LocalDateTime testFrom) {
      this(validationFrom, testFrom, 0);
    }

    @Override
    public Split withPurge(int rows) {
      return new ByDate(validationFrom, testFrom, rows);
    }
  }

  /**
   * By counts of rows at the end; the training part has the rest. A purge gap shortens the training
   * part alone.
   *
   * @param validation rows of the validation part, at least 0
   * @param test rows of the test part, at least 0
   * @param purge rows left out before a later part, at least 0
   */
  record ByCount(int validation, int test, int purge) implements Split {
    /** Checks that nothing is negative. */
    public ByCount {
      if (validation < 0 || test < 0) {
        throw new IllegalArgumentException(
            validation + " rows for validation and " + test + " for test: none may be below 0");
      }
      requirePurge(purge);
    }

    /**
     * Without a purge gap.
     *
     * @param validation rows of the validation part, at least 0
     * @param test rows of the test part, at least 0
     */
    public ByCount(int validation, int test) {
      this(validation, test, 0);
    }

    @Override
    public Split withPurge(int rows) {
      return new ByCount(validation, test, rows);
    }
  }

  /**
   * Of several series whole ones: each belongs to one part with all its rows. Which ones is drawn,
   * the same for the same seed, class by class if they are to be in the same shares in all parts.
   *
   * @param validation share of the series, at least 0
   * @param test share of the series, at least 0, together with the other below 1
   * @param seed of the draw
   * @param classes the column whose last value is the class of a series; empty to draw from all
   */
  record BySeries(double validation, double test, long seed, Optional<String> classes)
      implements Split {
    /** Checks that the shares leave something to train on. */
    public BySeries {
      Objects.requireNonNull(classes, "classes");
      if (!(validation >= 0) || !(test >= 0) || !(validation + test < 1)) {
        throw new IllegalArgumentException(
            "shares of "
                + validation
                + " for validation and "
                + test
                + " for test: none may be below 0, and their sum must be below 1");
      }
    }

    /**
     * Drawn from all.
     *
     * @param validation share of the series, at least 0
     * @param test share of the series, at least 0, together with the other below 1
     * @param seed of the draw
     */
    public BySeries(double validation, double test, long seed) {
      this(validation, test, seed, Optional.empty());
    }

    /**
     * {@return the same, class by class}
     *
     * @param column of the classes
     */
    public BySeries byClass(String column) {
      return new BySeries(validation, test, seed, Optional.of(column));
    }

    /** Nothing: no row of one series is near one of another. */
    @Override
    public int purge() {
      return 0;
    }

    /**
     * @throws IllegalArgumentException if there are rows to leave out
     */
    @Override
    public Split withPurge(int rows) {
      if (rows != 0) {
        throw new IllegalArgumentException(
            "a purge gap of " + rows + " rows between parts of whole series");
      }
      return this;
    }
  }

  private static void requirePurge(int rows) {
    if (rows < 0) {
      throw new IllegalArgumentException("a purge gap of " + rows + " rows");
    }
  }
}
