package io.penstock.cli.output;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Breakdown;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.SeriesScores;
import io.penstock.evaluation.SideBySide;
import io.penstock.modelfile.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Scores of a model beside those of the baselines, as a table and as JSON. */
public final class ScoreTable {
  /** So many series are all shown. */
  private static final int FEW_SERIES = 20;

  private static final int WORST_SERIES = 10;

  /** Of more steps or targets some are shown. */
  private static final int MOST_PARTS = 24;

  private static final Scores NONE = new Scores(Map.of());

  private ScoreTable() {}

  /**
   * One row a forecast, one column a metric that tables show, with as many decimals as the smallest
   * of a column needs.
   */
  public static List<String> lines(Evaluation evaluation) {
    return lines(evaluation, metrics(evaluation.model()).filter(Metric::isShown).toList());
  }

  /**
   * All that is known: every metric, on scaled values too, by step of the horizon, by target, and
   * of classes what was decided.
   */
  public static List<String> all(Evaluation evaluation) {
    List<Metric> shown = metrics(evaluation.model()).filter(Metric::isShown).toList();
    List<Metric> rest = metrics(evaluation.model()).filter(metric -> !metric.isShown()).toList();
    List<String> lines = new ArrayList<>(lines(evaluation, shown));
    if (!rest.isEmpty()) {
      lines.add("");
      lines.addAll(lines(evaluation, rest));
    }
    Breakdown breakdown = evaluation.breakdown();
    breakdown
        .scaled()
        .ifPresent(
            scaled -> {
              lines.add("");
              lines.add("On scaled values, in the targets' deviations in the training part:");
              lines.addAll(lines(scaled, evaluation.season(), metrics(scaled.model()).toList()));
            });
    if (breakdown.steps().size() > 1) {
      lines.addAll(
          parts(
              "By step of the horizon",
              "ahead",
              evaluation,
              breakdown.steps().stream()
                  .map(step -> Map.entry(Integer.toString(step.ahead()), step.scores()))
                  .toList()));
    }
    if (!breakdown.targets().isEmpty()) {
      lines.addAll(
          parts(
              "By target",
              "target",
              evaluation,
              breakdown.targets().stream()
                  .map(target -> Map.entry(target.target(), target.scores()))
                  .toList()));
    }
    breakdown.classes().ifPresent(report -> lines.addAll(ClassTable.lines(report)));
    return lines;
  }

  /** Scores of the parts by the leading metric, of many parts some that are evenly spread. */
  private static List<String> parts(
      String title, String what, Evaluation evaluation, List<Map.Entry<String, SideBySide>> parts) {
    Metric leading = evaluation.leading();
    List<String> lines = new ArrayList<>(List.of(""));
    int shown = Math.min(parts.size(), MOST_PARTS);
    lines.add(
        title
            + ", "
            + leading.label()
            + (shown < parts.size() ? " (some of them; --json has all):" : ":"));
    List<String> heads = new ArrayList<>(List.of(what, "model"));
    evaluation.baselines().keySet().forEach(naive -> heads.add(name(naive, evaluation.season())));
    Table table = new Table(heads.toArray(new String[0]));
    for (int i = 0; i < shown; i++) {
      int at = shown == 1 ? 0 : (int) Math.round((double) i * (parts.size() - 1) / (shown - 1));
      SideBySide scores = parts.get(at).getValue();
      List<Scores> rows = new ArrayList<>(List.of(scores.model()));
      rows.addAll(scores.baselines().values());
      List<String> cells = new ArrayList<>(List.of(parts.get(at).getKey()));
      rows.forEach(one -> cells.add(Numbers.text(one.value(leading), decimals(leading, rows))));
      table.row(cells);
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static Stream<Metric> metrics(Scores scores) {
    return scores.values().keySet().stream();
  }

  private static List<String> lines(Evaluation evaluation, List<Metric> metrics) {
    return lines(evaluation.scores(), evaluation.season(), metrics);
  }

  private static List<String> lines(SideBySide scores, int season, List<Metric> metrics) {
    List<String> heads = new ArrayList<>(List.of(""));
    metrics.forEach(metric -> heads.add(metric.label()));
    Table table = new Table(heads.toArray(new String[0]));
    List<Scores> rows = new ArrayList<>(List.of(scores.model()));
    rows.addAll(scores.baselines().values());
    List<String> names = new ArrayList<>(List.of("model"));
    scores.baselines().keySet().forEach(naive -> names.add(name(naive, season)));
    for (int i = 0; i < rows.size(); i++) {
      Scores one = rows.get(i);
      List<String> cells = new ArrayList<>(List.of(names.get(i)));
      metrics.forEach(metric -> cells.add(Numbers.text(one.value(metric), decimals(metric, rows))));
      table.row(cells);
    }
    return table.lines();
  }

  /**
   * Scores of each of several series by the leading metric, and by MASE: all of a few, of many
   * those on which the model is worst; nothing of one series.
   */
  public static List<String> ofSeries(Evaluation evaluation) {
    List<SeriesScores> all = evaluation.series();
    if (all.isEmpty()) {
      return List.of();
    }
    Metric leading = evaluation.leading();
    boolean withMase =
        evaluation.model().values().containsKey(Metric.MASE) && leading != Metric.MASE;
    Metric worstBy = withMase ? Metric.MASE : leading;
    boolean few = all.size() <= FEW_SERIES;
    List<SeriesScores> shown =
        few
            ? all
            : all.stream()
                .sorted(Comparator.comparingDouble(one -> -known(one.model().value(worstBy))))
                .limit(WORST_SERIES)
                .toList();
    long better = all.stream().filter(one -> one.scores().beats(leading)).count();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            "By series; the model's %s is better than every baseline's in %d of %d.%s",
            leading.label(),
            better,
            all.size(),
            few
                ? ""
                : String.format(
                    " The %d of the highest %s (--json has all):", shown.size(), worstBy.label())));
    List<String> heads = new ArrayList<>(List.of("series", "windows", leading.label()));
    Optional<Baseline> best = evaluation.bestBaseline();
    List<Baseline> beside =
        evaluation.baselines().keySet().stream()
            .filter(
                naive ->
                    naive == Baseline.LAST_VALUE
                        || naive == Baseline.SEASONAL_NAIVE
                        || best.filter(naive::equals).isPresent())
            .toList();
    beside.forEach(naive -> heads.add(name(naive, evaluation.season())));
    if (withMase) {
      heads.add(Metric.MASE.label());
    }
    Table table = new Table(heads.toArray(new String[0]));
    for (SeriesScores one : shown) {
      List<Scores> rows = new ArrayList<>(List.of(one.model()));
      beside.forEach(naive -> rows.add(one.baselines().getOrDefault(naive, NONE)));
      List<String> cells = new ArrayList<>(List.of(one.id(), Integer.toString(one.windows())));
      rows.forEach(
          scores -> cells.add(Numbers.text(scores.value(leading), decimals(leading, rows))));
      if (withMase) {
        cells.add(Numbers.text(one.model().value(Metric.MASE), decimals(Metric.MASE, rows)));
      }
      table.row(cells);
    }
    lines.addAll(table.lines());
    return lines;
  }

