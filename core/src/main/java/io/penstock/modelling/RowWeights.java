package io.penstock.modelling;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.network.Network;
import io.penstock.parts.FoundWindows;
import io.penstock.series.Series;

/** How much each row of a series counts as a truth. */
final class RowWeights {
  private RowWeights() {}

  /**
   * One weight a row, NaN where it is missing; empty if the experiment names no column for them.
   *
   * @throws PenstockException with code CONFIG if the column is not there or has another use, DATA
   *     if a weight is negative or infinite
   */
  static float[] of(Series series, Experiment experiment) {
    if (experiment.weights().isEmpty()) {
      return new float[0];
    }
    // PreparationFitter has checked the name.
    String name = experiment.weights().get();
    int column = series.indexOf(name);
    float[] weights = new float[series.rows()];
    for (int row = 0; row < weights.length; row++) {
      float weight = series.value(row, column);
      if (weight < 0 || Float.isInfinite(weight)) {
        throw PenstockException.data(
            "%s has the weight %s in column %s of row %d. A weight is at least 0 and finite.",
            series.name(), weight, name, row + 1);
      }
      weights[row] = weight;
    }
    return weights;
  }

  /**
   * Checks that something is to be learnt of a part.
   *
   * @param weights one a row; empty for none
   * @throws PenstockException with code DATA if it has windows and all their truths weigh nothing
   */
  static void requireSome(float[] weights, Network network, FoundWindows windows, String part) {
    if (weights.length == 0 || windows.count() == 0) {
      return;
    }
    for (int start : windows.starts()) {
      int first = start + network.lookBack();
      for (int row = first; row < first + network.horizon(); row++) {
        if (weights[row] > 0) {
          return;
        }
      }
    }
    throw PenstockException.data(
        "All rows to be forecast in the %s part have the weight 0, so there is nothing to measure a loss on. Give some"
            + " of them a weight, or split the rows otherwise.",
        part);
  }
}
