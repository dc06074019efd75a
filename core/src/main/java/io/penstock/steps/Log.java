package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Step;
import java.util.List;
import java.util.Map;

/**
 * Replaces columns by their natural logarithm, or by that of 1 + x. What has none is missing.
 *
 * @param columns at least one
 * @param ofOnePlus whether it is that of 1 + x
 */
public record Log(List<String> columns, boolean ofOnePlus) implements Step {
  /** The least float above −1. */
  private static final float ABOVE_MINUS_ONE = Math.nextUp(-1f);

  static final StepKind KIND =
      StepKind.of(
              "log",
              "Replaces a column by its natural logarithm; where it is not above 0 it is missing.",
              "log: load")
          .keys(StepKey.columns("", "Columns, above 0 in the training part."))
          .requiring("columns")
          .making(values -> new Log(values.columns(), false));

  static final StepKind KIND_OF_ONE_PLUS =
      StepKind.of(
              "log1p",
              "Replaces a column by the natural logarithm of 1 + x; where x is not above -1 it is missing.",
              "log1p: [rain, sales]")
          .keys(StepKey.columns("", "Columns, above -1 in the training part."))
          .requiring("columns")
          .making(values -> new Log(values.columns(), true));

  /** Copies the list and checks it. */
  public Log {
    columns = Chosen.required(name(ofOnePlus), columns);
  }

  private static String name(boolean ofOnePlus) {
    return ofOnePlus ? "log1p" : "log";
  }

  @Override
  public String name() {
    return name(ofOnePlus);
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().columns(columns).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    Outcome outcome = new Outcome(name(), training);
    for (String column : Chosen.numbers(name(), columns, training)) {
      Known.of(name(), column, training);
      Formula x = Formula.column(column);
      Formula value = Formula.column(Inverse.Pointwise.VALUE);
      if (ofOnePlus) {
        Known.requireAbove(
            name(), column, training, -1, "Take yeo-johnson, which takes any number.");
        outcome.transform(
            column,
            Formulas.where(x, ABOVE_MINUS_ONE, Formulas.logarithmOfOnePlus(x)),
            new Inverse.Pointwise(Formulas.exponentialLessOne(value)));
        outcome.say("%s: the natural logarithm of 1 + %s", column, column);
      } else {
        Known.requireAbove(
            name(),
            column,
            training,
            0,
            "Take log1p, which takes 0 too, or yeo-johnson, which takes any number.");
        outcome.transform(
            column,
            Formulas.where(x, Float.MIN_NORMAL, Formulas.logarithm(x)),
            new Inverse.Pointwise(Formulas.exponential(value)));
        outcome.say("%s: its natural logarithm", column);
      }
    }
    return outcome.fitted();
  }
}
