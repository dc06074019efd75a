package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Step;
import java.util.List;
import java.util.Map;

/**
 * Replaces columns by their differences: x − x of some rows before.
 *
 * @param columns at least one
 * @param rows between the two, at least 1
 */
public record Difference(List<String> columns, int rows) implements Step {
  private static final String NAME = "difference";

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Replaces a column by its difference from some rows before. A forecast adds the differences up again.",
              "difference: {columns: [price]}")
          .keys(
              StepKey.columns("", "Columns to difference."),
              StepKey.count(
                  "rows", StepKey.Range.COUNT, "1", "Rows between the two that are subtracted."))
          .requiring("columns")
          .making(values -> new Difference(values.columns(), values.count("rows").orElse(1)));

  /** Copies the list and checks it. */
  public Difference {
    columns = Chosen.required(NAME, columns);
    Numbers.requireAtLeast(NAME, "rows", rows, 1);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().columns(columns).with("rows", rows).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    return fit(NAME, Chosen.numbers(NAME, columns, training), rows, training);
  }

  static FittedStep fit(String step, List<String> columns, int rows, FittingRows training) {
    Chosen.requireReach(step, training, rows, "a difference over " + Figures.rows(rows));
    Outcome outcome = new Outcome(step, training);
    for (String column : columns) {
      Formula x = Formula.column(column);
      outcome.transform(column, x.minus(x.lag(rows)), new Inverse.Undifference(rows, x));
      outcome.say("%s: its difference from %s before", column, Figures.rows(rows));
    }
    return outcome.fitted();
  }
}
