package io.penstock.statistics;

/** How a series goes with itself some rows before. */
public final class Autocorrelation {
  private Autocorrelation() {}

  /**
   * The sample autocorrelations r_k = Σ (x_t − x̄)(x_{t−k} − x̄) / Σ (x_t − x̄)² of the lags 0 to
   * {@code most} (Box, Jenkins, Reinsel and Ljung, "Time Series Analysis", 5th edition, equation
   * 2.1.13): with the same divisor for all lags, so that they are those of a possible process.
   *
   * @param x [row], none missing
   * @param most greatest lag, at least 0 and below the number of rows
   * @return [lag]; NaN where all values are the same
   */
  public static double[] of(double[] x, int most) {
    if (most < 0 || most >= x.length) {
      throw new IllegalArgumentException("lag " + most + " of " + x.length + " values");
    }
    double mean = Moments.mean(x);
    double[] centred = new double[x.length];
    for (int t = 0; t < x.length; t++) {
      centred[t] = x[t] - mean;
    }
    double[] correlations = new double[most + 1];
    for (int lag = 0; lag <= most; lag++) {
      double sum = 0;
      for (int t = lag; t < x.length; t++) {
        sum += centred[t] * centred[t - lag];
      }
      correlations[lag] = sum;
    }
    double squares = correlations[0];
    for (int lag = 0; lag <= most; lag++) {
      correlations[lag] /= squares;
    }
    return correlations;
  }
}
