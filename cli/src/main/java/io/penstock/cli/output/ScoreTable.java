package io.penstock.cli.output;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.modelfile.Words;
import java.util.ArrayList;
import java.util.List;

/** Scores of a model beside those of the naive forecasts, as a table and as JSON. */
public final class ScoreTable {
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

  private static String name(Baseline naive, Evaluation evaluation) {
    return naive == Baseline.SEASONAL_NAIVE
        ? naive.label() + " (" + evaluation.season() + ")"
        : naive.label();
  }

  /** Fractions and percentages mean the same everywhere, so they look the same everywhere. */
  private static int decimals(Metric metric, List<Scores> rows) {
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
   * Adds {@code test} and {@code baselines} to an object; both null where nothing was evaluated.
   */
  public static void into(Json json, java.util.Optional<Evaluation> evaluation) {
    if (evaluation.isEmpty()) {
      json.put("test", null).put("baselines", null);
      return;
    }
    Evaluation found = evaluation.get();
    json.put("test", json(found.model()));
    Json baselines = new Json();
    found.baselines().forEach((naive, scores) -> baselines.put(Words.member(naive), json(scores)));
    json.put("baselines", baselines);
  }

  private static Json json(Scores scores) {
    Json json = new Json();
    scores.values().forEach((metric, value) -> json.put(Words.member(metric), value));
    return json;
  }
}
