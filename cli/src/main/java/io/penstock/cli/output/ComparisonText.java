package io.penstock.cli.output;

import io.penstock.comparison.Comparison;
import io.penstock.evaluation.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** How engines compare, for people and as JSON. */
public final class ComparisonText {
  private static final int CURVE = 60;
  private static final int MOST_EPOCHS = 20;

  /** Scores that say little of how far engines are apart, so that the table stays narrow. */
  private static final Set<Metric> LEFT_OUT = Set.of(Metric.R2, Metric.SMAPE);

  private ComparisonText() {}

  /** Lines on engines, losses, scores and findings. */
  public static List<String> lines(Comparison comparison) {
    List<String> lines = new ArrayList<>();
    for (Comparison.Run run : comparison.runs()) {
      lines.add(run.backend() + ModelText.versions(run.versions()) + ": " + run.path());
      lines.add("  loss        " + Sparkline.of(run.trainingLosses(), CURVE));
      if (!run.validationLosses().isEmpty()) {
        lines.add("  validation  " + Sparkline.of(run.validationLosses(), CURVE));
      }
    }
    new TreeMap<>(comparison.skipped())
        .forEach((engine, reason) -> lines.add(engine + " took no part: " + reason));
    lines.add("");
    lines.addAll(losses(comparison.runs()));
    lines.add("");
    lines.addAll(scores(comparison.runs()));
    lines.add("");
    comparison.findings().forEach(finding -> lines.add(finding(finding)));
    return lines;
  }

  /**
   * Training losses by epoch, one column an engine; of many epochs some, the first and the last
   * among them.
   */
  private static List<String> losses(List<Comparison.Run> runs) {
    int epochs = runs.stream().mapToInt(run -> run.trainingLosses().size()).max().orElse(0);
    List<String> heads = new ArrayList<>(List.of("epoch"));
    runs.forEach(run -> heads.add(run.backend()));
    Table table = new Table(heads.toArray(new String[0]));
    int shown = Math.min(epochs, MOST_EPOCHS);
    IntStream.range(0, shown)
        .map(i -> shown == 1 ? 0 : (int) ((long) i * (epochs - 1) / (shown - 1)))
        .forEach(
            epoch -> {
              List<String> cells = new ArrayList<>(List.of(Integer.toString(epoch + 1)));
              runs.forEach(run -> cells.add(loss(run.trainingLosses(), epoch)));
              table.row(cells);
            });
    return table.lines();
  }

  /** With more digits than elsewhere, since what matters is where two columns begin to differ. */
  private static String loss(List<Double> losses, int epoch) {
    return epoch < losses.size() ? String.format(Locale.ROOT, "%.7g", losses.get(epoch)) : "";
  }

  private static List<String> scores(List<Comparison.Run> runs) {
    List<Metric> metrics =
        runs.stream()
            .flatMap(run -> run.evaluation().stream())
            .flatMap(evaluation -> evaluation.model().values().keySet().stream())
            .distinct()
            .filter(metric -> metric.isShown() && !LEFT_OUT.contains(metric))
            .toList();
    List<String> heads = new ArrayList<>(List.of(""));
    metrics.forEach(metric -> heads.add(metric.label()));
    heads.addAll(List.of("best epoch", "seconds", "samples/s"));
    Table table = new Table(heads.toArray(new String[0]));
    for (Comparison.Run run : runs) {
      List<String> cells = new ArrayList<>(List.of(run.backend()));
      for (Metric metric : metrics) {
        cells.add(
            run.evaluation()
                .map(evaluation -> Numbers.text(evaluation.model().value(metric)))
                .orElse("–"));
      }
      cells.add(Integer.toString(run.bestEpoch()));
      cells.add(String.format(Locale.ROOT, "%.1f", run.seconds()));
      cells.add(Numbers.grouped(run.samplesPerSecond()));
      table.row(cells);
    }
    return table.lines();
  }

  private static String finding(Comparison.Finding finding) {
    String measured = String.format(Locale.ROOT, "%s: %.2e", finding.rule(), finding.measured());
    if (Double.isInfinite(finding.bound())) {
      return "        " + measured;
    }
    return String.format(
        Locale.ROOT,
        "%-6s  %s, allowed %.2e",
        finding.holds() ? "ok" : "BROKEN",
        measured,
        finding.bound());
  }

  /** All of it. */
  public static Json json(Comparison comparison) {
    return new Json()
        .put("holds", comparison.holds())
        .put("runs", comparison.runs().stream().map(ComparisonText::json).toList())
        .put("findings", comparison.findings().stream().map(ComparisonText::json).toList())
        .put("skipped", new TreeMap<>(comparison.skipped()));
  }

  private static Json json(Comparison.Run run) {
    Json json = new Json();
    json.put("backend", run.backend());
    json.put("versions", new TreeMap<>(run.versions()));
    json.put("path", run.path());
    json.put("trainingLosses", run.trainingLosses());
    json.put("validationLosses", run.validationLosses());
    json.put("bestEpoch", run.bestEpoch());
    json.put("seconds", run.seconds());
    json.put("samplesPerSecond", run.samplesPerSecond());
    ScoreTable.into(json, run.evaluation());
    return json;
  }

  private static Json json(Comparison.Finding finding) {
    return new Json()
        .put("rule", finding.rule())
        .put("measured", finding.measured())
        .put("bound", finding.bound())
        .put("holds", finding.holds());
  }
}
