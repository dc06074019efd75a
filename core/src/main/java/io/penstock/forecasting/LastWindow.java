package io.penstock.forecasting;

import io.penstock.error.PenstockException;
import io.penstock.model.ModelDescription;
import io.penstock.parts.PreparedRows;
import io.penstock.parts.Presence;
import io.penstock.parts.RowLabel;
import io.penstock.parts.WindowFinder;
import io.penstock.preparation.Preparation;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The window at the end of a series, or of one of several, by which what comes after it is
 * forecast.
 *
 * @param series that it is of
 * @param rows of the one series
 * @param model that is to forecast
 */
record LastWindow(Series series, RowRange rows, ModelDescription model) {
  /**
   * The start of the look-back before a row. Of the series only what a forecast reads is prepared.
   *
   * @param first row to be forecast, or that after the last
   * @throws PenstockException with code DATA if there are too few rows before it, a gap or a
   *     missing value among them, or nothing but missing values
   */
  int before(int first) {
    Preparation preparation = model.preparation();
    int lookBack = model.network().lookBack();
    int horizon = model.network().horizon();
    int reach = Math.max(lookBack, PreparedRows.reach(preparation));
    RowRange last = new RowRange(Math.max(rows.from(), first - reach), first);
    PreparedRows prepared =
        new PreparedRows(
            series,
            preparation,
            preparation.apply(series, preparation.formulasInUse(), last),
            last.from());
    requireSomeValue(first);
    int start =
        new WindowFinder(
                series,
                prepared.inputs(),
                prepared.future(),
                preparation.history(),
                lookBack,
                horizon,
                preparation.ahead())
            .last(first);
    requireDifferenced(prepared, first);
    return start;
  }

  private void requireDifferenced(PreparedRows prepared, int first) {
    Presence needed = prepared.differenced(model.network().lookBack());
    for (int row = first; row < first + model.network().horizon(); row++) {
      needed
          .lacking(row)
          .ifPresent(
              what -> {
                throw PenstockException.data(
                    "%s has %s, to which the model adds a difference that it forecasts. Fill in the value.",
                    series.name(), what);
              });
    }
  }

  /**
   * A step that fills what is missing would make a forecast out of nothing. What is known of the
   * future is no sign of what the series does.
   */
  private void requireSomeValue(int first) {
    Preparation preparation = model.preparation();
    int past = preparation.history() + model.network().lookBack();
    List<String> inputs =
        preparation.inputs().stream()
            .filter(input -> !preparation.categories().containsKey(input))
            .toList();
    List<String> observed =
        inputs.stream().filter(input -> !preparation.futureInputs().contains(input)).toList();
    List<String> needed = observed.isEmpty() ? inputs : observed;
    int from = Math.max(rows.from(), first - past);
    boolean known =
        needed.isEmpty()
            || first <= from
            || IntStream.range(from, first)
                .anyMatch(row -> needed.stream().anyMatch(column -> has(row, column)));
    if (!known) {
      throw PenstockException.data(
          "%s has no value of %s from %s to %s, which are all the rows that a forecast reads: there is nothing to make it"
              + " from. Fill in values, or end the series at an earlier row.",
          series.name(),
          String.join(", ", needed),
          RowLabel.of(series, from),
          RowLabel.of(series, first - 1));
    }
  }

  private boolean has(int row, String column) {
    return !Float.isNaN(series.value(row, series.indexOf(column)));
  }
}
