package io.penstock.modelling;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.parts.FoundWindows;
import io.penstock.parts.RowLabel;
import io.penstock.series.Series;

/**
 * How much each row of a series counts as a truth.
 *
 * @param column where the series has it; empty if all rows count the same
 * @param values one a row, NaN where it is missing; empty if all rows count the same
 */
record RowWeights(String column, float[] values) {
  /**
   * Reads the column that the experiment names; that it is there {@link
   * io.penstock.fitting.PreparationFitter} has checked.
   *
   * @throws PenstockException with code DATA if a weight is negative or infinite
   */
  static RowWeights of(Series series, Experiment experiment) {
    if (experiment.weights().isEmpty()) {
      return new RowWeights("", new float[0]);
    }
    String name = experiment.weights().get();
    int column = series.indexOf(name);
    float[] weights = new float[series.rows()];
    for (int row = 0; row < weights.length; row++) {
      float weight = series.value(row, column);
      if (weight < 0 || Float.isInfinite(weight)) {
        throw PenstockException.data(
            "%s has the weight %s in column %s at %s. A weight is at least 0 and finite.",
            series.name(), weight, name, RowLabel.of(series, row));
      }
      weights[row] = weight;
    }
    return new RowWeights(name, weights);
  }

  /**
   * Checks that a part which has windows has a truth that counts, since from one without training
   * cannot learn, nor be stopped by it.
   *
   * @param part what messages call it, as {@code training}
   * @param firstTruth rows from a window's start to its first truth
   * @throws PenstockException with code DATA if all truths weigh nothing
   */
  void requireSome(String part, FoundWindows windows, int firstTruth, int horizon) {
    if (values.length == 0 || windows.count() == 0) {
      return;
    }
    for (int start : windows.starts()) {
      for (int row = start + firstTruth; row < start + firstTruth + horizon; row++) {
        if (values[row] > 0) {
          return;
        }
      }
    }
    throw PenstockException.data(
        "Column %s weighs all rows that the %s part is to learn or be judged by with 0. Give some of them a weight"
            + " above 0, take another split, or name no weights.",
        column, part);
  }
}
