package io.penstock.statistics;

/**
 * The test of Kwiatkowski, Phillips, Schmidt and Shin (1992, Journal of Econometrics 54) of
 * stationarity: Σ S_t² / (n² s²), where S_t are the sums of the residuals from the level or line,
 * and s² is their long-run variance with Bartlett's weights. A small p-value speaks against a
 * series that returns to its level or line.
 *
 * <p>The number of autocovariances in s² is that of Hobijn, Franses and Ooms (1998,
 * "Generalizations of the KPSS-test for stationarity", equation 13 and table 1), from the data;
 * p-values are by linear interpolation in table 1 of Kwiatkowski and others, and so are between
 * 0.01 and 0.1.
 *
 * @param statistic as above
 * @param pValue how likely so great a statistic is if the series is stationary, within [0.01, 0.1]
 * @param lags autocovariances in the long-run variance
 */
public record Kpss(double statistic, double pValue, int lags) {
  private static final double[] PROBABILITIES = {0.10, 0.05, 0.025, 0.01};
  private static final double[] LEVEL = {0.347, 0.463, 0.574, 0.739};
  private static final double[] LINE = {0.119, 0.146, 0.176, 0.216};

  /**
   * Tests a series.
   *
   * @param x [row], at least 10, not on a line
   * @param trend around what the series is taken to be stationary
   * @return the statistic and its p-value
   */
  public static Kpss of(double[] x, Trend trend) {
    double[] residuals = trend == Trend.LEVEL ? fromMean(x) : fromLine(x);
    int n = x.length;
    int lags = Math.min(n - 1, lags(residuals));
    double sum = 0;
    double squares = 0;
    for (double residual : residuals) {
      sum += residual;
      squares += sum * sum;
    }
    double variance = covariance(residuals, 0);
    for (int k = 1; k <= lags; k++) {
      variance += 2 * (1 - k / (lags + 1.0)) * covariance(residuals, k);
    }
    double statistic = squares / ((double) n * n * variance);
    return new Kpss(statistic, pValue(statistic, trend == Trend.LEVEL ? LEVEL : LINE), lags);
  }

  private static double covariance(double[] residuals, int lag) {
    double sum = 0;
    for (int t = lag; t < residuals.length; t++) {
      sum += residuals[t] * residuals[t - lag];
    }
    return sum / residuals.length;
  }

  /** Hobijn's and others' automatic bandwidth for Bartlett's weights. */
  private static int lags(double[] residuals) {
    int n = residuals.length;
    int some = (int) Math.pow(n, 2.0 / 9);
    double zeroth = covariance(residuals, 0);
    double first = 0;
    for (int k = 1; k <= some; k++) {
      double covariance = 2 * covariance(residuals, k);
      zeroth += covariance;
      first += k * covariance;
    }
    double ratio = first / zeroth;
    return (int) (1.1447 * Math.cbrt(ratio * ratio) * Math.cbrt(n));
  }

  private static double[] fromMean(double[] x) {
    double mean = Moments.mean(x);
    double[] residuals = new double[x.length];
    for (int t = 0; t < x.length; t++) {
      residuals[t] = x[t] - mean;
    }
    return residuals;
  }

  /** Residuals from the line of least squares. */
  static double[] fromLine(double[] x) {
    double[] residuals = fromMean(x);
    double middle = (x.length - 1) / 2.0;
    double products = 0;
    double squares = 0;
    for (int t = 0; t < x.length; t++) {
      products += (t - middle) * residuals[t];
      squares += (t - middle) * (t - middle);
    }
    for (int t = 0; t < x.length; t++) {
      residuals[t] -= products / squares * (t - middle);
    }
    return residuals;
  }

  private static double pValue(double statistic, double[] critical) {
    int last = critical.length - 1;
    if (statistic <= critical[0]) {
      return PROBABILITIES[0];
    }
    for (int k = 1; k <= last; k++) {
      if (statistic <= critical[k]) {
        double part = (statistic - critical[k - 1]) / (critical[k] - critical[k - 1]);
        return PROBABILITIES[k - 1] + part * (PROBABILITIES[k] - PROBABILITIES[k - 1]);
      }
    }
    return PROBABILITIES[last];
  }
}
