package io.penstock.cli.report;

import java.util.Arrays;

/**
 * How far some forecasts are from what came.
 *
 * @param count of forecasts
 * @param absolute mean of |truth − forecast|
 * @param mean of truth − forecast
 */
record Errors(int count, double absolute, double mean) {
  static Errors of(ForecastSample sample, int member, int target, int step) {
    double[] residuals = Residuals.of(sample, member, target, step).present();
    return new Errors(
        residuals.length,
        Arrays.stream(residuals).map(Math::abs).average().orElse(Double.NaN),
        Arrays.stream(residuals).average().orElse(Double.NaN));
  }
}
