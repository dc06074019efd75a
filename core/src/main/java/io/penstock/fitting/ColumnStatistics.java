package io.penstock.fitting;

import io.penstock.error.PenstockException;
import io.penstock.parts.TrainingPart;
import io.penstock.series.RowRange;

/**
 * What is known of one column's values in the training part.
 *
 * @param count how many are not missing
 * @param mean their mean; 0 if there are none
 * @param deviation their population standard deviation
 * @param least the least
 * @param greatest the greatest
 */
record ColumnStatistics(int count, double mean, double deviation, float least, float greatest) {
  /** A column's value in a row of the training part, NaN if it is missing. */
  @FunctionalInterface
  interface Values {
    float at(int row);
  }

  /**
   * Mean and variance in two passes, the second correcting the first's rounding (Chan, Golub and
   * LeVeque, 1983, "Algorithms for computing the sample variance", equation 1.7).
   *
   * @param column what messages call the column
   * @throws PenstockException with code DATA if a value is infinite
   */
  static ColumnStatistics of(TrainingPart part, String column, Values values) {
    int count = 0;
    double sum = 0;
    float least = Float.POSITIVE_INFINITY;
    float greatest = Float.NEGATIVE_INFINITY;
    for (RowRange range : part.ranges()) {
      for (int row = range.from(); row < range.to(); row++) {
        float value = values.at(row);
        if (Float.isNaN(value)) {
          continue;
        }
        if (Float.isInfinite(value)) {
          throw infinite(part, column, row);
        }
        count++;
        sum += value;
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    if (count == 0) {
      return new ColumnStatistics(0, 0, 0, 0, 0);
    }
    double mean = sum / count;
    double differences = 0;
    double squares = 0;
    for (RowRange range : part.ranges()) {
      for (int row = range.from(); row < range.to(); row++) {
        float value = values.at(row);
        if (!Float.isNaN(value)) {
          double difference = value - mean;
          differences += difference;
          squares += difference * difference;
        }
      }
    }
    double variance = (squares - differences * differences / count) / count;
    return new ColumnStatistics(
        count, mean + differences / count, Math.sqrt(Math.max(0, variance)), least, greatest);
  }

  private static PenstockException infinite(TrainingPart part, String column, int row) {
    return PenstockException.data(
        "%s has an infinite value in column %s at %s. Correct it, or leave it empty to count as missing%s.",
        part.name(),
        column,
        part.label(row),
        part.indexOf(column) < 0 ? "; a step of the preparation has computed the column" : "");
  }

  /** The greatest absolute value. */
  float size() {
    return Math.max(Math.abs(least), Math.abs(greatest));
  }

  /** The distance between the least and the greatest value. */
  double range() {
    return (double) greatest - least;
  }

  /**
   * Whether all values are the same. A range below the least normal float counts as none: it is no
   * number to divide by, as runtimes may take it for 0.
   */
  boolean isConstant() {
    return range() < Float.MIN_NORMAL;
  }
}
