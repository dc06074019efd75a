package io.penstock.diagnosis;

import io.penstock.statistics.Moments;
import java.util.Arrays;

/**
 * Forecasts of one target from consecutive windows, beside what came.
 *
 * @param target its name, with that of the series where there are several
 * @param season rows of a season
 * @param values [row], what came: value {@code i + step} is that of window {@code i}, that many
 *     steps ahead
 * @param forecasts [step][window]
 */
record Run(String target, int season, double[] values, double[][] forecasts) {
  int windows() {
    return forecasts[0].length;
  }

  int horizon() {
    return forecasts.length;
  }

  /** Windows before this one lack what the naive forecasts repeat. */
  int first() {
    return Math.min(season, windows());
  }

  /** How many windows are judged beside the naive forecasts. */
  int judged() {
    return windows() - first();
  }

  /** Residuals, truth less forecast, so many steps ahead, counted from 0. */
  double[] residuals(int step) {
    double[] residuals = new double[windows()];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = values[i + step] - forecasts[step][i];
    }
    return residuals;
  }

  /** The naive forecast that repeats the last rows, so many. */
  private double naive(int window, int step, int rows) {
    return values[window - rows + step % rows];
  }

  /** Mean absolute error of the model, over all steps. */
  double error() {
    return mean((i, step) -> values[i + step] - forecasts[step][i]);
  }

  /** Mean absolute error of the forecast that repeats the last rows, so many. */
  double naiveError(int rows) {
    return mean((i, step) -> values[i + step] - naive(i, step, rows));
  }

  /** Mean absolute distance of the model's forecast from the one that repeats the last rows. */
  double distance(int rows) {
    return mean((i, step) -> forecasts[step][i] - naive(i, step, rows));
  }

  /** The error of the better naive forecast. */
  double bestNaiveError() {
    return Math.min(naiveError(1), naiveError(season));
  }

  private interface Difference {
    double of(int window, int step);
  }

  private double mean(Difference difference) {
    double sum = 0;
    for (int step = 0; step < horizon(); step++) {
      for (int i = first(); i < windows(); i++) {
        sum += Math.abs(difference.of(i, step));
      }
    }
    return sum / ((double) horizon() * judged());
  }

  /**
   * Correlations of the nearest forecast with what came so many rows before the row it is for.
   *
   * @return [lag], from 0 to one above the season
   */
  double[] crossCorrelations() {
    int most = first() + 1;
    double[] nearest = Arrays.copyOfRange(forecasts[0], most, windows());
    double[] correlations = new double[most + 1];
    for (int lag = 0; lag <= most; lag++) {
      correlations[lag] =
          Moments.correlation(nearest, Arrays.copyOfRange(values, most - lag, windows() - lag));
    }
    return correlations;
  }
}
