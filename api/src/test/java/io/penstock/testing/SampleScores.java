package io.penstock.testing;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import java.util.Map;

/** Scores of point forecasts, for tests that need some. */
public final class SampleScores {
  private SampleScores() {}

  /** Scores by the metrics that every point forecast has. */
  public static Scores of(double mae, double rmse, double r2, double smape, double mase) {
    return new Scores(
        Map.of(
            Metric.MAE,
            mae,
            Metric.RMSE,
            rmse,
            Metric.R2,
            r2,
            Metric.SMAPE,
            smape,
            Metric.MASE,
            mase));
  }

  /** An evaluation beside both naive forecasts. */
  public static Evaluation evaluation(
      int windows, int season, Scores model, Scores lastValue, Scores seasonalNaive) {
    return new Evaluation(
        windows,
        season,
        Metric.MAE,
        model,
        Map.of(Baseline.LAST_VALUE, lastValue, Baseline.SEASONAL_NAIVE, seasonalNaive));
  }
}
