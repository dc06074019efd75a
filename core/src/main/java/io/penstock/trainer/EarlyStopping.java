package io.penstock.trainer;

import io.penstock.training.Training;
import java.util.List;

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
    this.patience = training.stopping().patience().orElseThrow();
    this.minimumChange = training.stopping().minimumChange();
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
      bestWeights = weights.clone();
    }
    look(epoch, loss);
    return best;
  }

  private void look(int epoch, double loss) {
    if (loss < bestLoss) {
      bestLoss = loss;
      bestEpoch = epoch;
    }
    if (loss < lossToBeat) {
      lossToBeat = loss - minimumChange * Math.abs(loss);
      epochsWithoutChange = 0;
    } else {
      epochsWithoutChange++;
    }
  }

  /** Stands as after {@link #accept} of these losses, of the epochs from the first. */
  void restore(List<Double> losses, float[] weightsOfTheBest) {
    for (int epoch = 1; epoch <= losses.size(); epoch++) {
      look(epoch, losses.get(epoch - 1));
    }
    bestWeights = weightsOfTheBest.clone();
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
