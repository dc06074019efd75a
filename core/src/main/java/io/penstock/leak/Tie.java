package io.penstock.leak;

import io.penstock.statistics.Moments;
import java.util.Arrays;

/** How closely columns of the same rows go together, NaN being a missing value. */
public final class Tie {
  private static final int LEAST_ROWS = 10;

  private Tie() {}

  /**
   * {@return Pearson's correlation over the rows in which neither is missing; NaN of few rows or a
   * constant}
   *
   * @param one [row], NaN where missing
   * @param other [row], as many
   */
  public static double correlation(float[] one, float[] other) {
    double[] some = new double[one.length];
    double[] others = new double[one.length];
    int count = 0;
    for (int i = 0; i < one.length; i++) {
      if (!Float.isNaN(one[i]) && !Float.isNaN(other[i])) {
        some[count] = one[i];
        others[count++] = other[i];
      }
    }
    return count < LEAST_ROWS
        ? Double.NaN
        : Moments.correlation(Arrays.copyOf(some, count), Arrays.copyOf(others, count));
  }

  /**
   * {@return whether two columns that are not constant add up to a third, but for rounding}
   *
   * @param one [row], NaN where missing
   * @param other [row], as many
   * @param sum [row], as many
   */
  public static boolean addUp(float[] one, float[] other, float[] sum) {
    int count = 0;
    for (int i = 0; i < sum.length; i++) {
      double difference = (double) one[i] + other[i] - sum[i];
      if (Double.isNaN(difference)) {
        continue;
      }
      double size = Math.abs((double) one[i]) + Math.abs((double) other[i]);
      if (Math.abs(difference) > 1e-6 * size) {
        return false;
      }
      count++;
    }
    return count >= LEAST_ROWS && isVaried(one) && isVaried(other);
  }

  private static boolean isVaried(float[] values) {
    float first = values[0];
    for (float value : values) {
      if (value != first && !Float.isNaN(value)) {
        return true;
      }
    }
    return false;
  }
}
