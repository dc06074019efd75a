package io.penstock.scoring;

import io.penstock.evaluation.Scores;
import io.penstock.network.Head;

/** Adds up truths and one forecaster's forecasts of them, and keeps none. */
interface Tally {
  /**
   * Adds one truth and its forecast.
   *
   * @param target its number, counted from 0
   * @param truth in the target's unit, or the number of a class
   * @param numbers what was forecast, the head's parameters from {@code at} on
   */
  void add(int target, double truth, float[] numbers, int at);

  /**
   * The scores of all so far; NaN where there are none.
   *
   * @param maseScales in-sample MAE of the seasonal naive forecast, one a target, in its unit
   */
  Scores scores(double[] maseScales);

  /** An empty tally of a head's forecasts. */
  static Tally of(Head head, int targets) {
    return head.givesProbabilities() ? new ClassTally(head) : new PointTally(head, targets);
  }

  /**
   * What a head's numbers are for a value that is forecast as if it were certain: the value for
   * each quantile, a mean without a scale, a probability of 1 for the class. NaN gives NaN.
   *
   * @param numbers receives the head's parameters
   */
  static void certain(Head head, float value, float[] numbers) {
    for (int p = 0; p < head.parameters(); p++) {
      if (Float.isNaN(value)) {
        numbers[p] = Float.NaN;
      } else if (head instanceof Head.Softmax) {
        numbers[p] = p == Math.round(value) ? 1 : 0;
      } else {
        numbers[p] = head instanceof Head.Gaussian && p == 1 ? Float.NaN : value;
      }
    }
  }
}
