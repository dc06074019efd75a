package io.penstock.scoring;

import io.penstock.evaluation.Scores;

/**
 * Adds up truths and one forecaster's forecasts of them, and keeps none. Each pair goes to a cell,
 * as those of one step and target; the scores of any cells together follow from their sums.
 */
interface Sums {
  /**
   * Adds one truth and its forecast.
   *
   * @param cell which, counted from 0
   * @param truth in the target's unit, or the number of a class
   * @param numbers what was forecast, from {@code at} on
   */
  void add(int cell, double truth, float[] numbers, int at);

  /**
   * The scores of some cells together; NaN where they have no pairs.
   *
   * @param cells [target][…], the cells of each target
   * @param maseScales in-sample MAE of the seasonal naive forecast, one a target, in its unit
   */
  Scores scores(int[][] cells, double[] maseScales);
}
