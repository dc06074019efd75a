package io.penstock.scoring;

import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.network.Head;
import java.util.Map;

/** Tallies probabilities of classes. */
final class ClassTally implements Tally {
  /** Holds a probability of 0 from an infinite log loss. */
  private static final double LEAST = 1e-15;

  private final Head head;
  private long truths;
  private long right;
  private double logs;
  private double squares;

  ClassTally(Head head) {
    this.head = head;
  }

  @Override
  public void add(int target, double truth, float[] numbers, int at) {
    truths++;
    if (head instanceof Head.Sigmoid) {
      double p = numbers[at];
      right += (p >= 0.5) == (truth >= 0.5) ? 1 : 0;
      logs -= truth * log(p) + (1 - truth) * log(1 - p);
      squares += (p - truth) * (p - truth);
      return;
    }
    int label = (int) Math.round(truth);
    int likeliest = 0;
    for (int c = 0; c < head.parameters(); c++) {
      double p = numbers[at + c];
      double difference = p - (c == label ? 1 : 0);
      squares += difference * difference;
      likeliest = p > numbers[at + likeliest] ? c : likeliest;
    }
    right += likeliest == label ? 1 : 0;
    logs -= log(numbers[at + label]);
  }

  private static double log(double p) {
    return Math.log(Math.max(LEAST, Math.min(1 - LEAST, p)));
  }

  @Override
  public Scores scores(double[] maseScales) {
    return new Scores(
        Map.of(
            Metric.ACCURACY,
            truths == 0 || Double.isNaN(squares) ? Double.NaN : (double) right / truths,
            Metric.LOG_LOSS,
            logs / truths,
            Metric.BRIER,
            squares / truths));
  }
}
