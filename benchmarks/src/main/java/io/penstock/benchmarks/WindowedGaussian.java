package io.penstock.benchmarks;

import org.hipparchus.special.Erf;

/**
 * The detector of that name in the Numenta Anomaly Benchmark, which needs no model: how improbable
 * a value is by the normal distribution of the last 6 400, which is estimated anew every 100 rows
 * once there are so many.
 */
final class WindowedGaussian {
  private static final int WINDOW = 6400;
  private static final int STEP = 100;
  private static final double LEAST_DEVIATION = 1e-6;

  private WindowedGaussian() {}

  /** Scores in [0, 1], the higher the more anomalous, one a value; of each from those before it. */
  static double[] scores(float[] values) {
    double[] scores = new double[values.length];
    int from = 0;
    int to = 0;
    double mean = 0;
    double deviation = 1;
    for (int row = 0; row < values.length; row++) {
      if (row > 0) {
        double distance = Math.abs(values[row] - mean) / deviation;
        scores[row] = 1 - 0.5 * Erf.erfc(distance / Math.sqrt(2));
      }
      boolean filling = row < WINDOW;
      if (filling || row + 1 - to == STEP) {
        to = row + 1;
        from = Math.max(0, to - WINDOW);
        mean = mean(values, from, to);
        deviation = deviation(values, from, to, mean);
      }
    }
    return scores;
  }

  private static double mean(float[] values, int from, int to) {
    double sum = 0;
    for (int row = from; row < to; row++) {
      sum += values[row];
    }
    return sum / (to - from);
  }

  private static double deviation(float[] values, int from, int to, double mean) {
    double squares = 0;
    for (int row = from; row < to; row++) {
      squares += (values[row] - mean) * (values[row] - mean);
    }
    double deviation = Math.sqrt(squares / (to - from));
    return deviation == 0 ? LEAST_DEVIATION : deviation;
  }
}
