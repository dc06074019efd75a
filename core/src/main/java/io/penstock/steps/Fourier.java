package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Cycle;
import io.penstock.formula.Formula.Unary;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import java.util.List;
import java.util.Map;

/**
 * Adds sines and cosines of periods of any length, which are known of the rows to be forecast too:
 * {@code fourier_24_sin_1}, {@code fourier_24_cos_1}, then twice as fast ones, up to {@code order}
 * times.
 *
 * @param periods rows, each at least 2; 365.25 is one
 * @param order how many of each, at least 1 and at most half of each period
 */
public record Fourier(List<Double> periods, int order) implements Step {
  private static final String NAME = "fourier";

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Adds sines and cosines of periods of any length, which are known of the rows to be forecast too, as fourier_24_sin_1 and fourier_24_cos_1.",
              "fourier: {period: [24, 168], order: 2}")
          .keys(
              StepKey.numbers(
                  "period", StepKey.Range.POSITIVE, "", "Rows of a period, whole or not."),
              StepKey.count(
                  "order",
                  StepKey.Range.COUNT,
                  "1",
                  "How many pairs for each period, the k-th k times as fast."))
          .requiring("period")
          .shortFor("period")
          .making(values -> new Fourier(values.numbers("period"), values.count("order").orElse(1)));

  /** Copies the list and checks the numbers. */
  public Fourier {
    periods = Numbers.distinct(NAME, "period", periods);
    if (periods.isEmpty()) {
      throw PenstockException.config("%s: no period is given.", NAME);
    }
    Numbers.requireAtLeast(NAME, "order", order, 1);
    for (double period : periods) {
      if (!(period >= 2) || period > 1e9 || order > period / 2) {
        throw PenstockException.config(
            "%s: a period of %s rows with the order %d: a period has at least 2 rows, and the order is at most half of it.",
            NAME, Figures.text(period), order);
      }
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().list("period", periods).with("order", order).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    Chosen.requireRegularTimes(NAME, training);
    Outcome outcome = new Outcome(NAME, training);
    for (double period : periods) {
      Formula cycle = new Cycle(training.frequency(), period);
      String name = "fourier_" + Figures.text(period);
      for (int k = 1; k <= order; k++) {
        Formula angle = cycle.times(Formula.constant(2 * Math.PI * k));
        outcome.add(name + "_sin_" + k, new Unary(Unary.Function.SINE, angle));
        outcome.add(name + "_cos_" + k, new Unary(Unary.Function.COSINE, angle));
      }
      outcome.say(
          "%s_sin_1 to %s_cos_%d: sines and cosines of a period of %s rows",
          name, name, order, Figures.text(period));
    }
    return outcome.fitted().known(outcome.names());
  }
}
