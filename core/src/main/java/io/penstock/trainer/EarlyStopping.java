package io.penstock.trainer;

import io.penstock.training.Training;

/** Remembers the best epoch's weights and says when to stop. */
final class EarlyStopping {
  private final int patience;
  private final double minimumChange;
  private float[] bestWeights;
  private int bestEpoch;
  private double bestLoss = Double.POSITIVE_INFINITY;
  private double lossToBeat = Double.POSITIVE_INFINITY;
  private int epochsWithoutChange;

  EarlyStopping(Training training, float[] initialWeights) {
    this.patience = training.patience().orElseThrow();
    this.minimumChange = training.minimumChange();
    this.bestWeights = initialWeights.clone();
  }

  /**
   * Looks at an epoch's loss. Any lower loss is the best; only one lower by the minimum change
   * counts against the patience.
   *
   * @return whether it is the best so far
   */
  boolean accept(int epoch, double loss, float[] weights) {
    boolean best = loss < bestLoss;
    if (best) {
      bestLoss = loss;
      bestEpoch = epoch;
      bestWeights = weights.clone();
    }
    if (loss < lossToBeat) {
      lossToBeat = loss - minimumChange * Math.abs(loss);
      epochsWithoutChange = 0;
    } else {
      epochsWithoutChange++;
    }
    return best;
  }

  boolean isOver() {
    return patience > 0 && epochsWithoutChange >= patience;
  }

  int bestEpoch() {
    return bestEpoch;
  }

  float[] bestWeights() {
    return bestWeights;
  }
}
