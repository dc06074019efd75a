package io.penstock.scoring;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.SeriesScores;
import io.penstock.network.Head;
import io.penstock.parts.Sequences;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
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
  private final double[][] maseScales;

  /**
   * @param series raw values
   * @param targetColumns columns of the series that are forecast, in the order of the forecasts
   * @param lookBack rows that a window reads, at least 1
   * @param horizon rows that are forecast, at least 1
   * @param head what a forecast's numbers are
   * @param season rows of a season, at least 1
   * @param maseScales one a target, in its unit, by the id of a series, as {@link MaseScales} gives
   *     them; a series without has no MASE
   */
  public Evaluator(
      Series series,
      int[] targetColumns,
      int lookBack,
      int horizon,
      Head head,
      int season,
      Map<String, List<Double>> maseScales) {
    if (lookBack < 1 || horizon < 1 || season < 1) {
      throw new IllegalArgumentException(
          "look-back " + lookBack + ", horizon " + horizon + ", season " + season);
    }
    if (maseScales.values().stream().anyMatch(scales -> scales.size() != targetColumns.length)) {
      throw new IllegalArgumentException(
          maseScales + " are not scales of " + targetColumns.length + " targets");
    }
    this.series = series;
    this.targetColumns = targetColumns.clone();
    this.lookBack = lookBack;
    this.horizon = horizon;
    this.head = head;
    this.season = season;
    this.maseScales = new double[series.members().size()][];
    for (int member = 0; member < this.maseScales.length; member++) {
      this.maseScales[member] =
          maseScales
              .getOrDefault(
                  series.members().get(member).id(),
                  Collections.nCopies(targetColumns.length, Double.NaN))
              .stream()
              .mapToDouble(Double::doubleValue)
              .toArray();
    }
  }

  /**
   * The scores of forecasts that are the truth: NaN where a metric is not defined on the windows.
   *
   * @param starts first row of each window
   */
  public Scores perfect(int[] starts) {
    SeriesTally tally = new SeriesTally(head, targetColumns.length, maseScales);
    float[] certain = new float[head.parameters()];
    for (int start : starts) {
      int member = series.memberAt(start);
      for (int row = start + lookBack; row < start + lookBack + horizon; row++) {
        for (int k = 0; k < targetColumns.length; k++) {
          float truth = series.value(row, targetColumns[k]);
          Tally.certain(head, truth, certain);
          tally.add(member, k, truth, certain, 0);
        }
      }
    }
    return tally.scores();
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
    SeriesTally lastValueTally = new SeriesTally(head, targetColumns.length, maseScales);
    SeriesTally seasonalTally = new SeriesTally(head, targetColumns.length, maseScales);
    int[] windows = new int[maseScales.length];
    float[] certain = new float[head.parameters()];
    int chunk = chunk();
    for (int from = 0; from < starts.length; from += chunk) {
      int to = Math.min(from + chunk, starts.length);
      modelScores.add(forecasts(model, from, to));
      for (int window = from; window < to; window++) {
        int origin = starts[window] + lookBack - 1;
        int member = series.memberAt(origin);
        windows[member]++;
        for (int step = 0; step < horizon; step++) {
          for (int k = 0; k < targetColumns.length; k++) {
            int column = targetColumns[k];
            float truth = series.value(origin + 1 + step, column);
            Tally.certain(head, lastValue.value(origin, column, step), certain);
            lastValueTally.add(member, k, truth, certain, 0);
            Tally.certain(head, seasonal.value(origin, column, step), certain);
            seasonalTally.add(member, k, truth, certain, 0);
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
            lastValueTally.scores(),
            Baseline.SEASONAL_NAIVE,
            seasonalTally.scores()),
        ofSeries(windows, modelScores, lastValueTally, seasonalTally));
  }

  /** Of each series that has a window; none where there is one series, or each has one window. */
  private List<SeriesScores> ofSeries(
      int[] windows, RunningScores model, SeriesTally lastValue, SeriesTally seasonal) {
    List<SeriesScores> ofSeries = new ArrayList<>();
    boolean worthIt = series.members().size() > 1 && !Sequences.are(series);
    for (int member = 0; worthIt && member < windows.length; member++) {
      if (windows[member] > 0) {
        ofSeries.add(
            new SeriesScores(
                series.members().get(member).id(),
                windows[member],
                model.scores(member),
                Map.of(
                    Baseline.LAST_VALUE,
                    lastValue.scores(member),
                    Baseline.SEASONAL_NAIVE,
                    seasonal.scores(member))));
      }
    }
    return ofSeries;
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
