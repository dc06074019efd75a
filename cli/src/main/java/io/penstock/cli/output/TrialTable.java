package io.penstock.cli.output;

import io.penstock.backtesting.Backtest;
import io.penstock.backtesting.Fold;
import io.penstock.backtesting.Spread;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.model.TrainingSummary;
import io.penstock.network.Head;
import io.penstock.trials.BacktestedTrial;
import io.penstock.trials.TrainedTrial;
import io.penstock.trials.TrialResult;
import io.penstock.trials.TrialResults;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The scores of trials as a table: a row a trial, those of the best baselines beneath.
 *
 * @param heads of the columns
 * @param rows as many cells as there are heads
 * @param best place of the best trial's row; empty if none is best
 */
public record TrialTable(List<String> heads, List<List<String>> rows, Optional<Integer> best) {
  private static final Scores UNKNOWN = new Scores(Map.of());
  private static final List<String> EFFORT = List.of("trial", "epochs", "weights", "seconds");
  private static final List<String> NO_EFFORT = List.of("", "", "");

  /** Before the name of a baseline, as which a trial may be called too. */
  private static final String BASELINE = "baseline: ";

  /** Copies the lists. */
  public TrialTable {
    heads = List.copyOf(heads);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Of trials of which at least one is done. */
  public static TrialTable of(TrialResults results) {
    Optional<Integer> best = results.best().map(results.results()::indexOf);
    TrialTable table =
        results.inFolds()
            ? inFolds(
                results.results().stream().map(BacktestedTrial.class::cast).toList(),
                results.leading())
            : onParts(
                results.results().stream().map(TrainedTrial.class::cast).toList(),
                results.leading());
    return new TrialTable(table.heads(), table.rows(), best);
  }

  /** What the mark of the best means. */
  public static String key(TrialResults results) {
    return results.inFolds() ? "* best in the mean of the folds" : "* best on the validation part";
  }

  /** As lines of text, the best marked with a star. */
  List<String> lines() {
    Table table = new Table(heads.toArray(new String[0]));
    for (int k = 0; k < rows.size(); k++) {
      List<String> cells = new ArrayList<>(rows.get(k));
      if (best.filter(Integer.valueOf(k)::equals).isPresent()) {
        cells.set(0, cells.get(0) + " *");
      }
      table.row(cells);
    }
    return table.lines();
  }

  /** A row of scores on the parts of a split; a baseline takes no effort. */
  private record OnParts(String name, List<String> effort, Scores onValidation, Scores onTest) {
    /** Whether the forecasts are the same; heads differ in the scores that they have. */
    boolean scoresAs(OnParts other, Metric leading) {
      return same(onValidation, other.onValidation, leading) && same(onTest, other.onTest, leading);
    }

    private static boolean same(Scores one, Scores other, Metric metric) {
      return Double.compare(one.value(metric), other.value(metric)) == 0;
    }
  }

  private static TrialTable onParts(List<TrainedTrial> trials, Metric leading) {
    List<OnParts> rows = new ArrayList<>();
    for (TrainedTrial trial : trials) {
      rows.add(
          new OnParts(
              trial.trial().name(),
              effort(trial),
              trial.validation().map(Evaluation::model).orElse(UNKNOWN),
              trial.test().map(Evaluation::model).orElse(UNKNOWN)));
    }
    List<Metric> metrics =
        metrics(
            leading,
            trials.stream().map(trial -> trial.model().description().forecastHead()),
            rows.stream().map(row -> row.onTest().values().keySet()));
    rows.addAll(bestBaselines(trials, leading));
    List<String> heads = new ArrayList<>(EFFORT);
    heads.add(leading.label() + ", validation");
    metrics.forEach(metric -> heads.add(metric.label() + (metric == leading ? ", test" : "")));
    List<Scores> onValidation = rows.stream().map(OnParts::onValidation).toList();
    List<Scores> onTest = rows.stream().map(OnParts::onTest).toList();
    List<List<String>> cells = new ArrayList<>();
    for (OnParts row : rows) {
      List<String> line = new ArrayList<>(List.of(row.name()));
      line.addAll(row.effort());
      line.add(cell(row.onValidation(), leading, onValidation));
      metrics.forEach(metric -> line.add(cell(row.onTest(), metric, onTest)));
      cells.add(line);
    }
    return new TrialTable(heads, cells, Optional.empty());
  }

  private static String cell(Scores scores, Metric metric, List<Scores> all) {
    return Numbers.text(scores.value(metric), ScoreTable.decimals(metric, all));
  }

  private static List<String> effort(TrainedTrial trial) {
    TrainingSummary summary = trial.model().description().training();
    return List.of(
        summary.keptEpoch() + " of " + summary.epochs(),
        Numbers.grouped(trial.trial().network().parameters()),
        seconds(trial));
  }

  private static String seconds(TrialResult trial) {
    return String.format(Locale.ROOT, "%.1f", trial.seconds());
  }

  /** The leading metric, then those that tables show of the heads and some trial has. */
  private static List<Metric> metrics(
      Metric leading, Stream<Head> heads, Stream<Set<Metric>> known) {
    Set<Metric> shown = EnumSet.noneOf(Metric.class);
    heads.forEach(head -> shown.addAll(Metric.shown(head)));
    Set<Metric> there = EnumSet.noneOf(Metric.class);
    known.forEach(there::addAll);
    shown.retainAll(there);
    shown.remove(leading);
    List<Metric> metrics = new ArrayList<>(List.of(leading));
    metrics.addAll(shown);
    return metrics;
  }

  /**
   * The best baseline of each trial, once where it is the same: some read the window, and so depend
   * on the look-back.
   */
  private static List<OnParts> bestBaselines(List<TrainedTrial> trials, Metric leading) {
    List<OnParts> rows = new ArrayList<>();
    for (TrainedTrial trial : trials) {
      Optional<Baseline> best =
          trial.test().or(trial::validation).flatMap(Evaluation::bestBaseline);
      if (best.isEmpty()) {
        continue;
      }
      String name = ScoreTable.name(best.get(), trial.model().description().season());
      boolean again = rows.stream().anyMatch(row -> row.name().equals(BASELINE + name));
      OnParts row =
          new OnParts(
              BASELINE + name + (again ? lookBack(trial) : ""),
              NO_EFFORT,
              scores(trial.validation(), best.get()),
              scores(trial.test(), best.get()));
      if (rows.stream().noneMatch(before -> before.scoresAs(row, leading))) {
        rows.add(row);
      }
    }
    return rows;
  }

  private static String lookBack(TrialResult trial) {
    return ", look-back " + trial.trial().network().lookBack();
  }

  private static Scores scores(Optional<Evaluation> evaluation, Baseline naive) {
    return evaluation
        .flatMap(found -> Optional.ofNullable(found.baselines().get(naive)))
        .orElse(UNKNOWN);
  }

  /** A row of scores over folds. */
  private record InFolds(String name, List<String> effort, Map<Metric, Spread> scores) {}

  private static TrialTable inFolds(List<BacktestedTrial> trials, Metric leading) {
    List<InFolds> rows = new ArrayList<>();
    trials.forEach(
        trial ->
            rows.add(new InFolds(trial.trial().name(), effort(trial), trial.backtest().model())));
    List<Metric> metrics =
        metrics(
            leading,
            trials.stream()
                .flatMap(trial -> trial.backtest().scored().stream())
                .map(fold -> fold.forecasts().head()),
            rows.stream().map(row -> row.scores().keySet()));
    rows.addAll(bestBaselinesInFolds(trials, leading));
    List<String> heads = new ArrayList<>(EFFORT);
    metrics.forEach(metric -> heads.add(metric.label()));
    int folds = trials.get(0).backtest().scored().size();
    List<Map<Metric, Spread>> all = rows.stream().map(InFolds::scores).toList();
    List<List<String>> cells = new ArrayList<>();
    for (InFolds row : rows) {
      List<String> line = new ArrayList<>(List.of(row.name()));
      line.addAll(row.effort());
      for (Metric metric : metrics) {
        line.add(
            BacktestText.cell(
                row.scores().getOrDefault(metric, BacktestText.NONE),
                BacktestText.decimals(metric, all),
                folds));
      }
      cells.add(line);
    }
    return new TrialTable(heads, cells, Optional.empty());
  }

  private static List<InFolds> bestBaselinesInFolds(List<BacktestedTrial> trials, Metric leading) {
    List<InFolds> rows = new ArrayList<>();
    for (BacktestedTrial trial : trials) {
      Optional<Baseline> best = bestBaseline(trial.backtest(), leading);
      if (best.isEmpty()) {
        continue;
      }
      Map<Metric, Spread> scores = trial.backtest().baselines().get(best.get());
      String name = ScoreTable.name(best.get(), season(trial.backtest()));
      boolean again = rows.stream().anyMatch(row -> row.name().equals(BASELINE + name));
      if (rows.stream()
          .noneMatch(
              row -> Double.compare(mean(row.scores(), leading), mean(scores, leading)) == 0)) {
        rows.add(new InFolds(BASELINE + name + (again ? lookBack(trial) : ""), NO_EFFORT, scores));
      }
    }
    return rows;
  }

  private static int season(Backtest backtest) {
    return backtest.scored().stream()
        .flatMap(fold -> fold.evaluation().stream())
        .mapToInt(Evaluation::season)
        .findFirst()
        .orElse(1);
  }

  /** The baseline that is best in the mean of the folds. */
  public static Optional<Baseline> bestBaseline(Backtest backtest, Metric leading) {
    Map<Baseline, Map<Metric, Spread>> baselines = backtest.baselines();
    return baselines.keySet().stream()
        .filter(naive -> !Double.isNaN(mean(baselines.get(naive), leading)))
        .reduce(
            (one, later) ->
                leading.isBetter(
                        mean(baselines.get(later), leading), mean(baselines.get(one), leading))
                    ? later
                    : one);
  }

  private static double mean(Map<Metric, Spread> spreads, Metric metric) {
    return spreads.getOrDefault(metric, BacktestText.NONE).mean();
  }

  /** Kept epochs of the models of all folds, from the fewest to the most. */
  private static List<String> effort(BacktestedTrial trial) {
    IntSummaryStatistics kept =
        trial.backtest().folds().stream()
            .filter(fold -> fold.rows().refitted())
            .mapToInt(Fold::keptEpoch)
            .summaryStatistics();
    return List.of(
        kept.getMin() == kept.getMax()
            ? Integer.toString(kept.getMin())
            : kept.getMin() + "–" + kept.getMax(),
        Numbers.grouped(trial.trial().network().parameters()),
        seconds(trial));
  }
}
