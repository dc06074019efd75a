package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Lookup;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Step;
import io.penstock.steps.numeric.Sample;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Scales columns: x less a centre, divided by a scale. Where there is nothing to divide by, as in a
 * constant column, the scale is 1. Nothing else scales these columns after it.
 *
 * @param columns empty for all columns of numbers
 * @param method how centre and scale are fitted
 * @param low what the least value of the training part becomes with {@link Method#MIN_MAX}
 * @param high what the greatest one becomes; above {@code low}
 * @param per the column of words by whose label the rows have a centre and a scale of their own, or
 *     {@code series} for the one that tells several series apart; empty for one over all rows
 * @param unknown what is done with a label that training has not seen
 */
public record Scale(
    List<String> columns,
    Method method,
    double low,
    double high,
    Optional<String> per,
    Unknown unknown)
    implements Step {
  private static final String NAME = "scale";

  /** Stands for the column that tells several series apart. */
  public static final String SERIES = "series";

  /** Ways to scale. */
  public enum Method {
    /** Mean and population standard deviation. */
    STANDARD,
    /** Least and greatest value, to a given range. */
    MIN_MAX,
    /** Median and interquartile range; the standard deviation where the latter is 0. */
    ROBUST,
    /** The greatest absolute value; zero stays zero. */
    MAX_ABS,
    /** Not at all; not by the scaling that comes after the steps either. */
    NONE
  }

  /** What is done with labels that training has not seen. */
  public enum Unknown {
    /** A forecast of them is refused. */
    ERROR,
    /** They are scaled as all rows of the training part together. */
    OVERALL
  }

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Scales a column in another way than the rest, or each series by numbers of its own. The scaling of the key scale leaves it as it is.",
              "scale: {columns: [price], method: robust}")
          .keys(
              StepKey.columns("all of numbers", "Columns to scale."),
              StepKey.word(
                  "method",
                  StepKey.wordsOf(Method.values()),
                  "standard",
                  "By mean and standard deviation, least and greatest value, median and interquartile range, greatest absolute value, or not at all."),
              StepKey.number(
                  "low", StepKey.Range.ANY, "0", "What the least value becomes with min-max."),
              StepKey.number(
                  "high", StepKey.Range.ANY, "1", "What the greatest value becomes with min-max."),
              StepKey.column(
                  "per",
                  "The column of words whose labels have fitted numbers of their own; series stands for the one that tells several series apart."),
              StepKey.word(
                  "unknown",
                  StepKey.wordsOf(Unknown.values()),
                  "error",
                  "What to do with a label that training has not seen: refuse it, or scale it as all labels together."))
          .making(
              values ->
                  new Scale(
                      values.columns(),
                      values.choice("method", Method.STANDARD),
                      values.number("low").orElse(0),
                      values.number("high").orElse(1),
                      values.name("per"),
                      values.choice("unknown", Unknown.ERROR)));

  private record Fit(double centre, double scale) {}

  /** Copies the list and checks it. */
  public Scale {
    columns = Chosen.optional(NAME, columns);
    Numbers.requireAbove(NAME, "high", high, low);
  }

  /**
   * {@return a scaling of these columns over all rows, with min-max to [0, 1]}
   *
   * @param method how centre and scale are fitted
   * @param columns empty for all columns of numbers
   */
  public static Scale of(Method method, String... columns) {
    return new Scale(List.of(columns), method, 0, 1, Optional.empty(), Unknown.ERROR);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings()
        .columns(columns)
        .with("method", method)
        .with("low", low)
        .with("high", high)
        .with("per", per)
        .with("unknown", unknown)
        .all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    List<String> chosen = Chosen.numbers(NAME, columns, training);
    Outcome outcome = new Outcome(NAME, training);
    Optional<String> id = per.map(name -> idColumn(name, training));
    for (String column : chosen) {
      if (id.isPresent()) {
        scaleEach(column, id.get(), training, outcome);
      } else {
        scaleAll(column, training, outcome);
      }
    }
    boolean others = id.isPresent() && unknown == Unknown.OVERALL;
    return outcome
        .fitted()
        .scaling(outcome.names())
        .allowingOthers(others ? Set.of(id.get()) : Set.of());
  }

  private static String idColumn(String name, FittingRows training) {
    if (name.equals(SERIES) && !training.columns().contains(SERIES)) {
      return training
          .idColumn()
          .orElseThrow(
              () ->
                  PenstockException.config(
                      "%s: per series is asked for, but %s holds one series. Name the column of words that tells them apart.",
                      NAME, training.name()));
    }
    return Chosen.words(NAME, List.of(name), training).get(0);
  }

  private void scaleAll(String column, FittingRows training, Outcome outcome) {
    Fit fit = fit(Known.of(NAME, column, training));
    requireFloats(fit, column, training);
    outcome.transform(
        column,
        Formulas.scaled(Formula.column(column), fit.centre(), fit.scale()),
        new Inverse.Affine((float) fit.centre(), (float) fit.scale()));
    outcome.say(
        "%s: less %s, divided by %s",
        column, Figures.text(fit.centre()), Figures.text(fit.scale()));
  }

  /** Labels are counted from 0; before them stands what holds for all others. */
  private void scaleEach(String column, String id, FittingRows training, Outcome outcome) {
    Fit overall = fit(Known.of(NAME, column, training));
    float[] values = training.values(column);
    float[] labels = training.values(id);
    List<Fit> fits = new ArrayList<>();
    fits.add(overall);
    for (int label = 0; label < training.labels(id).size(); label++) {
      int wanted = label;
      Sample own = Sample.of(values, row -> labels[row] == wanted);
      fits.add(own.count() == 0 ? overall : fit(own));
    }
    fits.forEach(fit -> requireFloats(fit, column, training));
    Formula place = Formula.column(id).plus(Formula.constant(1));
    Formula centre = new Lookup(place, fits.stream().map(fit -> (float) fit.centre()).toList());
    Formula scale = new Lookup(place, fits.stream().map(fit -> (float) fit.scale()).toList());
    outcome.transform(
        column,
        Formula.column(column).minus(centre).over(scale),
        new Inverse.OfLastRow(centre, scale));
    outcome.say(
        "%s: less a number of each %s, %s over all, divided by another, %s over all",
        column, id, Figures.text(overall.centre()), Figures.text(overall.scale()));
  }

  private static void requireFloats(Fit fit, String column, FittingRows training) {
    if (!Float.isFinite((float) fit.centre()) || !Known.isDivisor(fit.scale())) {
      throw PenstockException.data(
          "%s: the values of column %s of %s are too far apart for 32-bit numbers. Give it in a greater unit.",
          NAME, column, training.name());
    }
  }

  private Fit fit(Sample sample) {
    double range = (double) sample.greatest() - sample.least();
    return switch (method) {
      case STANDARD -> new Fit(sample.mean(), divisor(sample, sample.deviation()));
      case MIN_MAX -> {
        double scale = divisor(sample, range / (high - low));
        yield new Fit(sample.least() - low * scale, scale);
      }
      case ROBUST -> {
        double quartiles = sample.quantile(0.75) - sample.quantile(0.25);
        // Where half of the values are the same, they say nothing of how far the others are.
        double spread = quartiles > 0 ? quartiles : sample.deviation();
        yield new Fit(sample.median(), divisor(sample, spread));
      }
      case MAX_ABS -> {
        double greatest = Math.max(Math.abs(sample.greatest()), Math.abs(sample.least()));
        yield new Fit(0, Known.isDivisor(greatest) ? greatest : 1);
      }
      case NONE -> new Fit(0, 1);
    };
  }

  /** Few values that differ among many that do not can have a deviation below any normal float. */
  private static double divisor(Sample sample, double spread) {
    return sample.isConstant() ? 1 : Math.max(Float.MIN_NORMAL, spread);
  }
}
