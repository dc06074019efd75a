package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Rolling;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import java.util.List;
import java.util.Map;

/**
 * Smooths columns: each value becomes the median of the last rows, the row itself among them. A
 * forecast of such a column is one of the column as it was.
 *
 * @param columns at least one
 * @param rows of the median, at least 2
 */
public record MedianSmoothing(List<String> columns, int rows) implements Step {
  private static final String NAME = "median";

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Smooths a column: each value becomes the median of the last rows, the row itself among them.",
              "median: {columns: [level], rows: 5}")
          .keys(
              StepKey.columns("", "Columns to smooth."),
              StepKey.count("rows", StepKey.Range.SEVERAL, "5", "Rows of the median."))
          .requiring("columns")
          .making(values -> new MedianSmoothing(values.columns(), values.count("rows").orElse(5)));

  /** Copies the list and checks the number. */
  public MedianSmoothing {
    columns = Chosen.required(NAME, columns);
    Numbers.requireAtLeast(NAME, "rows", rows, 2);
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
    Chosen.requireReach(NAME, training, rows - 1L, "a median of " + Figures.rows(rows));
    Outcome outcome = new Outcome(NAME, training);
    for (String column : Chosen.numbers(NAME, columns, training)) {
      Formula x = Formula.column(column);
      outcome.clean(column, new Rolling(Rolling.Statistic.MEDIAN, x, rows));
      outcome.say("%s: the median of its last %s", column, Figures.rows(rows));
    }
    return outcome.fitted();
  }
}
