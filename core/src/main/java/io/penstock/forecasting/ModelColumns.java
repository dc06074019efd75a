package io.penstock.forecasting;

import io.penstock.error.PenstockException;
import io.penstock.model.ModelDescription;
import io.penstock.preparation.Preparation;
import io.penstock.series.Series;
import io.penstock.suggestion.Suggestion;
import java.util.List;

/**
 * Where a model's raw columns stand in a series.
 *
 * @param targets those that the targets are made of, as far as the series has them
 * @param future those that must be given for the rows to be forecast
 */
record ModelColumns(int[] targets, int[] future) {
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
    ModelTimes.require(model, series);
    List<String> given = preparation.futureInputs();
    return new ModelColumns(
        preparation.recoveries().stream()
            .flatMap(recovery -> recovery.truth().columns().stream())
            .distinct()
            .filter(column -> !given.contains(column))
            .mapToInt(series::indexOf)
            .filter(column -> column >= 0)
            .toArray(),
        given.stream().mapToInt(series::indexOf).toArray());
  }
}
