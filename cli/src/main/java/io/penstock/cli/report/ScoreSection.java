package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.cli.output.ScoreTable;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Breakdown;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.SeriesScores;
import io.penstock.evaluation.SideBySide;
import io.penstock.evaluation.TargetScores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The scores of the model beside those of forecasts that need no model. */
final class ScoreSection {
  private static final int FEW_SERIES = 20;
  private static final int MOST_DRAWN = 5;

  private ScoreSection() {}

  static Optional<Section> of(ReportContent content) {
    if (content.evaluation().isEmpty()) {
      return Optional.empty();
    }
    Evaluation evaluation = content.evaluation().get();
    List<Block> blocks = new ArrayList<>();
    List<Metric> all = List.copyOf(evaluation.model().values().keySet());
    List<Metric> shown = all.stream().filter(metric -> isShown(metric, content)).toList();
    String judged = "On " + content.judged() + ", " + count(evaluation.windows(), "window");
    blocks.add(table(evaluation.scores(), evaluation.season(), shown, judged));
    List<String> higher = shown.stream().filter(Metric::isHigherBetter).map(Metric::label).toList();
    blocks.add(
        new Block.Words(
            evaluation.leading().label()
                + " decides."
                + (higher.isEmpty()
                    ? " Lower is better."
                    : " Higher is better of "
                        + String.join(", ", higher)
                        + ", and lower of the other errors.")));
    if (shown.size() < all.size()) {
      blocks.add(
          new Block.Folded(
              "All metrics",
              List.of(table(evaluation.scores(), evaluation.season(), all, judged))));
    }
    Breakdown breakdown = evaluation.breakdown();
    breakdown
        .scaled()
        .ifPresent(
            scaled ->
                blocks.add(
                    new Block.Folded(
                        "In the network's scale of the targets, as papers give errors",
                        List.of(
                            table(
                                scaled,
                                evaluation.season(),
                                List.copyOf(scaled.model().values().keySet()),
                                judged + ", scaled")))));
    if (!breakdown.targets().isEmpty()) {
      blocks.add(ofTargets(evaluation));
    }
    ofSeries(evaluation).ifPresent(blocks::add);
    return Optional.of(new Section("scores", "Scores", blocks));
  }

  /** The leading one, and what tables show of this head. */
  private static boolean isShown(Metric metric, ReportContent content) {
    return content.evaluation().orElseThrow().leading() == metric
        || content
            .model()
            .map(model -> Metric.shown(model.forecastHead()).contains(metric))
            .orElse(true);
  }

  private static Block table(SideBySide sides, int season, List<Metric> metrics, String caption) {
    List<Scores> scores = new ArrayList<>(List.of(sides.model()));
    scores.addAll(sides.baselines().values());
    List<String> names = new ArrayList<>(List.of("model"));
    sides.baselines().keySet().forEach(naive -> names.add(name(naive, season)));
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
    return new Block.Table(caption, heads, rows, Block.Table.Kind.FIRST_MATTERS);
  }

  private static Block ofTargets(Evaluation evaluation) {
    Metric leading = evaluation.leading();
    List<String> heads = new ArrayList<>(List.of("target", "model"));
    evaluation.baselines().keySet().forEach(naive -> heads.add(name(naive, evaluation.season())));
    List<List<String>> rows = new ArrayList<>();
    for (TargetScores target : evaluation.breakdown().targets()) {
      List<String> cells = new ArrayList<>(List.of(target.target()));
      cells.add(Numbers.text(target.scores().model().value(leading)));
      evaluation
          .baselines()
          .keySet()
          .forEach(
              naive ->
                  cells.add(
                      Optional.ofNullable(target.scores().baselines().get(naive))
                          .map(scores -> Numbers.text(scores.value(leading)))
                          .orElse("–")));
      rows.add(cells);
    }
    return new Block.Table(leading.label() + " by target", heads, rows, Block.Table.Kind.NUMBERS);
  }

  static String count(int number, String what) {
    return Numbers.grouped(number) + " " + what + (number == 1 ? "" : "s");
  }

  /**
   * Baselines to draw beside the model: persistence, the last season, and the best of the others,
   * as many as colours can tell apart.
   */
  static List<Baseline> drawn(Evaluation evaluation) {
    Metric leading = evaluation.leading();
    List<Baseline> usual = List.of(Baseline.LAST_VALUE, Baseline.SEASONAL_NAIVE);
    List<Baseline> drawn =
        new ArrayList<>(usual.stream().filter(evaluation.baselines()::containsKey).toList());
    evaluation.baselines().keySet().stream()
        .filter(naive -> !usual.contains(naive))
        .filter(naive -> !Double.isNaN(evaluation.baselines().get(naive).value(leading)))
        .sorted(
            (a, b) -> {
              double one = evaluation.baselines().get(a).value(leading);
              double other = evaluation.baselines().get(b).value(leading);
              return leading.isHigherBetter()
                  ? Double.compare(other, one)
                  : Double.compare(one, other);
            })
        .limit(MOST_DRAWN - usual.size())
        .forEach(drawn::add);
    return drawn;
  }

  static String name(Baseline naive, int season) {
    return naive == Baseline.SEASONAL_NAIVE ? naive.label() + " (" + season + ")" : naive.label();
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
    evaluation.baselines().keySet().forEach(naive -> heads.add(name(naive, evaluation.season())));
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
