package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import java.util.List;
import java.util.Map;

/**
 * Adds what columns were some rows before: {@code load_lag_24}.
 *
 * @param columns at least one
 * @param rows how many rows before, each at least 1
 */
public record Lag(List<String> columns, List<Integer> rows) implements Step {
  private static final String NAME = "lag";

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Adds what a column was some rows before, as load_lag_24.",
              "lag: {columns: [load], rows: [24, 168]}")
          .keys(
              StepKey.columns("", "Columns to look back at."),
              StepKey.counts("rows", "1", "How many rows before; one column is added for each."))
          .requiring("columns")
          .making(values -> new Lag(values.columns(), values.counts("rows", 1)));

  /** Copies the lists and checks them. */
  public Lag {
    columns = Chosen.required(NAME, columns);
    rows = Numbers.counts(NAME, "rows", rows);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().columns(columns).list("rows", rows).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    Outcome outcome = new Outcome(NAME, training);
    for (String column : Chosen.numbers(NAME, columns, training)) {
      for (int count : rows) {
        Chosen.requireReach(NAME, training, count, "a lag of " + Figures.rows(count));
        outcome.add(column + "_lag_" + count, Formula.column(column).lag(count));
      }
      outcome.say(
          "%s of %s: %s, so many rows before",
          Figures.names(column + "_lag_", rows), column, column);
    }
    return outcome.fitted();
  }
}
