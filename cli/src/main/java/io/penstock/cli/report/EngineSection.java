package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.comparison.Comparison;
import io.penstock.evaluation.Metric;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What engines made of the same description, and how far they are apart. */
final class EngineSection {
  private EngineSection() {}

  static Optional<Section> of(ReportContent content) {
    return content.comparison().map(EngineSection::section);
  }

  /** In a sentence, whether the engines agree. */
  static String verdict(Comparison comparison) {
    long broken = comparison.findings().stream().filter(finding -> !finding.holds()).count();
    String engines =
        String.join(" and ", comparison.runs().stream().map(Comparison.Run::backend).toList());
    if (comparison.runs().size() < 2) {
      return "Only " + engines + " could take part, so there is nothing to compare.";
    }
    return broken == 0
        ? engines + " agree: every difference is within what the numeric contract allows."
        : engines
            + " do not agree: "
            + ScoreSection.count((int) broken, "difference")
            + " beyond what the numeric contract allows.";
  }

  private static Section section(Comparison comparison) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(runs(comparison.runs()));
    blocks.add(findings(comparison.findings()));
    if (comparison.runs().stream().anyMatch(run -> !run.trainingLosses().isEmpty())) {
      blocks.add(losses(comparison.runs()));
    }
    comparison.skipped().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .forEach(
            skipped ->
                blocks.add(
                    new Block.Warning(skipped.getKey() + " took no part: " + skipped.getValue())));
    return new Section("engines", "Engines", blocks);
  }

  private static Block runs(List<Comparison.Run> runs) {
    List<Metric> metrics =
        runs.stream()
            .flatMap(run -> run.evaluation().stream())
            .findFirst()
            .map(
                evaluation ->
                    evaluation.model().values().keySet().stream().filter(Metric::isShown).toList())
            .orElse(List.of());
    List<String> heads = new ArrayList<>(List.of("engine"));
    metrics.forEach(metric -> heads.add(metric.label()));
    heads.addAll(List.of("best epoch", "seconds", "samples/s"));
    List<List<String>> rows = new ArrayList<>();
    for (Comparison.Run run : runs) {
      List<String> cells = new ArrayList<>(List.of(run.backend()));
      metrics.forEach(
          metric ->
              cells.add(
                  run.evaluation()
                      .map(evaluation -> Numbers.text(evaluation.model().value(metric)))
                      .orElse("–")));
      cells.add(Integer.toString(run.bestEpoch()));
      cells.add(String.format(Locale.ROOT, "%.1f", run.seconds()));
      cells.add(Numbers.grouped(run.samplesPerSecond()));
      rows.add(cells);
    }
    return new Block.Table(
        "Scores on the test part, and speed", heads, rows, Block.Table.Kind.NUMBERS);
  }

  private static Block findings(List<Comparison.Finding> findings) {
    List<List<String>> rows = new ArrayList<>();
    for (Comparison.Finding finding : findings) {
      boolean bounded = !Double.isInfinite(finding.bound());
      rows.add(
          List.of(
              finding.rule(),
              String.format(Locale.ROOT, "%.2e", finding.measured()),
              bounded ? String.format(Locale.ROOT, "%.2e", finding.bound()) : "–",
              !bounded ? "–" : finding.holds() ? "holds" : "broken"));
    }
    return new Block.Table(
        "Differences", List.of("what", "measured", "allowed", ""), rows, Block.Table.Kind.NUMBERS);
  }

  private static Block losses(List<Comparison.Run> runs) {
    List<Layer> training = new ArrayList<>();
    List<Layer> validation = new ArrayList<>();
    for (int i = 0; i < runs.size(); i++) {
      Comparison.Run run = runs.get(i);
      Layer.Style style = i == 0 ? Layer.Style.SOLID : Layer.Style.DASHED;
      training.add(line(run.backend(), Tone.of(i), run.trainingLosses(), style));
      if (!run.validationLosses().isEmpty()) {
        validation.add(line(run.backend(), Tone.of(i), run.validationLosses(), style));
      }
    }
    List<Panel> panels = new ArrayList<>(List.of(new Panel(Axis.of("training loss"), training)));
    if (!validation.isEmpty()) {
      panels.add(new Panel(Axis.of("validation loss"), validation));
    }
    Comparison.Run first = runs.get(0);
    return Block.Figure.of(
        "engine-losses",
        "Loss by epoch of each engine",
        new Chart(
            Axis.of("epoch"),
            panels,
            List.of(),
            "The training loss of "
                + first.backend()
                + " went from "
                + Numbers.text(first.trainingLosses().get(0))
                + " to "
                + Numbers.text(first.trainingLosses().get(first.trainingLosses().size() - 1))
                + "; where the engines agree, their lines lie on one another."),
        Block.Figure.Shape.WIDE);
  }

  private static Layer line(String name, Tone tone, List<Double> losses, Layer.Style style) {
    double[] epochs = new double[losses.size()];
    Arrays.setAll(epochs, i -> i + 1.0);
    return new Layer.Line(name, tone, epochs, TrainingSection.doubles(losses), style);
  }
}
