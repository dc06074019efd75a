package io.penstock.backtesting;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How a series is cut into folds. Parts are rows at the end of each series: the last fold's test
 * part ends with the series, that of the fold before so many steps earlier, and so on; of several
 * series each by itself, counted from its own end. Within a fold the parts are those of {@link
 * io.penstock.experiment.Split.ByCount}: training, validation, test, and the purge gap of the
 * experiment's split before the later two.
 *
 * <pre>{@code
 * BacktestPlan plan = BacktestPlan.DEFAULT.withFolds(8).withTestRows(28).withRefitEvery(4);
 * }</pre>
 *
 * @param origin where training parts begin
 * @param folds at least 1
 * @param step rows from the end of one test part to that of the next, at least 1; empty for as many
 *     as the test part has, so that test parts follow one another
 * @param testRows rows of each test part, at least 1; empty for those of the experiment's split if
 *     it counts rows, else for a tenth of the series, and at least the horizon. Of several series
 *     the median length is meant
 * @param validationRows rows of each validation part, at least 0; empty for as many as the
 *     experiment's split makes of the series, and if that are some, at least the horizon
 * @param trainingRows rows of each training part where the origin slides, at least 1; empty for as
 *     many as the first fold can have, of several series that of the median length. Where a series
 *     has fewer before its validation part, all of them
 * @param refitEvery a model is trained in the first fold and in every so manieth after it, at least
 *     1; the folds between ask the latest model, as it is
 */
public record BacktestPlan(
    Origin origin,
    int folds,
    OptionalInt step,
    OptionalInt testRows,
    OptionalInt validationRows,
    OptionalInt trainingRows,
    int refitEvery) {
  /** Five folds of an expanding origin, one after the other, a model for each. */
  public static final BacktestPlan DEFAULT =
      new BacktestPlan(
          Origin.EXPANDING,
          5,
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          OptionalInt.empty(),
          1);

  /** Checks the ranges. */
  public BacktestPlan {
    Objects.requireNonNull(origin, "origin");
    requireAtLeast("folds", folds, 1);
    requireAtLeast("step", step.orElse(1), 1);
    requireAtLeast("test rows", testRows.orElse(1), 1);
    requireAtLeast("validation rows", validationRows.orElse(0), 0);
    requireAtLeast("training rows", trainingRows.orElse(1), 1);
    requireAtLeast("refit every", refitEvery, 1);
    if (trainingRows.isPresent() && origin == Origin.EXPANDING) {
      throw new IllegalArgumentException(
          "so many training rows go with a sliding origin; with an expanding one they grow");
    }
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " " + value + " is below " + least);
    }
  }

  /**
   * {@return the same with another origin; an expanding one knows no number of training rows}
   *
   * @param value where training parts begin
   */
  public BacktestPlan withOrigin(Origin value) {
    return new BacktestPlan(
        value,
        folds,
        step,
        testRows,
        validationRows,
        value == Origin.SLIDING ? trainingRows : OptionalInt.empty(),
        refitEvery);
  }

  /**
   * {@return the same with so many folds}
   *
   * @param value how many, at least 1
   */
  public BacktestPlan withFolds(int value) {
    return new BacktestPlan(
        origin, value, step, testRows, validationRows, trainingRows, refitEvery);
  }

  /**
   * {@return the same with so many rows from the end of one test part to that of the next}
   *
   * @param value rows from the end of one test part to that of the next, at least 1
   */
  public BacktestPlan withStep(int value) {
    return new BacktestPlan(
        origin, folds, OptionalInt.of(value), testRows, validationRows, trainingRows, refitEvery);
  }

  /**
   * {@return the same with so many rows in each test part}
   *
   * @param value rows of each test part, at least 1
   */
  public BacktestPlan withTestRows(int value) {
    return new BacktestPlan(
        origin, folds, step, OptionalInt.of(value), validationRows, trainingRows, refitEvery);
  }

  /**
   * {@return the same with so many rows in each validation part}
   *
   * @param value rows of each validation part, at least 0
   */
  public BacktestPlan withValidationRows(int value) {
    return new BacktestPlan(
        origin, folds, step, testRows, OptionalInt.of(value), trainingRows, refitEvery);
  }

  /**
   * {@return the same with a sliding origin and so many rows in each training part}
   *
   * @param value rows of each training part where the origin slides, at least 1
   */
  public BacktestPlan withTrainingRows(int value) {
    return new BacktestPlan(
        Origin.SLIDING, folds, step, testRows, validationRows, OptionalInt.of(value), refitEvery);
  }

  /**
   * {@return the same with a model trained in every so manieth fold}
   *
   * @param value a model is trained in the first fold and in every so manieth after it, at least 1
   */
  public BacktestPlan withRefitEvery(int value) {
    return new BacktestPlan(origin, folds, step, testRows, validationRows, trainingRows, value);
  }
}
