package io.penstock.modelling;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
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
}
