package io.penstock.statistics;

import org.hipparchus.distribution.continuous.ChiSquaredDistribution;

/**
 * The test of Ljung and Box (1978, "On a measure of lack of fit in time series models", Biometrika
 * 65) whether the first autocorrelations of a series are all zero: Q = n (n + 2) Σ r_k² / (n − k),
 * which then is near to χ² with as many degrees of freedom as there are lags, less the parameters
 * that were fitted.
 *
 * @param statistic Q
 * @param lags how many autocorrelations
 * @param pValue how likely so great a Q is if there are none
 */
public record LjungBox(double statistic, int lags, double pValue) {
  /**
   * Tests a series.
   *
   * @param x [row], not all the same
   * @param lags at least 1, below the number of rows
   * @param fitted parameters of the model whose residuals they are, below {@code lags}
   * @return the statistic and its p-value
   */
  public static LjungBox of(double[] x, int lags, int fitted) {
    if (lags < 1 || fitted < 0 || fitted >= lags) {
      throw new IllegalArgumentException(lags + " lags and " + fitted + " parameters");
    }
    double[] correlations = Autocorrelation.of(x, lags);
    double n = x.length;
    double sum = 0;
    for (int lag = 1; lag <= lags; lag++) {
      sum += correlations[lag] * correlations[lag] / (n - lag);
    }
    double statistic = n * (n + 2) * sum;
    double below = new ChiSquaredDistribution(lags - fitted).cumulativeProbability(statistic);
    return new LjungBox(statistic, lags, 1 - below);
  }
}
