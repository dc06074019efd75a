package io.penstock.cli.output;

import io.penstock.backtesting.Backtest;
import io.penstock.backtesting.BacktestPlan;
import io.penstock.backtesting.BacktestVerdict;
import io.penstock.backtesting.Fold;
import io.penstock.backtesting.FoldPart;
import io.penstock.backtesting.Origin;
import io.penstock.backtesting.Spread;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.modelfile.Words;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.LongFunction;
import java.util.stream.DoubleStream;
import org.jspecify.annotations.Nullable;

/** A backtest fold by fold and over all, for people and as JSON. */
public final class BacktestText {
  private static final int MOST_DECIMALS = 6;
  static final Spread NONE = new Spread(Double.NaN, Double.NaN, 0);

  private BacktestText() {}

  /** How folds are cut, in a line. */
  public static String plan(BacktestPlan plan, int purge) {
    StringBuilder text = new StringBuilder();
    text.append(ModelText.plural(plan.folds(), "fold"))
        .append(plan.origin() == Origin.EXPANDING ? ", expanding origin: " : ", sliding origin: ")
        .append(plan.testRows().orElseThrow())
        .append(" rows for test, ")
        .append(plan.step().orElseThrow())
        .append(" apart, ")
        .append(plan.validationRows().orElseThrow())
        .append(" for validation");
    plan.trainingRows().ifPresent(rows -> text.append(", ").append(rows).append(" for training"));
    if (purge > 0) {
      text.append(", ").append(ModelText.plural(purge, "row")).append(" left out between");
    }
    return text.append("; a model is trained in ")
        .append(plan.refitEvery() == 1 ? "each" : "one fold of " + plan.refitEvery())
        .append(".")
        .toString();
  }

  /**
   * A row a fold, then the scores over the folds, and what they mean.
   *
   * @param time how times are written
   */
  public static List<String> lines(Backtest backtest, LongFunction<String> time) {
    List<String> lines = new ArrayList<>();
    if (!backtest.folds().isEmpty()) {
      lines.addAll(folds(backtest, time));
      lines.add("");
    }
    if (!backtest.scored().isEmpty()) {
      lines.addAll(overall(backtest));
      lines.add("");
    }
    lines.add(BacktestVerdict.of(backtest));
    return lines;
  }

  private static List<String> folds(Backtest backtest, LongFunction<String> time) {
    Optional<Metric> leading = backtest.leading();
    String score = leading.map(Metric::label).orElse("score");
    Table table =
        new Table(
            "fold",
            "learns from",
            "is judged on",
            "windows",
            "epochs",
            score,
            "best naive",
            "",
            "skill %");
    double[] scores =
        backtest.scored().stream()
            .flatMapToDouble(
                fold -> DoubleStream.of(model(fold, leading), naive(fold, leading).orElse(0.0)))
            .toArray();
    int decimals = Math.min(MOST_DECIMALS, Numbers.decimals(scores));
    for (Fold fold : backtest.folds()) {
      table.row(
          List.of(
              Integer.toString(fold.rows().number()),
              fold.rows().refitted()
                  ? span(fold.rows().training(), time)
                  : "as fold " + fold.rows().fittedIn(),
              span(fold.rows().test(), time),
              Integer.toString(fold.windows()),
              fold.rows().refitted() ? Integer.toString(fold.epochs()) : "–",
              Numbers.text(model(fold, leading), decimals),
              Numbers.text(naive(fold, leading).orElse(Double.NaN), decimals),
              fold.bestBaseline().map(Baseline::label).orElse(""),
              percent(fold.skill().orElse(Double.NaN))));
    }
    return table.lines();
  }

  private static double model(Fold fold, Optional<Metric> leading) {
    return fold.evaluation()
        .map(evaluation -> evaluation.model().value(leading.orElseThrow()))
        .orElse(Double.NaN);
  }

  private static Optional<Double> naive(Fold fold, Optional<Metric> leading) {
    return fold.bestBaseline()
        .map(
            best ->
                fold.evaluation().orElseThrow().baselines().get(best).value(leading.orElseThrow()));
  }

  private static String percent(double share) {
    return Double.isNaN(share) ? "–" : String.format(Locale.ROOT, "%.1f", 100 * share);
  }

  /** From its first time to its last, and how many rows that are. */
  private static String span(FoldPart part, LongFunction<String> time) {
    return part.rows() == 0
        ? "–"
        : time.apply(part.firstTime().orElseThrow())
            + " … "
            + time.apply(part.lastTime().orElseThrow());
  }

  /** A row a forecast and a column for each metric that tables show, as on one test part. */
  private static List<String> overall(Backtest backtest) {
    Fold first = backtest.scored().get(0);
    int season = first.evaluation().map(Evaluation::season).orElseThrow();
    Map<Metric, Spread> model = backtest.model();
    List<Metric> metrics =
        Metric.shown(first.forecasts().head()).stream().filter(model::containsKey).toList();
    Map<String, Map<Metric, Spread>> rows = new LinkedHashMap<>();
    rows.put("model", model);
    backtest
        .baselines()
        .forEach(
            (naive, spreads) ->
                rows.put(
                    naive == Baseline.SEASONAL_NAIVE
                        ? naive.label() + " (" + season + ")"
                        : naive.label(),
                    spreads));
    List<String> heads = new ArrayList<>(List.of("mean ± deviation"));
    metrics.forEach(metric -> heads.add(metric.label()));
    Table table = new Table(heads.toArray(new String[0]));
    rows.forEach(
        (name, spreads) -> {
          List<String> cells = new ArrayList<>(List.of(name));
          for (Metric metric : metrics) {
            int decimals = decimals(metric, rows.values());
            cells.add(cell(spreads.getOrDefault(metric, NONE), decimals, backtest.scored().size()));
          }
          table.row(cells);
        });
    return table.lines();
  }

