package io.penstock.forecasting;

import io.penstock.error.PenstockException;
import io.penstock.model.ModelDescription;
import io.penstock.preparation.Preparation;
import io.penstock.series.Series;
import io.penstock.suggestion.Suggestion;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Where a model's columns stand in a series.
 *
 * @param inputs all, in the order of the model's input
 * @param read those that must have a value in a window: features and targets
 * @param targets those that are forecast
 * @param future those that are known for the rows to be forecast
 */
record ModelColumns(int[] inputs, int[] read, int[] targets, int[] future) {
  /**
   * Finds them.
   *
   * @throws PenstockException with code DATA if one is missing, or the rows of the series are of
   *     another frequency
   */
  static ModelColumns of(ModelDescription model, Series series) {
    Preparation preparation = model.preparation();
    for (String column : preparation.inputs()) {
      if (series.indexOf(column) < 0) {
        throw PenstockException.data(
            "%s has no column \"%s\", which the model needs.%s The model reads %s; the data has %s.",
            series.name(),
            column,
            Suggestion.sentence(column, series.columns()),
            preparation.inputs(),
            series.columns());
      }
    }
    if (series.frequency().isTimed()
        && model.frequency().isTimed()
        && !series.frequency().equals(model.frequency())) {
      throw PenstockException.data(
          "%s has a row every %s, but the model was trained on a row every %s. Resample the data, or train a model on"
              + " it.",
          series.name(), series.frequency(), model.frequency());
    }
    int[] targets = indices(series, preparation.targetNames());
    return new ModelColumns(
        indices(series, preparation.inputs()),
        joined(indices(series, preparation.featureNames()), targets),
        targets,
        indices(series, preparation.futureNames()));
  }

  /** Those that must have a value in each row that is forecast, to compare with the truth. */
  int[] after() {
    return joined(targets, future);
  }

  private static int[] indices(Series series, List<String> names) {
    return names.stream().mapToInt(series::indexOf).toArray();
  }

  private static int[] joined(int[] one, int[] other) {
    return IntStream.concat(IntStream.of(one), IntStream.of(other)).toArray();
  }
}
