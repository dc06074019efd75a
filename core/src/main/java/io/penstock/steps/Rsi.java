package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Weighted;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import io.penstock.steps.numeric.Weights;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Adds the relative strength index (J. W. Wilder, 1978, "New Concepts in Technical Trading
 * Systems"): {@code price_rsi_14}, {@code 100 · G / (G + L)} with G the mean gain and L the mean
 * loss, 50 where the column has not moved. The means are Wilder's: the plain mean of the first
 * rows, from which each later row takes its n-th part. They are begun anew for each row so many
 * rows before it: a finite filter, equal to what a chart shows that begins there.
 *
 * @param columns at least one
 * @param rows n, at least 1
 * @param cut changes that are looked at, at least n; empty for as many as leave the first plain
 *     mean a weight of 1 %
 */
public record Rsi(List<String> columns, int rows, OptionalInt cut) implements Step {
  private static final String NAME = "rsi";
  private static final Formula ZERO = Formula.constant(0);

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Adds the relative strength index by Wilder's smoothing, as price_rsi_14, from 0 to 100; 50 where nothing has moved.",
              "rsi: {columns: [price], rows: 14}")
          .keys(
              StepKey.columns("", "Columns to look at."),
              StepKey.count("rows", StepKey.Range.COUNT, "14", "Rows of the smoothing."),
              StepKey.count(
                  "cut",
                  StepKey.Range.COUNT,
                  "as many as leave the first plain mean a weight of 1 %, 77 for 14 rows",
                  "Changes that are looked at: the smoothing begins so many rows before with a plain mean."))
          .requiring("columns")
          .making(
              values ->
                  new Rsi(values.columns(), values.count("rows").orElse(14), values.count("cut")));

  /** Copies the list and checks the numbers. */
  public Rsi {
    columns = Chosen.required(NAME, columns);
    Numbers.requireAtLeast(NAME, "rows", rows, 1);
    Numbers.requireAtLeast(NAME, "cut", cut.orElse(rows), rows);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().columns(columns).with("rows", rows).with("cut", cut).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    double share = 1.0 / rows;
    int length = cut.orElse(rows + Weights.rowsOfAlmostAll(share));
    Chosen.requireReach(NAME, training, length, "an index of " + Figures.rows(length));
    List<Float> weights = Weights.rounded(Weights.begun(share, rows, length));
    Outcome outcome = new Outcome(NAME, training);
    for (String column : Chosen.numbers(NAME, columns, training)) {
      Formula x = Formula.column(column);
      Formula change = x.minus(x.lag(1));
      Formula gain = new Weighted(change.isBelow(ZERO).choose(ZERO, change), weights);
      Formula loss =
          new Weighted(
              change.isBelow(ZERO).choose(Formulas.negative(change), ZERO.times(change)), weights);
      outcome.add(
          column + "_rsi_" + rows,
          Formulas.quotient(
              gain.times(Formula.constant(100)), gain.plus(loss), Formula.constant(50)));
      outcome.say(
          "%s_rsi_%d: the relative strength index of %s over %s, begun %s before",
          column, rows, column, Figures.rows(rows), Figures.rows(length));
    }
    return outcome.fitted();
  }
}
