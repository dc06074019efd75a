package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Rolling;
import io.penstock.formula.Formula.Rolling.Statistic;
import io.penstock.formula.Formula.Shift;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import java.util.List;
import java.util.Map;

/**
 * Adds the mean of a row and of those that come after it: {@code load_coming_7}. It looks ahead, so
 * that it can be a target, and nothing else.
 *
 * @param columns at least one
 * @param rows of the mean, the row itself among them, at least 2
 */
public record MeanOfComing(List<String> columns, int rows) implements Step {
  private static final String NAME = "mean-of-coming";

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Adds the mean of a row and of those that come after it, as load_coming_7. It looks ahead: it can be a target, and nothing else.",
              "mean-of-coming: {columns: [load], rows: 7}")
          .keys(
              StepKey.columns("", "Columns to average."),
              StepKey.count(
                  "rows",
                  StepKey.Range.SEVERAL,
                  "",
                  "Rows of the mean, the row itself among them."))
          .requiring("columns", "rows")
          .making(values -> new MeanOfComing(values.columns(), values.count("rows").orElseThrow()));

  /** Copies the list and checks the number. */
  public MeanOfComing {
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
    Chosen.requireReach(NAME, training, rows - 1L, "a mean of " + Figures.rows(rows));
    Outcome outcome = new Outcome(NAME, training);
    for (String column : Chosen.numbers(NAME, columns, training)) {
      Formula mean = new Rolling(Statistic.MEAN, Formula.column(column), rows);
      String name = column + "_coming_" + rows;
      outcome.add(name, new Shift(mean, 1 - rows));
      outcome.say("%s: the mean of %s in the row and the %d after it", name, column, rows - 1);
    }
    return outcome.fitted();
  }
}
