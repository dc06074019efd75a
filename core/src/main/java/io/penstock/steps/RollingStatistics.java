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
 * Adds statistics of the last rows, the row itself among them: {@code load_mean_24}.
 *
 * @param columns at least one
 * @param rows of how many rows, each at least 2
 * @param statistics at least one
 */
public record RollingStatistics(List<String> columns, List<Integer> rows, List<Of> statistics)
    implements Step {
  private static final String NAME = "rolling";

  /** Statistics of some rows. */
  public enum Of {
    /** The mean. */
    MEAN(Statistic.MEAN),
    /** The population standard deviation. */
    DEVIATION(Statistic.DEVIATION),
    /** The least. */
    MIN(Statistic.LEAST),
    /** The greatest. */
    MAX(Statistic.GREATEST),
    /** The median. */
    MEDIAN(Statistic.MEDIAN);

    private final Statistic statistic;

    Of(Statistic statistic) {
      this.statistic = statistic;
    }
  }

  static final StepKind KIND =
      StepKind.of(
              NAME,
              "Adds statistics of the last rows, the row itself among them, as load_mean_24.",
              "rolling: {columns: [load], rows: [24], statistics: [mean, deviation]}")
          .keys(
              StepKey.columns("", "Columns to look at."),
              StepKey.counts("rows", "", "Of how many rows; columns are added for each."),
              StepKey.words(
                  "statistics",
                  StepKey.wordsOf(Of.values()),
                  "mean",
                  "Which ones; the deviation is the population's."))
          .requiring("columns", "rows")
          .making(
              values ->
                  new RollingStatistics(
                      values.columns(),
                      values.counts("rows"),
                      values.has("statistics")
                          ? values.choices("statistics", Of.class)
                          : List.of(Of.MEAN)));

  /** Copies the lists and checks them. */
  public RollingStatistics {
    columns = Chosen.required(NAME, columns);
    rows = Numbers.counts(NAME, "rows", rows);
    rows.forEach(count -> Numbers.requireAtLeast(NAME, "rows", count, 2));
    statistics = List.copyOf(statistics);
    Numbers.requireAtLeast(NAME, "the number of statistics", statistics.size(), 1);
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Map<String, Object> settings() {
    return new StepSettings()
        .columns(columns)
        .list("rows", rows)
        .words("statistics", statistics)
        .all();
  }

  @Override
  public FittedStep fit(FittingRows training) {
    Outcome outcome = new Outcome(NAME, training);
    for (String column : Chosen.numbers(NAME, columns, training)) {
      for (int count : rows) {
        Chosen.requireReach(NAME, training, count - 1L, "a statistic of " + Figures.rows(count));
        for (Of of : statistics) {
          outcome.add(
              column + "_" + StepKey.wordOf(of) + "_" + count,
              new Rolling(of.statistic, Formula.column(column), count));
        }
      }
      for (Of of : statistics) {
        String word = StepKey.wordOf(of);
        outcome.say(
            "%s of %s: the %s of so many last rows",
            Figures.names(column + "_" + word + "_", rows), column, word);
      }
    }
    return outcome.fitted();
  }
}
