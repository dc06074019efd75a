package io.penstock.cli.output;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.SeriesScores;
import io.penstock.modelfile.Words;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Scores of a model beside those of the naive forecasts, as a table and as JSON. */
public final class ScoreTable {
  /** So many series are all shown. */
  private static final int FEW_SERIES = 20;

  private static final int WORST_SERIES = 10;

  private ScoreTable() {}

  /**
   * One row a forecast, one column a metric, with as many decimals as the smallest of a column
   * needs.
   */
  public static List<String> lines(Evaluation evaluation) {
    List<Metric> metrics = List.copyOf(evaluation.model().values().keySet());
    List<String> heads = new ArrayList<>(List.of(""));
    metrics.forEach(metric -> heads.add(metric.label()));
    Table table = new Table(heads.toArray(new String[0]));
    List<Scores> rows = new ArrayList<>(List.of(evaluation.model()));
    rows.addAll(evaluation.baselines().values());
    List<String> names = new ArrayList<>(List.of("model"));
    evaluation.baselines().keySet().forEach(naive -> names.add(name(naive, evaluation)));
    for (int i = 0; i < rows.size(); i++) {
      Scores scores = rows.get(i);
      List<String> cells = new ArrayList<>(List.of(names.get(i)));
      metrics.forEach(
          metric -> cells.add(Numbers.text(scores.value(metric), decimals(metric, rows))));
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
    long better =
        all.stream()
            .filter(
                one ->
                    one.baselines().values().stream()
                        .allMatch(
                            naive ->
                                leading.isBetter(one.model().value(leading), naive.value(leading))))
            .count();
    List<String> lines = new ArrayList<>();
    lines.add("");
    lines.add(
        String.format(
            "By series; the model's %s is better than both naive forecasts' in %d of %d.%s",
            leading.label(),
            better,
            all.size(),
            few
                ? ""
                : String.format(
                    " The %d of the highest %s (--json has all):", shown.size(), worstBy.label())));
    List<String> heads = new ArrayList<>(List.of("series", "windows", leading.label()));
    evaluation.baselines().keySet().forEach(naive -> heads.add(name(naive, evaluation)));
    if (withMase) {
      heads.add(Metric.MASE.label());
    }
    Table table = new Table(heads.toArray(new String[0]));
    for (SeriesScores one : shown) {
      List<Scores> rows = new ArrayList<>(List.of(one.model()));
      rows.addAll(one.baselines().values());
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

  private static String name(Baseline naive, Evaluation evaluation) {
    return naive == Baseline.SEASONAL_NAIVE
        ? naive.label() + " (" + evaluation.season() + ")"
        : naive.label();
  }

  /** Fractions and percentages mean the same everywhere, so they look the same everywhere. */
  public static int decimals(Metric metric, List<Scores> rows) {
    return switch (metric) {
      case R2, MASE, ACCURACY -> 3;
      case SMAPE -> 2;
      default ->
          Math.min(
              6,
              Numbers.decimals(
                  rows.stream().mapToDouble(scores -> scores.value(metric)).toArray()));
    };
  }

  /**
   * Adds {@code test} and {@code baselines} to an object, and {@code series} if there are several;
   * both null where nothing was evaluated.
   */
  public static void into(Json json, java.util.Optional<Evaluation> evaluation) {
    if (evaluation.isEmpty()) {
      json.put("test", null).put("baselines", null);
      return;
    }
    Evaluation found = evaluation.get();
    json.put("test", json(found.model()));
    json.put("baselines", baselines(found.baselines()));
    if (!found.series().isEmpty()) {
      json.put(
          "series",
          found.series().stream()
              .map(
                  one ->
                      new Json()
                          .put("id", one.id())
                          .put("windows", one.windows())
                          .put("test", json(one.model()))
                          .put("baselines", baselines(one.baselines())))
              .toList());
    }
  }

  private static Json baselines(Map<Baseline, Scores> baselines) {
    Json json = new Json();
    baselines.forEach((naive, scores) -> json.put(Words.member(naive), json(scores)));
    return json;
  }

  private static Json json(Scores scores) {
    Json json = new Json();
    scores.values().forEach((metric, value) -> json.put(Words.member(metric), value));
    return json;
  }
}