  /** Enough for the greatest of a column, and nearly enough for the smallest. */
  static int decimals(Metric metric, Collection<Map<Metric, Spread>> rows) {
    double[] sizes =
        rows.stream()
            .mapToDouble(spreads -> Math.abs(spreads.getOrDefault(metric, NONE).mean()))
            .toArray();
    double greatest = DoubleStream.of(sizes).filter(Double::isFinite).max().orElse(1);
    return Math.min(
        MOST_DECIMALS, Math.max(Numbers.decimals(greatest), Numbers.decimals(sizes) - 1));
  }

  static String cell(Spread spread, int decimals, int folds) {
    String text = Numbers.text(spread.mean(), decimals);
    if (spread.folds() > 1) {
      text += " ± " + Numbers.text(spread.deviation(), decimals);
    }
    return spread.folds() > 0 && spread.folds() < folds
        ? text + " (" + ModelText.plural(spread.folds(), "fold") + ")"
        : text;
  }

  /** One line on a fold that is done, for progress. */
  static String done(Fold fold, int folds) {
    StringBuilder text = new StringBuilder();
    text.append("fold ").append(fold.rows().number()).append("/").append(folds);
    text.append(
        fold.rows().refitted()
            ? "  " + ModelText.plural(fold.epochs(), "epoch")
            : "  asks the model of fold " + fold.rows().fittedIn());
    text.append("  ").append(ModelText.plural(fold.windows(), "test window"));
    Optional<Metric> leading = fold.evaluation().map(Evaluation::leading);
    leading.ifPresent(
        metric -> {
          text.append("  ").append(metric.label()).append(" ");
          text.append(Numbers.text(model(fold, leading)));
          naive(fold, leading)
              .ifPresent(
                  naive -> text.append(", best naive forecast ").append(Numbers.text(naive)));
        });
    return text.toString();
  }

  /**
   * All of it but the forecasts.
   *
   * @param time how times are written
   */
  public static Json json(Backtest backtest, LongFunction<String> time) {
    BacktestPlan plan = backtest.plan();
    Json json = new Json();
    json.put("origin", plan.origin().name().toLowerCase(Locale.ROOT));
    json.put("planned", plan.folds());
    json.put("foldStep", number(plan.step()));
    json.put("testRows", number(plan.testRows()));
    json.put("validationRows", number(plan.validationRows()));
    json.put("trainRows", number(plan.trainingRows()));
    json.put("refitEvery", plan.refitEvery());
    json.put("purge", backtest.purge());
    json.put("backend", backtest.backend().orElse(null));
    json.put("complete", backtest.complete());
    json.put("folds", backtest.folds().stream().map(fold -> json(fold, time)).toList());
    json.put("model", spreads(backtest.model()));
    Json baselines = new Json();
    backtest
        .baselines()
        .forEach((naive, spreads) -> baselines.put(Words.member(naive), spreads(spreads)));
    json.put("baselines", baselines);
    json.put("leading", backtest.leading().map(Words::member).orElse(null));
    json.put("skill", json(backtest.skill()));
    json.put("beatsBaselines", backtest.beaten());
    json.put("verdict", BacktestVerdict.of(backtest));
    return json;
  }

  private static @Nullable Integer number(OptionalInt number) {
    return number.isPresent() ? (Integer) number.getAsInt() : null;
  }

  private static Json json(Fold fold, LongFunction<String> time) {
    Json json = new Json();
    json.put("fold", fold.rows().number());
    json.put("fittedIn", fold.rows().fittedIn());
    json.put("training", json(fold.rows().training(), time));
    json.put("validation", json(fold.rows().validation(), time));
    json.put("tested", json(fold.rows().test(), time));
    json.put("lookBack", fold.lookBack());
    json.put("trainingWindows", fold.trainingWindows());
    json.put("windows", fold.windows());
    json.put("epochs", fold.epochs());
    json.put("keptEpoch", fold.keptEpoch());
    ScoreTable.into(json, fold.evaluation());
    json.put("bestBaseline", fold.bestBaseline().map(Words::member).orElse(null));
    json.put("skill", fold.skill().orElse(Double.NaN));
    json.put("beatsBaselines", fold.beatsBaselines());
    return json;
  }

  private static Json json(FoldPart part, LongFunction<String> time) {
    Json json = new Json().put("rows", part.rows());
    if (part.rows() > 0) {
      json.put("from", time.apply(part.firstTime().orElseThrow()));
      json.put("to", time.apply(part.lastTime().orElseThrow()));
    }
    return json;
  }

  static Json spreads(Map<Metric, Spread> spreads) {
    Json json = new Json();
    spreads.forEach((metric, spread) -> json.put(Words.member(metric), json(spread)));
    return json;
  }

  private static Json json(Spread spread) {
    return new Json()
        .put("mean", spread.mean())
        .put("deviation", spread.deviation())
        .put("folds", spread.folds());
  }
}
