package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Step;
import io.penstock.steps.numeric.Sample;
import io.penstock.steps.numeric.SignedPowerCurve;
import java.util.List;
import java.util.Map;

/**
 * Replaces columns by the power transformation of Yeo and Johnson, which takes any number and whose
 * λ is fitted: the one under which a normal distribution makes the training part likeliest. It is
 * shifted and divided by fitted numbers, so that it loses no digits.
 *
 * @param columns at least one
 */
public record YeoJohnson(List<String> columns) implements Step {
  private static final String NAME = "yeo-johnson";

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Replaces a column by a power of it that makes its distribution most normal; numbers below 0 have a power of their own.",
              "yeo-johnson: {columns: [profit]}")
          .keys(StepKey.columns("", "Columns to transform."))
          .requiring("columns")
          .making(values -> new YeoJohnson(values.columns()));

  /** Copies the list and checks it. */
  public YeoJohnson {
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
      SignedPowerCurve curve = SignedPowerCurve.likeliest(sample);
      double least = curve.apply(sample.least());
      double greatest = curve.apply(sample.greatest());
      // A steepness that is no float makes the numbers below 0 none either.
      boolean divisible = Known.isDivisor(curve.above().steepness());
      BoxCox.requireFloats(NAME, column, training, least, divisible ? greatest : Double.NaN);
      double beyond = BoxCox.RANGES_BEYOND * ((double) sample.greatest() - sample.least());
      outcome.transform(
          column,
          PowerFormulas.of(curve, Formula.column(column)),
          new Inverse.Pointwise(
              PowerFormulas.inverse(
                  curve,
                  Formula.column(Inverse.Pointwise.VALUE),
                  Math.min(0, sample.least() - beyond),
                  Math.max(0, sample.greatest() + beyond))));
      outcome.say(
          "%s: its Yeo-Johnson transformation with λ = %s, less that of %s",
          column,
          Figures.text(curve.lambda()),
          Figures.text(curve.mirrored() ? -curve.above().centre() : curve.above().centre()));
    }
    return outcome.fitted();
  }
}
