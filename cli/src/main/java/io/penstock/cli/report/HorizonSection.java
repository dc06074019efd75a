package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.StepScores;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How the error grows with the steps ahead, beside that of the forecasts that need no model. */
final class HorizonSection {
  /** Rows of the table; of a longer horizon it has some steps, evenly apart. */
  private static final int MOST_ROWS = 120;

  /** Values of a line that are marked one by one, at most. */
  private static final int MARKED = 48;

  private HorizonSection() {}

  static Optional<Section> of(ReportContent content) {
    return content
        .evaluation()
        .filter(known -> known.breakdown().steps().size() > 1)
        .map(HorizonSection::section);
  }

  /** From scores over all windows and targets. */
  private static Section section(Evaluation evaluation) {
    List<StepScores> steps = evaluation.breakdown().steps();
    Metric leading = evaluation.leading();
    double[] ahead = steps.stream().mapToDouble(StepScores::ahead).toArray();
    List<Baseline> drawn = ScoreSection.drawn(evaluation);
    List<Layer> layers = new ArrayList<>();
    List<String> heads = new ArrayList<>(List.of("steps ahead", "model"));
    List<Baseline> baselines = List.copyOf(evaluation.baselines().keySet());
    for (Baseline naive : baselines) {
      String name = ScoreSection.name(naive, evaluation.season());
      heads.add(name);
      if (!drawn.contains(naive)) {
        continue;
      }
      double[] scores = steps.stream().mapToDouble(step -> score(step, naive, leading)).toArray();
      layers.add(
          new Layer.Line(name, Tone.of(layers.size() + 1), ahead, scores, Layer.Style.DASHED));
    }
    double[] model =
        steps.stream().mapToDouble(step -> step.scores().model().value(leading)).toArray();
    layers.add(
        new Layer.Line(
            "model",
            Tone.MODEL,
            ahead,
            model,
            ahead.length <= MARKED ? Layer.Style.MARKED : Layer.Style.SOLID));
    long better = steps.stream().filter(step -> step.scores().beats(leading)).count();
    String words =
        "The model's "
            + leading.label()
            + " goes from "
            + Numbers.text(model[0])
            + " at step 1 to "
            + Numbers.text(model[model.length - 1])
            + " at step "
            + model.length
            + ". It is better than every baseline's at "
            + better
            + " of "
            + model.length
            + " steps.";
    List<List<String>> rows = new ArrayList<>();
    int stride = (steps.size() - 1) / MOST_ROWS + 1;
    for (int i = 0; i < steps.size(); i += stride) {
      StepScores step = steps.get(i);
      List<String> cells = new ArrayList<>(List.of(Integer.toString(step.ahead())));
      cells.add(Numbers.text(model[i]));
      baselines.forEach(naive -> cells.add(Numbers.text(score(step, naive, leading))));
      rows.add(cells);
    }
    String title = leading.label() + " by steps ahead";
    return new Section(
        "horizon",
        "Error by horizon",
        List.of(
            Block.Figure.of(
                    "horizon-chart",
                    title,
                    Chart.of(Axis.of("steps ahead"), Axis.of(leading.label()), layers, words),
                    Block.Figure.Shape.WIDE)
                .with(new Block.Table(title, heads, rows, Block.Table.Kind.NUMBERS))));
  }

  private static double score(StepScores step, Baseline naive, Metric metric) {
    Scores scores = step.scores().baselines().get(naive);
    return scores == null ? Double.NaN : scores.value(metric);
  }
}
