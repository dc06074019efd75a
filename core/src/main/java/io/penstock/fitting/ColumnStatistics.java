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
   * Mean and variance in one pass over the rows: in two over some thousand values at a time, the
   * second correcting the first's rounding, and these then put together (Chan, Golub and LeVeque,
   * 1983, "Algorithms for computing the sample variance", equations 1.5 and 1.7).
   *
   * @param column what messages call the column
   * @throws PenstockException with code DATA if a value is infinite
   */
  static ColumnStatistics of(TrainingPart part, String column, Values values) {
    Sums sums = new Sums();
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
        sums.add(value);
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    sums.close();
    if (sums.count == 0) {
      return new ColumnStatistics(0, 0, 0, 0, 0);
    }
    double variance = Math.max(0, sums.squares / sums.count);
    return new ColumnStatistics(sums.count, sums.mean, Math.sqrt(variance), least, greatest);
  }

  /** Mean and squared differences of the values so far. */
  private static final class Sums {
    private final float[] some = new float[4096];
    private int held;
    private int count;
    private double mean;
    private double squares;

    void add(float value) {
      if (held == some.length) {
        close();
      }
      some[held++] = value;
    }

    /** Takes in what is held. */
    void close() {
      if (held == 0) {
        return;
      }
      double sum = 0;
      for (int i = 0; i < held; i++) {
        sum += some[i];
      }
      double about = sum / held;
      double differences = 0;
      double ownSquares = 0;
      for (int i = 0; i < held; i++) {
        double difference = some[i] - about;
        differences += difference;
        ownSquares += difference * difference;
      }
      double ownMean = about + differences / held;
      ownSquares -= differences * differences / held;
      double all = (double) count + held;
      double apart = ownMean - mean;
      mean += apart * held / all;
      squares += ownSquares + apart * apart * count * held / all;
      count += held;
      held = 0;
    }
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
