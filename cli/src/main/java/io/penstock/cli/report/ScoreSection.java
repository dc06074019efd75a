package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.cli.output.ScoreTable;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.SeriesScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The scores of the model beside those of forecasts that need no model. */
final class ScoreSection {
  private static final int FEW_SERIES = 20;

  private ScoreSection() {}

  static Optional<Section> of(ReportContent content) {
    if (content.evaluation().isEmpty()) {
      return Optional.empty();
    }
    Evaluation evaluation = content.evaluation().get();
    List<Block> blocks = new ArrayList<>();
    blocks.add(table(evaluation, content.judged()));
    List<Metric> higher =
        evaluation.model().values().keySet().stream().filter(Metric::isHigherBetter).toList();
    blocks.add(
        new Block.Words(
            (higher.isEmpty()
                    ? "Lower is better."
                    : "Lower is better, but of "
                        + String.join(", ", higher.stream().map(Metric::label).toList())
                        + ", where higher is.")
                + " "
                + evaluation.leading().label()
                + " decides."));
    ofSeries(evaluation).ifPresent(blocks::add);
    return Optional.of(new Section("scores", "Scores", blocks));
  }

  private static Block table(Evaluation evaluation, String judged) {
    List<Metric> metrics = List.copyOf(evaluation.model().values().keySet());
    List<Scores> scores = new ArrayList<>(List.of(evaluation.model()));
    scores.addAll(evaluation.baselines().values());
    List<String> names = new ArrayList<>(List.of("model"));
    evaluation.baselines().keySet().forEach(naive -> names.add(name(naive, evaluation)));
    List<String> heads = new ArrayList<>(List.of("forecast"));
    metrics.forEach(metric -> heads.add(metric.label()));
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      List<String> cells = new ArrayList<>(List.of(names.get(i)));
      for (Metric metric : metrics) {
        cells.add(Numbers.text(scores.get(i).value(metric), ScoreTable.decimals(metric, scores)));
      }
      rows.add(cells);
    }
    return new Block.Table(
        "On " + judged + ", " + count(evaluation.windows(), "window"),
        heads,
        rows,
        Block.Table.Kind.FIRST_MATTERS);
  }

  static String count(int number, String what) {
    return Numbers.grouped(number) + " " + what + (number == 1 ? "" : "s");
  }

  static String name(Baseline naive, Evaluation evaluation) {
    return naive == Baseline.SEASONAL_NAIVE
        ? naive.label() + " (" + evaluation.season() + ")"
        : naive.label();
  }

  private static Optional<Block> ofSeries(Evaluation evaluation) {
    if (evaluation.series().isEmpty()) {
      return Optional.empty();
    }
    Metric leading = evaluation.leading();
    boolean few = evaluation.series().size() <= FEW_SERIES;
    Metric worstBy = evaluation.model().values().containsKey(Metric.MASE) ? Metric.MASE : leading;
    List<SeriesScores> shown =
        few
            ? evaluation.series()
            : evaluation.series().stream()
                .sorted(
                    Comparator.comparingDouble(
                        (SeriesScores one) -> {
                          double score = one.model().value(worstBy);
                          return Double.isNaN(score) ? Double.POSITIVE_INFINITY : -score;
                        }))
                .limit(FEW_SERIES)
                .toList();
    List<String> heads = new ArrayList<>(List.of("series", "windows", leading.label()));
    evaluation.baselines().keySet().forEach(naive -> heads.add(name(naive, evaluation)));
    if (worstBy != leading) {
      heads.add(worstBy.label());
    }
    List<List<String>> rows = new ArrayList<>();
    for (SeriesScores one : shown) {
      List<String> cells = new ArrayList<>(List.of(one.id(), Numbers.grouped(one.windows())));
      cells.add(Numbers.text(one.model().value(leading)));
      one.baselines().values().forEach(naive -> cells.add(Numbers.text(naive.value(leading))));
      if (worstBy != leading) {
        cells.add(Numbers.text(one.model().value(worstBy)));
      }
      rows.add(cells);
    }
    String caption =
        few
            ? leading.label() + " by series"
            : leading.label()
                + " of the "
                + shown.size()
                + " of "
                + Numbers.grouped(evaluation.series().size())
                + " series on which the model's "
                + worstBy.label()
                + " is worst";
    return Optional.of(new Block.Table(caption, heads, rows, Block.Table.Kind.NUMBERS));
  }
}
