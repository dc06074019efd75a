package io.penstock.steps.numeric;

import java.util.Arrays;
import java.util.function.IntPredicate;

/** Numbers of which none is missing, and what is said of them all. */
public final class Sample {
  private final float[] values;
  private final double mean;
  private final double deviation;
  private final float least;
  private final float greatest;
  private boolean sorted;

  private Sample(float[] values) {
    this.values = values;
    double sum = 0;
    float low = Float.POSITIVE_INFINITY;
    float high = Float.NEGATIVE_INFINITY;
    for (float value : values) {
      sum += value;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
    double rough = sum / values.length;
    double differences = 0;
    double squares = 0;
    for (float value : values) {
      double difference = value - rough;
      differences += difference;
      squares += difference * difference;
    }
    // The second pass corrects the first one's rounding (Chan, Golub and LeVeque, 1983).
    mean = rough + differences / values.length;
    double variance = (squares - differences * differences / values.length) / values.length;
    deviation = Math.sqrt(Math.max(0, variance));
    least = low;
    greatest = high;
  }

  /**
   * {@return those of some values that are not missing}
   *
   * @param values [row], NaN where one is missing; not changed
   */
  public static Sample of(float[] values) {
    return of(values, row -> true);
  }

  /**
   * {@return those in the rows that are chosen}
   *
   * @param values [row], NaN where one is missing
   * @param chosen whether a row counts
   */
  public static Sample of(float[] values, IntPredicate chosen) {
    float[] known = new float[values.length];
    int count = 0;
    for (int row = 0; row < values.length; row++) {
      if (!Float.isNaN(values[row]) && chosen.test(row)) {
        known[count++] = values[row];
      }
    }
    return new Sample(count == known.length ? known : Arrays.copyOf(known, count));
  }

  /** {@return how many there are} */
  public int count() {
    return values.length;
  }

  /** {@return their mean; NaN if there are none} */
  public double mean() {
    return mean;
  }

  /** {@return the population standard deviation} */
  public double deviation() {
    return deviation;
  }

  /** {@return the least} */
  public float least() {
    return least;
  }

  /** {@return the greatest} */
  public float greatest() {
    return greatest;
  }

  /**
   * {@return whether all are the same} A range below the least normal float counts as none: it is
   * no number to divide by, as runtimes may take it for 0.
   */
  public boolean isConstant() {
    return (double) greatest - least < Float.MIN_NORMAL;
  }

  /**
   * {@return a quantile, by linear interpolation between the two that are nearest in order, as
   * NumPy's method {@code linear}: the place of the quantile p among n sorted numbers, counted from
   * 0, is p · (n − 1)}
   *
   * @param p from 0 to 1
   */
  public double quantile(double p) {
    if (!sorted) {
      Arrays.sort(values);
      sorted = true;
    }
    double place = p * (values.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(below + 1, values.length - 1);
    return values[below] + (place - below) * ((double) values[above] - values[below]);
  }

  /** {@return the median} */
  public double median() {
    return quantile(0.5);
  }

  /** {@return all of them, in no order that counts; not to be changed} */
  public float[] values() {
    return values;
  }
}
