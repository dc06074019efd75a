package io.penstock.cli.report;

import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.Arrays;
import java.util.PriorityQueue;

/**
 * How far values usually go: three interquartile ranges beyond the quartiles, what is farther being
 * far out (Tukey, 1977, "Exploratory Data Analysis").
 */
final class Fences {
  private static final double RANGES = 3;

  /** Values from which quartiles are taken; of more, some that are spread evenly. */
  private static final int SAMPLE = 100_000;

  final double lower;
  final double upper;
  final long beyond;

  private Fences(double lower, double upper, long beyond) {
    this.lower = lower;
    this.upper = upper;
    this.beyond = beyond;
  }

  static Fences of(Series series, RowRange rows, int column) {
    int stride = (rows.size() - 1) / SAMPLE + 1;
    double[] sorted = new double[(rows.size() - 1) / stride + 1];
    int count = 0;
    for (int row = rows.from(); row < rows.to(); row += stride) {
      double value = series.value(row, column);
      if (!Double.isNaN(value)) {
        sorted[count++] = value;
      }
    }
    sorted = Arrays.copyOf(sorted, count);
    Arrays.sort(sorted);
    if (count < 4) {
      return new Fences(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0);
    }
    double low = sorted[(count - 1) / 4];
    double high = sorted[count - 1 - (count - 1) / 4];
    if (low == high) {
      // Half of the values are the same, as zeros are: then all others would be far out.
      return new Fences(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, 0);
    }
    Fences fences = new Fences(low - RANGES * (high - low), high + RANGES * (high - low), 0);
    long beyond = 0;
    for (int row = rows.from(); row < rows.to(); row++) {
      if (fences.distance(series.value(row, column)) > 0) {
        beyond++;
      }
    }
    return new Fences(fences.lower, fences.upper, beyond);
  }

  /** How far beyond the fence a value is; 0 within. */
  private double distance(double value) {
    return Math.max(0, Math.max(lower - value, value - upper));
  }

  /** Rows of the values that are farthest out, in order. */
  int[] beyond(Series series, RowRange rows, int column, int most) {
    if (beyond == 0) {
      return new int[0];
    }
    PriorityQueue<Integer> farthest =
        new PriorityQueue<>(
            (a, b) ->
                Double.compare(
                    distance(series.value(a, column)), distance(series.value(b, column))));
    for (int row = rows.from(); row < rows.to(); row++) {
      if (distance(series.value(row, column)) > 0) {
        farthest.add(row);
        if (farthest.size() > most) {
          farthest.remove();
        }
      }
    }
    return farthest.stream().mapToInt(Integer::intValue).sorted().toArray();
  }
}
