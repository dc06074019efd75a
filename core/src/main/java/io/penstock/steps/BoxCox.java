package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Step;
import io.penstock.steps.numeric.PowerCurve;
import io.penstock.steps.numeric.Sample;
import java.util.List;
import java.util.Map;

/**
 * Replaces columns by the power transformation of Box and Cox, whose λ is fitted: the one under
 * which a normal distribution makes the training part likeliest. It is written in units of the
 * column's geometric mean g, {@code ((x / g)^λ − 1) / λ}, which differs from {@code (x^λ − 1) / λ}
 * by a factor and a constant only and loses no digits. What is not above 0 is missing.
 *
 * @param columns at least one
 */
public record BoxCox(List<String> columns) implements Step {
  private static final String NAME = "box-cox";

  /** A forecast beyond this many ranges above the greatest value is held there. */
  static final int RANGES_BEYOND = 10;

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Replaces a column by a power of it that makes its distribution most normal; where it is not above 0 it is missing.",
              "box-cox: {columns: [sales]}")
          .keys(StepKey.columns("", "Columns, above 0 in the training part."))
          .requiring("columns")
          .making(values -> new BoxCox(values.columns()));

  /** Copies the list and checks it. */
  public BoxCox {
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
    Outcome outcome = new Outcome(NAME, training);
    for (String column : Chosen.numbers(NAME, columns, training)) {
      Sample sample = Known.varying(NAME, column, training);
      Known.requireAbove(
          NAME, column, training, 0, "Take yeo-johnson, which takes any number, or log1p.");
      PowerCurve curve = PowerCurve.boxCox(sample);
      requireFloats(
          NAME, column, training, curve.apply(sample.least()), curve.apply(sample.greatest()));
      double bound =
          sample.greatest() + RANGES_BEYOND * ((double) sample.greatest() - sample.least());
      outcome.transform(
          column,
          PowerFormulas.of(curve, Formula.column(column)),
          new Inverse.Pointwise(
              PowerFormulas.inverse(curve, Formula.column(Inverse.Pointwise.VALUE), bound)));
      outcome.say(
          "%s: its Box-Cox transformation with λ = %s, in units of its geometric mean, %s",
          column, Figures.text(curve.power()), Figures.text(curve.centre()));
    }
    return outcome.fitted();
  }

  /** Checks that what training has leads to floats. */
  static void requireFloats(
      String step, String column, FittingRows training, double least, double greatest) {
    if (!Float.isFinite((float) least) || !Float.isFinite((float) greatest)) {
      throw PenstockException.data(
          "%s: the values of column %s of %s are too far apart for a power of them to be a 32-bit number. "
              + "Take log, or leave the column out of the step.",
          step, column, training.name());
    }
  }
}
