package io.penstock.scoring;

import io.penstock.evaluation.Evaluation;
import io.penstock.series.Series;

/** Scores a model beside the naive forecasts, on the same windows. */
public final class Evaluator {
  /** Windows that are forecast at once: enough for a backend to be quick. */
  private static final int CHUNK_WINDOWS = 512;

  /** Values that are forecast at once, at most, unless one window has more: 4 MiB. */
  private static final int CHUNK_VALUES = 1 << 20;

  private final Series series;
  private final int[] targetColumns;
  private final int lookBack;
  private final int horizon;
  private final int season;
  private final double[] maseScales;

  /**
   * @param series raw values
   * @param targetColumns columns of the series that are forecast, in the order of the forecasts
   * @param lookBack rows that a window reads, at least 1
   * @param horizon rows that are forecast, at least 1
   * @param season rows of a season, at least 1
   * @param maseScales one a target, in its unit, as {@link MaseScales} gives them
   */
  public Evaluator(
      Series series,
      int[] targetColumns,
      int lookBack,
      int horizon,
      int season,
      double[] maseScales) {
    if (lookBack < 1 || horizon < 1 || season < 1) {
      throw new IllegalArgumentException(
          "look-back " + lookBack + ", horizon " + horizon + ", season " + season);
    }
    if (maseScales.length != targetColumns.length) {
      throw new IllegalArgumentException(
          maseScales.length + " scales for " + targetColumns.length + " targets");
    }
    this.series = series;
    this.targetColumns = targetColumns.clone();
    this.lookBack = lookBack;
    this.horizon = horizon;
    this.season = season;
    this.maseScales = maseScales.clone();
  }

  /**
   * Scores the forecasts of windows. With no windows all scores are NaN.
   *
   * @param starts first row of each window
   * @param model asked for each window once, in order
   */
  public Evaluation evaluate(int[] starts, WindowForecasts model) {
    NaiveForecast lastValue = NaiveForecast.lastValue(series);
    NaiveForecast seasonal = NaiveForecast.seasonal(series, season);
    ScoreSum modelSum = new ScoreSum(targetColumns.length);
    ScoreSum lastValueSum = new ScoreSum(targetColumns.length);
    ScoreSum seasonalSum = new ScoreSum(targetColumns.length);
    int chunk = chunk();
    for (int from = 0; from < starts.length; from += chunk) {
      int to = Math.min(from + chunk, starts.length);
      float[] forecasts = forecasts(model, from, to);
      int at = 0;
      for (int window = from; window < to; window++) {
        int origin = starts[window] + lookBack - 1;
        for (int step = 0; step < horizon; step++) {
          for (int k = 0; k < targetColumns.length; k++) {
            int column = targetColumns[k];
            float truth = series.value(origin + 1 + step, column);
            modelSum.add(k, truth, forecasts[at++]);
            lastValueSum.add(k, truth, lastValue.value(origin, column, step));
            seasonalSum.add(k, truth, seasonal.value(origin, column, step));
          }
        }
      }
    }
    return new Evaluation(
        starts.length,
        season,
        modelSum.scores(maseScales),
        lastValueSum.scores(maseScales),
        seasonalSum.scores(maseScales));
  }

  private int chunk() {
    long values = (long) horizon * targetColumns.length;
    return (int) Math.max(1, Math.min(CHUNK_WINDOWS, CHUNK_VALUES / values));
  }

  private float[] forecasts(WindowForecasts model, int from, int to) {
    float[] forecasts = model.forecasts(from, to);
    int expected = Math.multiplyExact((to - from) * horizon, targetColumns.length);
    if (forecasts.length != expected) {
      throw new IllegalArgumentException(
          forecasts.length + " forecasts for " + (to - from) + " windows, not " + expected);
    }
    return forecasts;
  }
}
