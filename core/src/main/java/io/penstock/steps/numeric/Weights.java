package io.penstock.steps.numeric;

import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Weights of filters, that of the row itself first. */
public final class Weights {
  private Weights() {}

  /**
   * {@return the share that an average gives to its newest value, by its span: 2 / (span + 1)}
   *
   * @param span in rows, at least 1
   */
  public static double shareOfSpan(double span) {
    return 2 / (span + 1);
  }

  /**
   * After how many rows an average has all but one percent of its weight.
   *
   * @param share of the newest value, above 0 and at most 1
   * @return rows, at least 1
   */
  public static int rowsOfAlmostAll(double share) {
    return share >= 1
        ? 1
        : Math.max(1, (int) Math.min(1e6, Math.ceil(Math.log(0.01) / Math.log1p(-share))));
  }

  /**
   * An exponential average of the last rows, {@code (1 − share)^j} each, divided by their sum.
   *
   * @param share of the newest value, above 0 and at most 1
   * @param rows how many, at least 1
   * @return [row back]
   */
  public static double[] exponential(double share, int rows) {
    double[] weights = new double[rows];
    double sum = 0;
    for (int j = 0; j < rows; j++) {
      weights[j] = Math.pow(1 - share, j);
      sum += weights[j];
    }
    for (int j = 0; j < rows; j++) {
      weights[j] /= sum;
    }
    return weights;
  }

  /**
   * A running average as charts have it, begun so many rows before: the plain mean of the first
   * {@code begin} rows, from which each later one takes its share.
   *
   * @param share of each later row
   * @param begin rows of the plain mean
   * @param rows all rows, at least {@code begin}
   * @return [row back]
   */
  public static double[] begun(double share, int begin, int rows) {
    double[] weights = new double[rows];
    double rest = 1;
    for (int j = 0; j < rows - begin; j++) {
      weights[j] = share * rest;
      rest *= 1 - share;
    }
    Arrays.fill(weights, rows - begin, rows, rest / begin);
    return weights;
  }

  /**
   * {@return a difference of two filters, the shorter one as if it went on with zeros}
   *
   * @param left is taken from
   * @param right is taken
   */
  public static double[] difference(double[] left, double[] right) {
    double[] difference = Arrays.copyOf(left, Math.max(left.length, right.length));
    for (int j = 0; j < right.length; j++) {
      difference[j] -= right[j];
    }
    return difference;
  }

  /**
   * {@return as formulas take them}
   *
   * @param weights of a filter, the newest row's first
   */
  public static List<Float> rounded(double[] weights) {
    return DoubleStream.of(weights).mapToObj(weight -> (float) weight).toList();
  }
}
