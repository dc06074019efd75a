package io.penstock.scoring;

import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.network.Head;
import java.util.EnumMap;
import java.util.Map;

/** Tallies forecasts of values by their point, and quantiles and distributions as what they are. */
final class PointTally implements Tally {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final Head head;
  private final ScoreSum points;
  private double distributionSum;
  private long truths;

  PointTally(Head head, int targets) {
    this.head = head;
    this.points = new ScoreSum(targets);
  }

  @Override
  public void add(int target, double truth, float[] numbers, int at) {
    points.add(target, truth, numbers[at + head.point()]);
    truths++;
    if (head instanceof Head.Quantiles quantiles) {
      double sum = 0;
      for (int q = 0; q < quantiles.levels().size(); q++) {
        double level = quantiles.levels().get(q);
        double error = truth - numbers[at + q];
        sum += Math.max(level * error, (level - 1) * error);
      }
      distributionSum += sum / quantiles.levels().size();
    } else if (head instanceof Head.Gaussian) {
      double scale = numbers[at + 1];
      double error = (truth - numbers[at]) / scale;
      distributionSum += HALF_LOG_TWO_PI + Math.log(scale) + 0.5 * error * error;
    }
  }

  @Override
  public Scores scores(double[] maseScales) {
    Map<Metric, Double> values = new EnumMap<>(points.scores(maseScales).values());
    if (head instanceof Head.Quantiles) {
      values.put(Metric.PINBALL, distributionSum / truths);
    } else if (head instanceof Head.Gaussian) {
      values.put(Metric.NLL, distributionSum / truths);
    }
    return new Scores(values);
  }
}
