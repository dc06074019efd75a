package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Rolling;
import io.penstock.formula.Formula.Rolling.Statistic;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import io.penstock.steps.numeric.Sample;
import java.util.List;
import java.util.Map;

/**
 * Finds values that stand out in columns, and does something about them. A value that is replaced,
 * clipped or missing is so for the network only: a forecast of such a column is one of the column
 * as it was.
 *
 * @param columns at least one
 * @param detector which values stand out
 * @param action what is done about them
 */
public record Outliers(List<String> columns, Detector detector, Action action) implements Step {
  private static final String NAME = "outliers";

  /** What makes the median absolute deviation of a normal distribution its standard deviation. */
  private static final double TO_DEVIATION = 1.4826;

  /** Ways to tell which values stand out. */
  public sealed interface Detector {}

  /**
   * Those farther from the median of the last rows than so many times 1.4826 times the median of
   * the distances of these rows from it (F. R. Hampel, 1974). Where one of these rows is missing,
   * nothing stands out.
   *
   * @param rows the row itself among them, at least 3
   * @param threshold above 0
   */
  public record Hampel(int rows, double threshold) implements Detector {
    /** Checks the numbers. */
    public Hampel {
      Numbers.requireAtLeast(NAME, "rows", rows, 3);
      Numbers.requireAbove(NAME, "threshold", threshold, 0);
    }
  }

  /**
   * Those below or above quantiles of the training part.
   *
   * @param lower from 0 to below the upper one
   * @param upper to 1
   */
  public record Winsorise(double lower, double upper) implements Detector {
    /** Checks the numbers. */
    public Winsorise {
      if (!(lower >= 0 && lower < upper && upper <= 1)) {
        throw PenstockException.config(
            "%s: the quantiles are %s and %s, but must be from 0 to 1, the lower one first.",
            NAME, Figures.text(lower), Figures.text(upper));
      }
    }
  }

  /**
   * Those farther from the mean of the training part than so many of its standard deviations.
   *
   * @param threshold above 0
   */
  public record ZScore(double threshold) implements Detector {
    /** Checks the number. */
    public ZScore {
      Numbers.requireAbove(NAME, "threshold", threshold, 0);
    }
  }

  /** What is done about values that stand out. */
  public enum Action {
    /** They become the median, the mean, or the quantile that they are beyond. */
    REPLACE,
    /** They become the bound that they are beyond. */
    CLIP,
    /** They stay, and a column {@code load_outlier} is 1 there and else 0. */
    MARK,
    /** They become missing. */
    MISSING
  }

