package io.penstock.statistics;

import java.util.Arrays;

/**
 * Quantiles of numbers, by linear interpolation between the two that are nearest in order (Hyndman
 * and Fan, 1996, "Sample Quantiles in Statistical Packages", definition 7; NumPy's and R's
 * default): the place of the quantile p among n sorted numbers, counted from 0, is p · (n − 1).
 */
public final class Quantile {
  private Quantile() {}

  /**
   * {@return the quantile of numbers that are in order}
   *
   * @param sorted in ascending order, at least one
   * @param p from 0 to 1
   */
  public static double ofSorted(double[] sorted, double p) {
    double place = p * (sorted.length - 1);
    int below = (int) place;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
  }

  /**
   * {@return the quantile of numbers in any order, which they keep}
   *
   * @param numbers at least one
   * @param p from 0 to 1
   */
  public static double of(double[] numbers, double p) {
    double[] sorted = numbers.clone();
    Arrays.sort(sorted);
    return ofSorted(sorted, p);
  }

  /**
   * {@return the median; of an even number the mean of the middle two}
   *
   * @param numbers at least one
   */
  public static double median(double[] numbers) {
    return of(numbers, 0.5);
  }
}
