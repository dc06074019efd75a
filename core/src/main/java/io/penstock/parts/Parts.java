package io.penstock.parts;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Split;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * A series cut by time into a training, a validation and a test part, which follow one another and
 * together are all rows. The training part is never empty, the others may be.
 */
public final class Parts {
  /**
   * A boundary this close below a whole row, in rows, is the whole row: 0.7 + 0.1 is a hair below
   * 0.8.
   */
  private static final double ROUNDING = 1e-6;

  private final TrainingPart training;
  private final RowRange validation;
  private final RowRange test;

  private Parts(Series series, int trainingEnd, int validationEnd) {
    this.training = new TrainingPart(series, trainingEnd);
    this.validation = new RowRange(trainingEnd, validationEnd);
    this.test = new RowRange(validationEnd, series.rows());
  }

  /**
   * Cuts a series. With fractions of n rows, training ends before row ⌊n · training⌋ and validation
   * before row ⌊n · (training + validation)⌋, counted from 0; with dates, before the first row that
   * is not before the date.
   *
   * @throws PenstockException with code DATA if the series is empty or too short to have a training
   *     part, CONFIG if it is cut by dates and has no times, or has no row before the first date
   */
  public static Parts of(Series series, Split split) {
    if (series.rows() == 0) {
      throw PenstockException.data(
          "%s has no rows. Give it at least a few hundred to train on.", series.name());
    }
    return split instanceof Split.ByDate dates
        ? byDate(series, dates)
        : byFraction(series, (Split.ByFraction) split);
  }

  private static Parts byFraction(Series series, Split.ByFraction split) {
    int trainingEnd = boundary(series.rows(), split.training());
    int validationEnd = boundary(series.rows(), split.training() + split.validation());
    if (trainingEnd == 0) {
      throw PenstockException.data(
          "The training part is empty: %s of the %d rows of %s, from %s to %s, is less than one row. "
              + "Give it more rows, or a greater fraction to training.",
          split.training(),
          series.rows(),
          series.name(),
          RowLabel.of(series, 0),
          RowLabel.of(series, series.rows() - 1));
    }
    return new Parts(series, trainingEnd, validationEnd);
  }

  private static int boundary(int rows, double fraction) {
    return (int) Math.min(rows, Math.floor(rows * fraction + ROUNDING));
  }

  private static Parts byDate(Series series, Split.ByDate split) {
    if (!RowLabel.hasTimes(series)) {
      throw PenstockException.config(
          "%s is to be split at %s and %s, but its rows have no times. "
              + "Name its time column, or split it by fractions.",
          series.name(), split.validationFrom(), split.testFrom());
    }
    int trainingEnd = firstNotBefore(series, split.validationFrom());
    int validationEnd = firstNotBefore(series, split.testFrom());
    if (trainingEnd == 0) {
      throw PenstockException.config(
          "The training part is empty: it is to end before %s, but %s goes from %s to %s. "
              + "Let validation begin at a later date within that time.",
          split.validationFrom(),
          series.name(),
          RowLabel.time(series, 0),
          RowLabel.time(series, series.rows() - 1));
    }
    return new Parts(series, trainingEnd, validationEnd);
  }

  private static int firstNotBefore(Series series, LocalDateTime date) {
    long time = date.toInstant(ZoneOffset.UTC).toEpochMilli();
    int low = 0;
    int high = series.rows();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (series.time(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** The rows that may be learnt from, and nothing else of the series. */
  public TrainingPart training() {
    return training;
  }

  /** The rows by which training is stopped; may be empty. */
  public RowRange validation() {
    return validation;
  }

  /** The rows on which the model is judged; may be empty. */
  public RowRange test() {
    return test;
  }
}
