package io.penstock.cli.output;

import io.penstock.evaluation.ClassCurve;
import io.penstock.evaluation.ClassReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** What a model decided on classes, as tables and as JSON. */
final class ClassTable {
  /** A confusion matrix of more classes is wider than a terminal. */
  private static final int MOST_CLASSES = 10;

  private static final int DECIMALS = 3;

  private ClassTable() {}

  static List<String> lines(ClassReport report) {
    List<String> lines = new ArrayList<>(List.of(""));
    lines.add(
        "By class"
            + (report.threshold().isPresent()
                ? String.format(
                    Locale.ROOT,
                    ", of label %s where its probability is at least %s:",
                    report.labels().get(1),
                    Numbers.text(report.threshold().getAsDouble()))
                : ":"));
    Table table = new Table("class", "precision", "recall", "F1", "support");
    for (int label = 0; label < report.labels().size(); label++) {
      table.row(
          List.of(
              report.labels().get(label),
              Numbers.text(report.precision(label), DECIMALS),
              Numbers.text(report.recall(label), DECIMALS),
              Numbers.text(report.f1(label), DECIMALS),
              Long.toString(report.support(label))));
    }
    table.row(
        List.of(
            "macro",
            Numbers.text(report.macroPrecision(), DECIMALS),
            Numbers.text(report.macroRecall(), DECIMALS),
            Numbers.text(report.macroF1(), DECIMALS),
            Long.toString(report.total())));
    String micro = Numbers.text(report.micro(), DECIMALS);
    table.row(List.of("micro", micro, micro, micro, Long.toString(report.total())));
    lines.addAll(table.lines());
    if (report.labels().size() <= MOST_CLASSES) {
      lines.add("");
      lines.add("How often each class (row) was decided to be (column):");
      List<String> heads = new ArrayList<>(List.of(""));
      heads.addAll(report.labels());
      Table matrix = new Table(heads.toArray(new String[0]));
      for (int label = 0; label < report.labels().size(); label++) {
        List<String> cells = new ArrayList<>(List.of(report.labels().get(label)));
        report.confusion().get(label).forEach(count -> cells.add(Long.toString(count)));
        matrix.row(cells);
      }
      lines.addAll(matrix.lines());
    }
    return lines;
  }

  static Json json(ClassReport report) {
    Json json = new Json();
    json.put("labels", report.labels());
    json.put("threshold", report.threshold().isPresent() ? report.threshold().getAsDouble() : null);
    json.put("confusion", report.confusion());
    json.put(
        "byClass",
        IntStream.range(0, report.labels().size())
            .mapToObj(
                label ->
                    new Json()
                        .put("label", report.labels().get(label))
                        .put("precision", report.precision(label))
                        .put("recall", report.recall(label))
                        .put("f1", report.f1(label))
                        .put("support", report.support(label)))
            .toList());
    json.put("micro", report.micro());
    json.put(
        "macro",
        new Json()
            .put("precision", report.macroPrecision())
            .put("recall", report.macroRecall())
            .put("f1", report.macroF1()));
    json.put("curves", report.curves().stream().map(ClassTable::json).toList());
    return json;
  }

  private static Json json(ClassCurve curve) {
    return new Json()
        .put("label", curve.label())
        .put("rocAuc", curve.rocAuc())
        .put("averagePrecision", curve.averagePrecision())
        .put(
            "points",
            curve.points().stream()
                .map(
                    point ->
                        new Json()
                            .put("threshold", point.threshold())
                            .put("truePositives", point.truePositives())
                            .put("falsePositives", point.falsePositives())
                            .put("precision", point.precision()))
                .toList());
  }
}
