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
 * Adds the convergence and divergence of two moving averages (G. Appel): the line {@code
 * price_macd}, an exponential average of a short span less one of a long span; {@code
 * price_macd_signal}, the exponential average of the line; and {@code price_macd_histogram}, the
 * line less the signal. The averages begin, as in charts, with the plain mean of their span's first
 * rows. They are begun anew for each row so many rows before it: three finite filters, equal to
 * what a chart shows that begins there.
 *
 * @param columns at least one
 * @param fast the short span, at least 1
 * @param slow the long span, above the short one
 * @param signal the span of the signal, at least 1
 * @param cut rows that are looked at, at least slow + signal − 1; empty for as many as leave the
 *     first plain mean of the long span a weight of 1 %, and signal more
 */
public record Macd(List<String> columns, int fast, int slow, int signal, OptionalInt cut)
    implements Step {
  private static final String NAME = "macd";

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Adds the convergence and divergence of moving averages, as price_macd, price_macd_signal and price_macd_histogram.",
              "macd: {columns: [price]}")
          .keys(
              StepKey.columns("", "Columns to look at."),
              StepKey.count("fast", StepKey.Range.COUNT, "12", "The short span."),
              StepKey.count("slow", StepKey.Range.COUNT, "26", "The long span."),
              StepKey.count("signal", StepKey.Range.COUNT, "9", "The span of the signal."),
              StepKey.count(
                  "cut",
                  StepKey.Range.COUNT,
                  "as many as leave the first plain mean a weight of 1 %, 95 for these spans",
                  "Rows that are looked at: the averages begin so many rows before with plain means."))
          .requiring("columns")
          .making(
              values ->
                  new Macd(
                      values.columns(),
                      values.count("fast").orElse(12),
                      values.count("slow").orElse(26),
                      values.count("signal").orElse(9),
                      values.count("cut")));

  /** Copies the list and checks the numbers. */
  public Macd {
    columns = Chosen.required(NAME, columns);
    Numbers.requireAtLeast(NAME, "fast", fast, 1);
    Numbers.requireAtLeast(NAME, "signal", signal, 1);
    if (slow <= fast) {
      throw PenstockException.config(
          "%s: the span slow is %d, but must be above fast, %d.", NAME, slow, fast);
    }
    Numbers.requireAtLeast(NAME, "cut", cut.orElse(slow + signal), slow + signal - 1);
  }

  /**
   * {@return the usual spans: 12, 26 and 9}
   *
   * @param columns at least one
   */
  public static Macd of(String... columns) {
    return new Macd(List.of(columns), 12, 26, 9, OptionalInt.empty());
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings()
        .columns(columns)
        .with("fast", fast)
        .with("slow", slow)
        .with("signal", signal)
        .with("cut", cut)
        .all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    int length = cut.orElse(slow + Weights.rowsOfAlmostAll(Weights.shareOfSpan(slow)) + signal);
    Chosen.requireReach(NAME, training, length - 1L, "averages of " + Figures.rows(length));
    double[] line = line(length);
    double[] average = signal(length);
    Outcome outcome = new Outcome(NAME, training);
    for (String column : Chosen.numbers(NAME, columns, training)) {
      double middle = Known.of(NAME, column, training).mean();
      Formula x = Formula.column(column);
      String name = column + "_macd";
      outcome.add(name, Formulas.combination(x, line, middle));
      outcome.add(name + "_signal", Formulas.combination(x, average, middle));
      outcome.add(
          name + "_histogram", Formulas.combination(x, Weights.difference(line, average), middle));
      outcome.say(
          "%s, %s_signal, %s_histogram: averages of %s over spans of %d less %d, and %d, begun %s before",
          name, name, name, column, fast, slow, signal, Figures.rows(length - 1));
    }
    return outcome.fitted();
  }

  /** The line's weights where all began so many rows before. */
  private double[] line(int length) {
    return Weights.difference(
        Weights.begun(Weights.shareOfSpan(fast), fast, length),
        Weights.begun(Weights.shareOfSpan(slow), slow, length));
  }

  /** The signal's: an average of lines that began in the same row. */
  private double[] signal(int length) {
    double[] outer = Weights.begun(Weights.shareOfSpan(signal), signal, length - slow + 1);
    double[] weights = new double[length];
    for (int back = 0; back < outer.length; back++) {
      double[] line = line(length - back);
      for (int j = 0; j < line.length; j++) {
        weights[back + j] += outer[back] * line[j];
      }
    }
    return weights;
  }
}
