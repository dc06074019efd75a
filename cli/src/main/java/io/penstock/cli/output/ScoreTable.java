package io.penstock.cli.output;

import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Scores;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** Scores of a model beside those of the naive forecasts, as a table and as JSON. */
public final class ScoreTable {
  private static final List<ToDoubleFunction<Scores>> METRICS =
      List.of(Scores::mae, Scores::rmse, Scores::r2, Scores::smape, Scores::mase);

  private ScoreTable() {}

  /**
   * One row a forecast, one column a metric, with as many decimals as the smallest of a column
   * needs.
   */
  public static List<String> lines(Evaluation evaluation) {
    List<Scores> rows =
        List.of(evaluation.model(), evaluation.lastValue(), evaluation.seasonalNaive());
    List<String> names =
        List.of("model", "last value", "seasonal naive (" + evaluation.season() + ")");
    int[] decimals =
        METRICS.stream()
            .mapToInt(
                metric ->
                    Math.min(6, Numbers.decimals(rows.stream().mapToDouble(metric).toArray())))
            .toArray();
    // Fractions and percentages mean the same everywhere, so they look the same everywhere.
    decimals[2] = 3;
    decimals[3] = 2;
    decimals[4] = 3;
    Table table = new Table("", "MAE", "RMSE", "R²", "sMAPE %", "MASE");
    for (int i = 0; i < rows.size(); i++) {
      Scores scores = rows.get(i);
      List<String> cells = new ArrayList<>(List.of(names.get(i)));
      IntStream.range(0, METRICS.size())
          .mapToObj(k -> Numbers.text(METRICS.get(k).applyAsDouble(scores), decimals[k]))
          .forEach(cells::add);
      table.row(cells);
    }
    return table.lines();
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
    json.put(
        "baselines",
        new Json()
            .put("lastValue", json(found.lastValue()))
            .put("seasonalNaive", json(found.seasonalNaive())));
  }

  private static Json json(Scores scores) {
    return new Json()
        .put("mae", scores.mae())
        .put("rmse", scores.rmse())
        .put("r2", scores.r2())
        .put("smape", scores.smape())
        .put("mase", scores.mase());
  }
}
