package io.penstock.scoring;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.network.Head;
import io.penstock.series.Series;
import java.util.Map;

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
  private final Head head;
  private final int season;
  private final double[] maseScales;

  /**
   * @param series raw values
   * @param targetColumns columns of the series that are forecast, in the order of the forecasts
   * @param lookBack rows that a window reads, at least 1
   * @param horizon rows that are forecast, at least 1
   * @param head what a forecast's numbers are
   * @param season rows of a season, at least 1
   * @param maseScales one a target, in its unit, as {@link MaseScales} gives them
   */
  public Evaluator(
      Series series,
      int[] targetColumns,
      int lookBack,
      int horizon,
      Head head,
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
    this.head = head;
    this.season = season;
    this.maseScales = maseScales.clone();
  }

  /**
   * Scores of forecasts that are handed over, of the model alone.
   *
   * @param starts first row of each window; not copied
   */
  public RunningScores running(int[] starts) {
    return new RunningScores(series, targetColumns, lookBack, horizon, head, maseScales, starts);
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
    RunningScores modelScores = running(starts);
    Tally lastValueTally = Tally.of(head, targetColumns.length);
    Tally seasonalTally = Tally.of(head, targetColumns.length);
    float[] certain = new float[head.parameters()];
    int chunk = chunk();
    for (int from = 0; from < starts.length; from += chunk) {
      int to = Math.min(from + chunk, starts.length);
      modelScores.add(forecasts(model, from, to));
      for (int window = from; window < to; window++) {
        int origin = starts[window] + lookBack - 1;
        for (int step = 0; step < horizon; step++) {
          for (int k = 0; k < targetColumns.length; k++) {
            int column = targetColumns[k];
            float truth = series.value(origin + 1 + step, column);
            Tally.certain(head, lastValue.value(origin, column, step), certain);
            lastValueTally.add(k, truth, certain, 0);
            Tally.certain(head, seasonal.value(origin, column, step), certain);
            seasonalTally.add(k, truth, certain, 0);
          }
        }
      }
    }
    return new Evaluation(
        starts.length,
        season,
        Metric.leading(head),
        modelScores.scores(),
        Map.of(
            Baseline.LAST_VALUE,
            lastValueTally.scores(maseScales),
            Baseline.SEASONAL_NAIVE,
            seasonalTally.scores(maseScales)));
  }

  private int chunk() {
    long values = (long) horizon * targetColumns.length * head.parameters();
    return (int) Math.max(1, Math.min(CHUNK_WINDOWS, CHUNK_VALUES / values));
  }

  private float[] forecasts(WindowForecasts model, int from, int to) {
    float[] forecasts = model.forecasts(from, to);
    int expected =
        Math.multiplyExact((to - from) * horizon, targetColumns.length * head.parameters());
    if (forecasts.length != expected) {
      throw new IllegalArgumentException(
          forecasts.length + " forecasts for " + (to - from) + " windows, not " + expected);
    }
    return forecasts;
  }
}
