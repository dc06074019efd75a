package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Lookup;
import io.penstock.formula.Formula.Phase;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Step;
import io.penstock.steps.numeric.Weights;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/**
 * Takes away from columns the mean of each place of the season, or divides by it. A forecast adds
 * or multiplies it again. What is taken away has the mean 0, what is divided by the mean 1.
 *
 * @param columns at least one
 * @param season rows, at least 2; empty for that of the series
 * @param form whether the season is added or multiplied
 */
public record Deseasonalise(List<String> columns, OptionalInt season, Form form) implements Step {
  private static final String NAME = "deseasonalise";

  /** How a season enters. */
  public enum Form {
    /** It is added. */
    ADDITIVE,
    /** It is multiplied; the columns are above 0 then. */
    MULTIPLICATIVE
  }

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Takes away the mean of each place of the season, or divides by it. A forecast adds or multiplies it again.",
              "deseasonalise: {columns: [load], season: 24}")
          .keys(
              StepKey.columns("", "Columns to adjust."),
              StepKey.count(
                  "season", StepKey.Range.SEVERAL, "that of the series", "Rows of a season."),
              StepKey.word(
                  "form",
                  StepKey.wordsOf(Form.values()),
                  "additive",
                  "Whether the season is added to the column or multiplies it, which then is above 0."))
          .requiring("columns")
          .making(
              values ->
                  new Deseasonalise(
                      values.columns(),
                      values.count("season"),
                      values.choice("form", Form.ADDITIVE)));

  /** Copies the list and checks it. */
  public Deseasonalise {
    columns = Chosen.required(NAME, columns);
    Numbers.requireAtLeast(NAME, "season", season.orElse(2), 2);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings().columns(columns).with("season", season).with("form", form).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    List<String> chosen = Chosen.numbers(NAME, columns, training);
    int rows = Chosen.season(NAME, season.orElse(0), training);
    Outcome outcome = new Outcome(NAME, training);
    for (String column : chosen) {
      if (form == Form.MULTIPLICATIVE) {
        Known.requireAbove(NAME, column, training, 0, "Take the form additive.");
      }
      double[] means = means(NAME, column, rows, training);
      double level = 0;
      for (double mean : means) {
        level += mean / rows;
      }
      Formula x = Formula.column(column);
      double[] table = table(means, level);
      if (form == Form.MULTIPLICATIVE && !Arrays.stream(table).allMatch(Known::isDivisor)) {
        throw PenstockException.data(
            "%s: the seasonal means of column %s of %s are too far apart for 32-bit numbers. Take the form additive.",
            NAME, column, training.name());
      }
      Formula known = new Lookup(new Phase(training.frequency(), rows), Weights.rounded(table));
      if (form == Form.ADDITIVE) {
        outcome.transform(column, x.minus(known), new Inverse.Plus(known));
      } else {
        outcome.transform(column, x.over(known), new Inverse.Times(known));
      }
      outcome.say(
          "%s: %s the mean of its place in a season of %d rows, %s to %s",
          column,
          form == Form.ADDITIVE ? "less" : "divided by",
          rows,
          Figures.text(Arrays.stream(table).min().orElseThrow()),
          Figures.text(Arrays.stream(table).max().orElseThrow()));
    }
    return outcome.fitted();
  }

  private double[] table(double[] means, double level) {
    return Arrays.stream(means)
        .map(mean -> form == Form.ADDITIVE ? mean - level : mean / level)
        .toArray();
  }

  /**
   * The mean of each place of the season.
   *
   * @return [place]
   * @throws PenstockException with code DATA if a place has no value, or times follow no rule
   */
  static double[] means(String step, String column, int season, FittingRows training) {
    Chosen.requireRegularTimes(step, training);
    double middle = Known.of(step, column, training).mean();
    float[] values = training.values(column);
    long[] steps = Chosen.stepNumbers(training);
    double[] means = new double[season];
    int[] counts = new int[season];
    for (int row = 0; row < values.length; row++) {
      if (!Float.isNaN(values[row])) {
        int place = (int) Math.floorMod(steps[row], (long) season);
        means[place] += values[row] - middle;
        counts[place]++;
      }
    }
    for (int place = 0; place < season; place++) {
      if (counts[place] == 0) {
        throw PenstockException.data(
            "%s: the training part of %s, %s, has no value of %s for some of the %d places of the season. "
                + "Take a shorter season, or a longer training part.",
            step, training.name(), Chosen.span(training), column, season);
      }
      means[place] = middle + means[place] / counts[place];
    }
    return means;
  }
}
