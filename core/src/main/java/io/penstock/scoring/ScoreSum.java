package io.penstock.scoring;

import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import java.util.Map;

/**
 * Adds up pairs of truth and forecast, in double precision, and gives their {@link Scores}. MAE,
 * RMSE and sMAPE are over all pairs; R² and MASE are per target, then averaged, and NaN if they are
 * for any target. Mean and variance of the truth are updated pair by pair (Welford, 1962), so
 * nothing is kept.
 */
public final class ScoreSum {
  private final long[] counts;
  private final double[] absolute;
  private final double[] squared;
  private final double[] percentage;
  private final double[] truthMean;
  private final double[] truthSquares;

  /**
   * @param targets how many there are, at least 1
   */
  public ScoreSum(int targets) {
    if (targets < 1) {
      throw new IllegalArgumentException(targets + " targets");
    }
    counts = new long[targets];
    absolute = new double[targets];
    squared = new double[targets];
    percentage = new double[targets];
    truthMean = new double[targets];
    truthSquares = new double[targets];
  }

  /**
   * Adds one pair.
   *
   * @param target its number, counted from 0
   * @param truth in the target's unit
   * @param forecast in the target's unit
   */
  public void add(int target, double truth, double forecast) {
    double error = Math.abs(truth - forecast);
    double size = Math.abs(truth) + Math.abs(forecast);
    counts[target]++;
    absolute[target] += error;
    squared[target] += error * error;
    percentage[target] += size == 0 ? 0 : 200 * error / size;
    double difference = truth - truthMean[target];
    truthMean[target] += difference / counts[target];
    truthSquares[target] += difference * (truth - truthMean[target]);
  }

  /**
   * The scores of all pairs so far; NaN where there are none.
   *
   * @param maseScales in-sample MAE of the seasonal naive forecast, one a target, in its unit
   */
  public Scores scores(double[] maseScales) {
    int targets = counts.length;
    if (maseScales.length != targets) {
      throw new IllegalArgumentException(maseScales.length + " scales for " + targets + " targets");
    }
    double pairs = 0;
    double absoluteSum = 0;
    double squaredSum = 0;
    double percentageSum = 0;
    double r2Sum = 0;
    double maseSum = 0;
    for (int k = 0; k < targets; k++) {
      pairs += counts[k];
      absoluteSum += absolute[k];
      squaredSum += squared[k];
      percentageSum += percentage[k];
      r2Sum += truthSquares[k] == 0 ? Double.NaN : 1 - squared[k] / truthSquares[k];
      maseSum += maseScales[k] == 0 ? Double.NaN : absolute[k] / counts[k] / maseScales[k];
    }
    return new Scores(
        Map.of(
            Metric.MAE,
            absoluteSum / pairs,
            Metric.RMSE,
            Math.sqrt(squaredSum / pairs),
            Metric.R2,
            r2Sum / targets,
            Metric.SMAPE,
            percentageSum / pairs,
            Metric.MASE,
            maseSum / targets));
  }
}
