package io.penstock.forecasting;

import io.penstock.error.PenstockException;
import io.penstock.model.ModelDescription;
import io.penstock.parts.RowLabel;
import io.penstock.preparation.Preparation;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.stream.IntStream;

/**
 * The rows at the end of a series, or of one of several, of which only what is known of the future
 * is given.
 *
 * @param series with them, or without if the model takes none
 * @param rows of the one series
 * @param model that is to forecast
 * @param columns of the model in the series
 */
record FutureRows(Series series, RowRange rows, ModelDescription model, ModelColumns columns) {
  /**
   * The first row to be forecast: that after the last with a target, or after the series' end for a
   * model that takes nothing of the future. Of a series without targets the last rows are forecast.
   */
  int first() {
    int row = rows.to();
    if (columns.future().length > 0 && columns.targets().length == 0) {
      return Math.max(rows.from(), row - model.network().horizon());
    }
    while (columns.future().length > 0 && row > rows.from() && lacksTargets(row - 1)) {
      row--;
    }
    return row;
  }

  private boolean lacksTargets(int row) {
    return IntStream.of(columns.targets())
        .allMatch(column -> Float.isNaN(series.value(row, column)));
  }

  /**
   * Checks that all is there that the model takes of the future, or is filled by a step.
   *
   * @param first row to be forecast, after the first of the series
   * @throws PenstockException with code DATA if there are too few rows, or a gap or a missing value
   *     among them
   */
  void require(int first) {
    if (columns.future().length == 0) {
      return;
    }
    int horizon = model.network().horizon();
    String names = String.join(", ", model.preparation().futureInputs());
    int given = rows.to() - first;
    if (given < horizon) {
      throw PenstockException.data(
          "The model needs %s for the %d rows that it forecasts, but %s has %s after %s, the last with a value of %s."
              + " Append such rows, with %s and without the targets.",
          names,
          horizon,
          series.name(),
          given == 0 ? "no row" : "only " + given,
          RowLabel.of(series, first - 1),
          String.join(", ", model.preparation().targetNames()),
          names);
    }
    series.segments().stream()
        .mapToInt(RowRange::from)
        .filter(row -> row >= first && row < first + horizon)
        .findFirst()
        .ifPresent(
            row -> {
              throw PenstockException.data(
                  "%s has a gap between %s and %s, among the %d rows that are to be forecast. Give each of them a row"
                      + " with %s.",
                  series.name(),
                  RowLabel.of(series, row - 1),
                  RowLabel.of(series, row),
                  horizon,
                  names);
            });
    Preparation preparation = model.preparation();
    int width = preparation.width();
    float[] prepared =
        preparation.apply(
            series, preparation.formulasInUse(), new RowRange(first, first + horizon));
    for (int row = first; row < first + horizon; row++) {
      int at = (row - first) * width;
      // What a step fills need not be there.
      if (preparation.future().stream().noneMatch(k -> Float.isNaN(prepared[at + k]))) {
        continue;
      }
      for (int column : columns.future()) {
        if (Float.isNaN(series.value(row, column))) {
          throw PenstockException.data(
              "%s has no value in column %s at %s, which is to be forecast: the model needs %s there. Fill it in.",
              series.name(), series.columns().get(column), RowLabel.of(series, row), names);
        }
      }
    }
  }
}
