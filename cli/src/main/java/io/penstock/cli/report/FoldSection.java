package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** The scores of each fold of a backtest, and how far they spread. */
final class FoldSection {
  private FoldSection() {}

  static Optional<Section> of(ReportContent content) {
    if (content.folds().isEmpty()) {
      return Optional.empty();
    }
    List<ReportContent.FoldScores> folds = content.folds();
    Evaluation first = folds.get(0).evaluation();
    Metric leading = first.leading();
    List<Baseline> baselines = List.copyOf(first.baselines().keySet());
    double[] places = new double[folds.size()];
    Arrays.setAll(places, i -> i + 1.0);
    List<Layer> layers = new ArrayList<>();
    for (Baseline naive : ScoreSection.drawn(first)) {
      layers.add(
          new Layer.Line(
              ScoreSection.name(naive, first.season()),
              Tone.of(layers.size() + 1),
              places,
              scores(folds, fold -> score(fold, naive, leading)),
              Layer.Style.DASHED));
    }
    double[] model = scores(folds, fold -> fold.model().value(leading));
    layers.add(new Layer.Line("model", Tone.MODEL, places, model, Layer.Style.MARKED));
    long better = folds.stream().filter(fold -> fold.evaluation().beatsBaselines()).count();
    double mean = Arrays.stream(model).average().orElseThrow();
    String words =
        "The model's "
            + leading.label()
            + " is "
            + Numbers.text(mean)
            + " in the mean of "
            + ScoreSection.count(folds.size(), "fold")
            + ", from "
            + Numbers.text(Arrays.stream(model).min().orElseThrow())
            + " to "
            + Numbers.text(Arrays.stream(model).max().orElseThrow())
            + ". It is better than every baseline's in "
            + better
            + ".";
    return Optional.of(
        new Section(
            "folds",
            "Backtest",
            List.of(
                table(folds, baselines, leading, first.season()),
                Block.Figure.of(
                    "fold-chart",
                    leading.label() + " by fold",
                    Chart.of(Axis.of("fold"), Axis.of(leading.label()), layers, words),
                    Block.Figure.Shape.WIDE))));
  }

  private static Block table(
      List<ReportContent.FoldScores> folds, List<Baseline> baselines, Metric leading, int season) {
    List<String> heads = new ArrayList<>(List.of("fold", "learnt to", "judged on", "windows"));
    heads.add("model");
    baselines.forEach(naive -> heads.add(ScoreSection.name(naive, season)));
    List<List<String>> rows = new ArrayList<>();
    for (ReportContent.FoldScores fold : folds) {
      List<String> cells =
          new ArrayList<>(
              List.of(
                  fold.name(),
                  fold.trainedTo(),
                  fold.tested(),
                  Numbers.grouped(fold.evaluation().windows())));
      cells.add(Numbers.text(fold.evaluation().model().value(leading)));
      baselines.forEach(naive -> cells.add(Numbers.text(score(fold.evaluation(), naive, leading))));
      rows.add(cells);
    }
    return new Block.Table(leading.label() + " by fold", heads, rows, Block.Table.Kind.NUMBERS);
  }

  private static double[] scores(
      List<ReportContent.FoldScores> folds, ToDoubleFunction<Evaluation> score) {
    return folds.stream().map(ReportContent.FoldScores::evaluation).mapToDouble(score).toArray();
  }

  private static double score(Evaluation evaluation, Baseline naive, Metric metric) {
    return Optional.ofNullable(evaluation.baselines().get(naive))
        .map(scores -> scores.value(metric))
        .orElse(Double.NaN);
  }
}
