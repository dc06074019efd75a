package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Step;
import io.penstock.steps.numeric.Line;
import io.penstock.steps.numeric.Sample;
import java.util.List;
import java.util.Map;

/**
 * Takes away from columns the straight line that was fitted to them by least squares. A forecast
 * adds the line again, which goes on after the training part.
 *
 * @param columns at least one
 */
public record Detrend(List<String> columns) implements Step {
  private static final String NAME = "detrend";

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Takes away a straight line in time that is fitted by least squares. A forecast adds the line again.",
              "detrend: {columns: [co2]}")
          .keys(StepKey.columns("", "Columns to detrend."))
          .requiring("columns")
          .making(values -> new Detrend(values.columns()));

  /** Copies the list and checks it. */
  public Detrend {
    columns = Chosen.required(NAME, columns);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().columns(columns).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    List<String> chosen = Chosen.numbers(NAME, columns, training);
    Chosen.requireRegularTimes(NAME, training);
    long[] steps = Chosen.stepNumbers(training);
    Outcome outcome = new Outcome(NAME, training);
    for (String column : chosen) {
      Sample sample = Known.of(NAME, column, training);
      if (sample.count() < 2) {
        throw PenstockException.data(
            "%s: column %s of %s has one value in the training part, %s, and no line is fitted to one. "
                + "Leave it out of the step.",
            NAME, column, training.name(), Chosen.span(training));
      }
      Line line = Line.through(steps, training.values(column));
      Formula trend =
          new Formula.Elapsed(training.frequency(), line.middle())
              .times(Formula.constant(line.slope()))
              .plus(Formula.constant(line.height()));
      outcome.transform(column, Formula.column(column).minus(trend), new Inverse.Plus(trend));
      outcome.say(
          "%s: less a straight line that changes by %s a row", column, Figures.text(line.slope()));
    }
    return outcome.fitted();
  }
}
