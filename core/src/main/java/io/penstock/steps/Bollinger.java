package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Rolling;
import io.penstock.formula.Formula.Rolling.Statistic;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import java.util.List;
import java.util.Map;

/**
 * Adds Bollinger bands: {@code price_upper_20} and {@code price_lower_20}, so many population
 * standard deviations of the last rows above and below their mean; {@code price_percent_b_20},
 * where the column stands between them, 0 at the lower and 1 at the upper one, and 0.5 where it has
 * not moved; {@code price_bandwidth_20}, the distance of the bands as a share of the mean, missing
 * where that is 0.
 *
 * @param columns at least one
 * @param rows of mean and deviation, at least 2
 * @param width standard deviations, above 0
 */
public record Bollinger(List<String> columns, int rows, double width) implements Step {
  private static final String NAME = "bollinger";

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Adds Bollinger bands, as price_upper_20 and price_lower_20, the place between them, price_percent_b_20, and their distance as a share of the mean, price_bandwidth_20.",
              "bollinger: {columns: [price], rows: 20}")
          .keys(
              StepKey.columns("", "Columns to look at."),
              StepKey.count(
                  "rows", StepKey.Range.SEVERAL, "20", "Rows of the mean and the deviation."),
              StepKey.number(
                  "width",
                  StepKey.Range.POSITIVE,
                  "2",
                  "Population standard deviations between the mean and a band."))
          .requiring("columns")
          .making(
              values ->
                  new Bollinger(
                      values.columns(),
                      values.count("rows").orElse(20),
                      values.number("width").orElse(2)));

  /** Copies the list and checks the numbers. */
  public Bollinger {
    columns = Chosen.required(NAME, columns);
    Numbers.requireAtLeast(NAME, "rows", rows, 2);
    Numbers.requireAbove(NAME, "width", width, 0);
  }

  /**
   * {@return the usual bands: 20 rows, two deviations}
   *
   * @param columns at least one
   */
  public static Bollinger of(String... columns) {
    return new Bollinger(List.of(columns), 20, 2);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().columns(columns).with("rows", rows).with("width", width).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    Chosen.requireReach(NAME, training, rows - 1L, "bands of " + Figures.rows(rows));
    Outcome outcome = new Outcome(NAME, training);
    for (String column : Chosen.numbers(NAME, columns, training)) {
      Formula x = Formula.column(column);
      Formula mean = new Rolling(Statistic.MEAN, x, rows);
      Formula half = new Rolling(Statistic.DEVIATION, x, rows).times(Formula.constant(width));
      Formula distance = half.times(Formula.constant(2));
      outcome.add(column + "_upper_" + rows, mean.plus(half));
      outcome.add(column + "_lower_" + rows, mean.minus(half));
      outcome.add(
          column + "_percent_b_" + rows,
          Formulas.quotient(x.minus(mean).plus(half), distance, Formula.constant(0.5)));
      outcome.add(column + "_bandwidth_" + rows, Formulas.quotient(distance, mean));
      outcome.say(
          "%s_upper_%d, _lower_, _percent_b_, _bandwidth_: bands of %s, %s deviations about the mean of %s",
          column, rows, column, Figures.text(width), Figures.rows(rows));
    }
    return outcome.fitted();
  }
}
