package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import io.penstock.steps.numeric.Weights;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Adds exponential means of the last rows: {@code price_ema_12}. The weights fall by the factor 1 −
 * α from row to row, are cut after some rows, and add up to 1; with a span, α is 2 / (span + 1).
 *
 * @param columns at least one
 * @param spans each above 1; empty if the shares are given
 * @param alphas shares of the newest value, each above 0 and below 1; empty if spans are given
 * @param cut rows that are looked at; empty for as many as have all but one percent of the weight
 */
public record ExponentialMean(
    List<String> columns, List<Double> spans, List<Double> alphas, OptionalInt cut)
    implements Step {
  private static final String NAME = "ema";

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Adds exponential means of the last rows, as price_ema_12: weights that fall by the factor 1 - alpha from row to row, are cut after some rows, and add up to 1.",
              "ema: {columns: [price], span: [12, 26]}")
          .keys(
              StepKey.columns("", "Columns to average."),
              StepKey.numbers(
                  "span",
                  StepKey.Range.POSITIVE,
                  "",
                  "Spans, each above 1: alpha is 2 / (span + 1). One column is added for each."),
              StepKey.numbers(
                  "alpha",
                  StepKey.Range.SHARE,
                  "",
                  "Shares of the newest value, in place of spans."),
              StepKey.count(
                  "cut",
                  StepKey.Range.COUNT,
                  "as many as have 99 % of the weight",
                  "Rows that are looked at."))
          .requiring("columns")
          .making(
              values ->
                  new ExponentialMean(
                      values.columns(),
                      values.numbers("span"),
                      values.numbers("alpha"),
                      values.count("cut")));

  /** Copies the lists and checks them. */
  public ExponentialMean {
    columns = Chosen.required(NAME, columns);
    spans = Numbers.distinct(NAME, "span", spans);
    alphas = Numbers.distinct(NAME, "alpha", alphas);
    if (spans.isEmpty() == alphas.isEmpty()) {
      throw PenstockException.config("%s: either span or alpha must be given, as span: 12.", NAME);
    }
    spans.forEach(span -> Numbers.requireAbove(NAME, "span", span, 1));
    for (double alpha : alphas) {
      Numbers.requireAbove(NAME, "alpha", alpha, 0);
      Numbers.requireAbove(NAME, "1 - alpha", 1 - alpha, 0);
    }
    Numbers.requireAtLeast(NAME, "cut", cut.orElse(1), 1);
  }

  /**
   * {@return means of these spans, cut where they have 99 % of their weight}
   *
   * @param columns at least one
   * @param spans each above 1
   */
  public static ExponentialMean ofSpans(List<String> columns, Double... spans) {
    return new ExponentialMean(columns, List.of(spans), List.of(), OptionalInt.empty());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings()
        .columns(columns)
        .list("span", spans)
        .list("alpha", alphas)
        .with("cut", cut)
        .all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    Outcome outcome = new Outcome(NAME, training);
    for (String column : Chosen.numbers(NAME, columns, training)) {
      double middle = Known.of(NAME, column, training).mean();
      for (double number : spans.isEmpty() ? alphas : spans) {
        double share = spans.isEmpty() ? number : Weights.shareOfSpan(number);
        int length = cut.orElse(Weights.rowsOfAlmostAll(share));
        Chosen.requireReach(NAME, training, length - 1L, "a mean of " + Figures.rows(length));
        String name = column + "_ema_" + Figures.text(number);
        double[] weights = Weights.exponential(share, length);
        outcome.add(name, Formulas.average(Formula.column(column), weights, middle));
        outcome.say(
            "%s: the exponential mean of %s with alpha = %s, over %s",
            name, column, Figures.text(share), Figures.rows(length));
      }
    }
    return outcome.fitted();
  }
}