  private enum Method {
    HAMPEL,
    WINSORISE,
    Z_SCORE
  }

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Finds values that stand out, and replaces, clips or marks them, or makes them missing.",
              "outliers: {method: hampel, columns: [pm2.5], rows: 25, threshold: 3}")
          .keys(
              StepKey.columns("", "Columns to look at."),
              StepKey.word(
                  "method",
                  StepKey.wordsOf(Method.values()),
                  "hampel",
                  "Which stand out: those far from the median of the last rows, those beyond quantiles of the training part, or those far from its mean."),
              StepKey.count(
                  "rows", StepKey.Range.SEVERAL, "25", "With hampel: rows of the median."),
              StepKey.number(
                  "threshold",
                  StepKey.Range.POSITIVE,
                  "3",
                  "With hampel and z-score: how many deviations are far."),
              StepKey.number(
                  "lower", StepKey.Range.SHARE, "0.01", "With winsorise: the lower quantile."),
              StepKey.number(
                  "upper", StepKey.Range.SHARE, "0.99", "With winsorise: the upper quantile."),
              StepKey.word(
                  "action",
                  StepKey.wordsOf(Action.values()),
                  "replace",
                  "Replace by the median, mean or quantile; clip to the bound; mark in a column load_outlier; or make missing, for impute to fill."))
          .requiring("columns")
          .making(Outliers::made);

  private static Outliers made(StepValues values) {
    Method method = values.choice("method", Method.HAMPEL);
    values.requireOnlyWith(NAME, method, Method.HAMPEL, "rows");
    if (method == Method.WINSORISE) {
      values.refuse(NAME, method, "threshold", "hampel and z-score");
    }
    values.requireOnlyWith(NAME, method, Method.WINSORISE, "lower", "upper");
    double threshold = values.number("threshold").orElse(3);
    Detector detector =
        switch (method) {
          case HAMPEL -> new Hampel(values.count("rows").orElse(25), threshold);
          case WINSORISE ->
              new Winsorise(
                  values.number("lower").orElse(0.01), values.number("upper").orElse(0.99));
          case Z_SCORE -> new ZScore(threshold);
        };
    return new Outliers(values.columns(), detector, values.choice("action", Action.REPLACE));
  }

  /** Copies the list and checks it. */
  public Outliers {
    columns = Chosen.required(NAME, columns);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    StepSettings settings = new StepSettings().columns(columns);
    if (detector instanceof Hampel hampel) {
      settings
          .with("method", Method.HAMPEL)
          .with("rows", hampel.rows())
          .with("threshold", hampel.threshold());
    } else if (detector instanceof Winsorise quantiles) {
      settings
          .with("method", Method.WINSORISE)
          .with("lower", quantiles.lower())
          .with("upper", quantiles.upper());
    } else if (detector instanceof ZScore score) {
      settings.with("method", Method.Z_SCORE).with("threshold", score.threshold());
    }
    return settings.with("action", action).all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    Outcome outcome = new Outcome(NAME, training);
    for (String column : Chosen.numbers(NAME, columns, training)) {
      if (detector instanceof Hampel hampel) {
        treat(column, hampel, training, outcome);
      } else {
        treat(column, Known.of(NAME, column, training), outcome);
      }
    }
    return outcome.fitted();
  }

  private void treat(String column, Hampel hampel, FittingRows training, Outcome outcome) {
    int rows = hampel.rows();
    Chosen.requireReach(NAME, training, rows - 1L, "a median of " + Figures.rows(rows));
    Formula x = Formula.column(column);
    Formula median = new Rolling(Statistic.MEDIAN, x, rows);
    Formula reach =
        new Rolling(Statistic.MEDIAN_DEVIATION, x, rows)
            .times(Formula.constant(hampel.threshold() * TO_DEVIATION));
    Formula difference = x.minus(median);
    Formula far = reach.isBelow(difference.absolute());
    Formula bound =
        difference.isBelow(Formula.constant(0)).choose(median.minus(reach), median.plus(reach));
    act(column, far, median, bound, outcome);
    outcome.say(
        "%s: values farther than %s deviations from the median of the last %s %s",
        column, Figures.text(hampel.threshold()), Figures.rows(rows), words(column, "that median"));
  }

  /** By bounds that are the same in all rows. */
  private void treat(String column, Sample sample, Outcome outcome) {
    boolean byScore = detector instanceof ZScore;
    double low;
    double high;
    if (detector instanceof ZScore score) {
      low = sample.mean() - score.threshold() * sample.deviation();
      high = sample.mean() + score.threshold() * sample.deviation();
    } else {
      Winsorise quantiles = (Winsorise) detector;
      low = sample.quantile(quantiles.lower());
      high = sample.quantile(quantiles.upper());
    }
    if (sample.isConstant()) {
      // Nothing can be told from one value; and another one is to count when it comes.
      low = -Float.MAX_VALUE;
      high = Float.MAX_VALUE;
    }
    Formula x = Formula.column(column);
    Formula least = Formula.constant(low);
    Formula greatest = Formula.constant(high);
    Formula bound = x.isBelow(least).choose(least, greatest);
    act(
        column,
        Formulas.outside(x, least, greatest),
        byScore ? Formula.constant(sample.mean()) : bound,
        bound,
        outcome);
    if (sample.isConstant()) {
      outcome.say("%s: the same in all of the training part, so that nothing stands out", column);
    } else {
      outcome.say(
          "%s: values below %s or above %s %s",
          column,
          Figures.text(low),
          Figures.text(high),
          words(column, byScore ? "the mean, " + Figures.text(sample.mean()) : "that bound"));
    }
  }

  private void act(
      String column, Formula far, Formula replacement, Formula bound, Outcome outcome) {
    Formula x = Formula.column(column);
    switch (action) {
      case REPLACE -> outcome.clean(column, far.choose(replacement, x));
      case CLIP -> outcome.clean(column, far.choose(bound, x));
      case MISSING -> outcome.clean(column, far.choose(Formulas.MISSING, x));
      case MARK -> outcome.add(column + "_outlier", far);
    }
  }

  private String words(String column, String replacement) {
    return switch (action) {
      case REPLACE -> "become " + replacement;
      case CLIP -> "become the nearest that is not";
      case MISSING -> "count as missing";
      case MARK -> "have 1 in " + column + "_outlier";
    };
  }
}