  private static double known(double score) {
    return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score;
  }

  static String name(Baseline naive, int season) {
    return naive == Baseline.SEASONAL_NAIVE ? naive.label() + " (" + season + ")" : naive.label();
  }

  /** Fractions and percentages mean the same everywhere, so they look the same everywhere. */
  public static int decimals(Metric metric, List<Scores> rows) {
    return switch (metric) {
      case R2,
          ADJUSTED_R2,
          MASE,
          OWA,
          COVERAGE,
          ACCURACY,
          BALANCED_ACCURACY,
          PRECISION,
          RECALL,
          F1,
          ROC_AUC,
          PR_AUC ->
          3;
      case MAPE, SMAPE, WAPE -> 2;
      default ->
          Math.min(
              6,
              Numbers.decimals(
                  rows.stream().mapToDouble(scores -> scores.value(metric)).toArray()));
    };
  }

  /**
   * Adds {@code test} and {@code baselines} to an object, both null where nothing was evaluated;
   * the best baseline and the skill beside it, and the parts: {@code series} and {@code targets} if
   * there are several, {@code steps}, {@code scaled} and {@code classes}.
   */
  public static void into(Json json, Optional<Evaluation> evaluation) {
    if (evaluation.isEmpty()) {
      json.put("test", null).put("baselines", null);
      return;
    }
    Evaluation found = evaluation.get();
    into(json, found.scores());
    json.put("bestBaseline", found.bestBaseline().map(Words::member).orElse(null));
    Json skill = new Json();
    metrics(found.model()).forEach(metric -> skill.put(Words.member(metric), found.skill(metric)));
    json.put("skill", skill);
    if (!found.series().isEmpty()) {
      json.put(
          "series",
          found.series().stream()
              .map(
                  one ->
                      into(
                          new Json().put("id", one.id()).put("windows", one.windows()),
                          one.scores()))
              .toList());
    }
    Breakdown breakdown = found.breakdown();
    if (!breakdown.steps().isEmpty()) {
      json.put(
          "steps",
          breakdown.steps().stream()
              .map(step -> into(new Json().put("ahead", step.ahead()), step.scores()))
              .toList());
    }
    if (!breakdown.targets().isEmpty()) {
      json.put(
          "targets",
          breakdown.targets().stream()
              .map(target -> into(new Json().put("target", target.target()), target.scores()))
              .toList());
    }
    breakdown.scaled().ifPresent(scaled -> json.put("scaled", into(new Json(), scaled)));
    breakdown.classes().ifPresent(report -> json.put("classes", ClassTable.json(report)));
  }

  private static Json into(Json json, SideBySide scores) {
    return into(json, "test", scores);
  }

  /** Adds the model's scores under a name, and those of the {@code baselines}. */
  static Json into(Json json, String name, SideBySide scores) {
    Json baselines = new Json();
    scores
        .baselines()
        .forEach((naive, ofNaive) -> baselines.put(Words.member(naive), json(ofNaive)));
    return json.put(name, json(scores.model())).put("baselines", baselines);
  }

  private static Json json(Scores scores) {
    Json json = new Json();
    scores.values().forEach((metric, value) -> json.put(Words.member(metric), value));
    return json;
  }
}
