package io.penstock.trainer;

import io.penstock.evaluation.Metric;
import io.penstock.training.Stopping;

/**
 * Which epoch is the best so far, and whether it is time to stop. It follows from the epochs'
 * scores alone, so a resumed run only tells it those again.
 */
final class EarlyStopping {
  private final int patience;
  private final double minimumChange;

  /** What turns scores so that more is better. */
  private final int sign;

  private int epoch;
  private int bestEpoch;
  private double best = Double.NEGATIVE_INFINITY;
  private double toBeat = Double.NEGATIVE_INFINITY;
  private int epochsWithoutChange;

  EarlyStopping(Stopping stopping) {
    this.patience = stopping.patience().orElseThrow();
    this.minimumChange = stopping.minimumChange();
    this.sign = stopping.monitor().filter(Metric::isHigherBetter).isPresent() ? 1 : -1;
  }

  /**
   * Looks at the next epoch's score, by the metric that monitors, or its validation loss. Any
   * better one is the best; only one better by the minimum change counts against the patience. NaN
   * is never better.
   *
   * @return whether it is the best so far
   */
  boolean accept(double score) {
    epoch++;
    double value = sign * score;
    boolean isBest = value > best;
    if (isBest) {
      best = value;
      bestEpoch = epoch;
    }
    if (value > toBeat) {
      toBeat = value + minimumChange * Math.abs(value);
      epochsWithoutChange = 0;
    } else {
      epochsWithoutChange++;
    }
    return isBest;
  }

  boolean isOver() {
    return patience > 0 && epochsWithoutChange >= patience;
  }

  /** Counted from 1; 0 if none was better than nothing. */
  int bestEpoch() {
    return bestEpoch;
  }
}
