package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.evaluation.ClassCurve;
import io.penstock.evaluation.ClassReport;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What forecasts of labels confuse, and what every threshold would give. */
final class ClassSection {
  /** A threshold is one of the model's probabilities, with all their digits. */
  private static final MathContext THRESHOLD = new MathContext(4);

  private static final int MOST_CLASSES = 20;
  private static final int MOST_CURVES = 6;

  private ClassSection() {}

  static Optional<Section> of(ReportContent content) {
    return content
        .evaluation()
        .flatMap(known -> known.breakdown().classes())
        .filter(report -> report.labels().size() <= MOST_CLASSES)
        .map(ClassSection::section);
  }

  /** From decisions on all windows, steps and targets. */
  private static Section section(ClassReport report) {
    List<Block> blocks = new ArrayList<>();
    List<String> labels = report.labels();
    List<String> heads = new ArrayList<>(List.of("truth"));
    labels.forEach(label -> heads.add("decided " + label));
    heads.addAll(List.of("precision", "recall", "F1"));
    List<List<String>> rows = new ArrayList<>();
    for (int label = 0; label < labels.size(); label++) {
      List<String> cells = new ArrayList<>(List.of(labels.get(label)));
      report.confusion().get(label).forEach(count -> cells.add(Numbers.grouped(count)));
      cells.add(Numbers.text(report.precision(label), 3));
      cells.add(Numbers.text(report.recall(label), 3));
      cells.add(Numbers.text(report.f1(label), 3));
      rows.add(cells);
    }
    String how =
        report.threshold().isPresent()
            ? labels.get(1)
                + " from a probability of "
                + BigDecimal.valueOf(report.threshold().getAsDouble())
                    .round(THRESHOLD)
                    .stripTrailingZeros()
                    .toPlainString()
                + " on"
            : "the most probable class";
    blocks.add(
        new Block.Table("Confusion; decided is " + how, heads, rows, Block.Table.Kind.NUMBERS));
    List<ClassCurve> curves = new ArrayList<>();
    report.curves().stream()
        .filter(curve -> !Double.isNaN(curve.rocAuc()))
        .limit(MOST_CURVES)
        .forEach(curves::add);
    if (!curves.isEmpty()) {
      blocks.add(
          Block.Figure.of(
              "roc-chart",
              "Receiver operating characteristic",
              roc(curves),
              Block.Figure.Shape.HALF));
      blocks.add(
          Block.Figure.of(
              "precision-chart",
              "Precision and recall",
              precision(curves, report),
              Block.Figure.Shape.HALF));
    }
    return new Section("classes", "Classes", blocks);
  }

  private static Chart roc(List<ClassCurve> curves) {
    List<Layer> layers = new ArrayList<>();
    double[] ends = {0, 1};
    layers.add(new Layer.Line("by chance", Tone.QUIET, ends, ends, Layer.Style.DASHED));
    for (int i = 0; i < curves.size(); i++) {
      ClassCurve curve = curves.get(i);
      layers.add(
          new Layer.Line(
              name(curve),
              Tone.of(i),
              values(curve, ClassCurve.Point::falsePositives),
              values(curve, ClassCurve.Point::truePositives)));
    }
    return Chart.of(
        Axis.share("false positive rate"),
        Axis.share("true positive rate"),
        layers,
        "Area under the curve: " + areas(curves, true) + "; by chance 0.5.");
  }

  private static Chart precision(List<ClassCurve> curves, ClassReport report) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      ClassCurve curve = curves.get(i);
      layers.add(
          new Layer.Line(
              name(curve),
              Tone.of(i),
              values(curve, ClassCurve.Point::truePositives),
              values(curve, ClassCurve.Point::precision)));
    }
    return Chart.of(
        Axis.share("recall"),
        Axis.share("precision"),
        layers,
        "Average precision: "
            + areas(curves, false)
            + "; by chance the share of the class, "
            + Numbers.text(
                (double) report.support(report.labels().indexOf(curves.get(0).label()))
                    / report.total(),
                3)
            + " of "
            + name(curves.get(0))
            + ".");
  }

  private static String name(ClassCurve curve) {
    return "class " + curve.label();
  }

  private static double[] values(ClassCurve curve, ToDoubleFunction<ClassCurve.Point> value) {
    return curve.points().stream().mapToDouble(value).toArray();
  }

  private static String areas(List<ClassCurve> curves, boolean roc) {
    return String.join(
        ", ",
        curves.stream()
            .map(
                curve ->
                    name(curve)
                        + " "
                        + Numbers.text(roc ? curve.rocAuc() : curve.averagePrecision(), 3))
            .toList());
  }
}
