package io.penstock.cli.report;

import io.penstock.cli.output.Numbers;
import io.penstock.evaluation.ClassReport;
import io.penstock.network.Head;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** What forecasts of labels confuse, and what every threshold would give. */
final class ClassSection {
  private static final int MOST_CLASSES = 20;
  private static final int MOST_CURVES = 6;

  private ClassSection() {}

  static Optional<Section> of(ReportContent content) {
    Optional<ClassReport> report =
        content.evaluation().flatMap(known -> known.breakdown().classes());
    if (report.isPresent()) {
      return report.map(ClassSection::section);
    }
    return content
        .forecasts()
        .filter(sample -> sample.head().givesProbabilities())
        .filter(sample -> classes(sample.head()) <= MOST_CLASSES)
        .map(sample -> section(sample, content));
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
            ? labels.get(1) + " from a probability of " + report.threshold().getAsDouble() + " on"
            : "the most probable class";
    blocks.add(
        new Block.Table("Confusion; decided is " + how, heads, rows, Block.Table.Kind.NUMBERS));
    List<ClassCurve> curves = new ArrayList<>();
    double total = report.total();
    for (io.penstock.evaluation.ClassCurve curve : report.curves()) {
      int label = labels.indexOf(curve.label());
      if (curves.size() < MOST_CURVES && label >= 0 && !Double.isNaN(curve.rocAuc())) {
        curves.add(ClassCurve.of(curve, report.support(label) / total));
      }
    }
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
              precision(curves),
              Block.Figure.Shape.HALF));
    }
    return new Section("classes", "Classes", blocks);
  }

  private static int classes(Head head) {
    return head instanceof Head.Softmax softmax ? softmax.classes() : 2;
  }

  private static Section section(ForecastSample sample, ReportContent content) {
    int targets = Choices.of(sample).targets();
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Block.Words(ForecastSection.said(sample, content) + " All steps ahead together."));
    Map<String, Chart> roc = new LinkedHashMap<>();
    Map<String, Chart> precision = new LinkedHashMap<>();
    for (int target = 0; target < targets; target++) {
      blocks.add(confusion(sample, target));
      List<ClassCurve> curves = curves(sample, target);
      if (!curves.isEmpty()) {
        roc.put(Integer.toString(target), roc(curves));
        precision.put(Integer.toString(target), precision(curves));
      }
    }
    if (roc.size() == targets) {
      List<Selector> selectors = Choices.of(sample).selectors(sample);
      blocks.add(
          new Block.Choice(
              "classes", List.of(new Selector("series", List.of("all")), selectors.get(1))));
      blocks.add(figure("roc-chart", "Receiver operating characteristic", roc));
      blocks.add(figure("precision-chart", "Precision and recall", precision));
    }
    return new Section("classes", "Classes", blocks);
  }

  private static Block figure(String id, String title, Map<String, Chart> charts) {
    return new Block.Figure(
        id, title, "classes", List.of(1), charts, Optional.empty(), Block.Figure.Shape.HALF);
  }

  private static Block confusion(ForecastSample sample, int target) {
    int classes = classes(sample.head());
    long[][] counts = new long[classes][classes];
    forEach(
        sample,
        (run, window, step) -> {
          int truth = (int) sample.truth(run, window, step, target);
          counts[truth][decided(sample, run, window, step, target)]++;
        });
    List<String> heads = new ArrayList<>(List.of("truth"));
    IntStream.range(0, classes).forEach(c -> heads.add("forecast " + c));
    heads.add("recall %");
    List<List<String>> rows = new ArrayList<>();
    for (int c = 0; c < classes; c++) {
      List<String> cells = new ArrayList<>(List.of(Integer.toString(c)));
      for (long count : counts[c]) {
        cells.add(Numbers.grouped(count));
      }
      cells.add(Numbers.text(100.0 * counts[c][c] / Arrays.stream(counts[c]).sum(), 1));
      rows.add(cells);
    }
    String how = sample.head() instanceof Head.Softmax ? "the likeliest class" : "1 from a half on";
    return new Block.Table(
        "Confusion of " + sample.targets().get(target) + ", forecast " + how,
        heads,
        rows,
        Block.Table.Kind.NUMBERS);
  }

  private static int decided(
      ForecastSample sample, ForecastSample.Run run, int window, int step, int target) {
    if (!(sample.head() instanceof Head.Softmax)) {
      return sample.forecast(run, window, step, target, 0) >= 0.5 ? 1 : 0;
    }
    int likeliest = 0;
    for (int c = 1; c < sample.head().parameters(); c++) {
      if (sample.forecast(run, window, step, target, c)
          > sample.forecast(run, window, step, target, likeliest)) {
        likeliest = c;
      }
    }
    return likeliest;
  }

  private interface Each {
    void accept(ForecastSample.Run run, int window, int step);
  }

  private static void forEach(ForecastSample sample, Each each) {
    for (ForecastSample.Run run : sample.runs()) {
      for (int window = 0; window < run.windows().windows(); window++) {
        for (int step = 0; step < sample.horizon(); step++) {
          each.accept(run, window, step);
        }
      }
    }
  }

  /** Of each class against the others; none of a class that is always or never there. */
  private static List<ClassCurve> curves(ForecastSample sample, int target) {
    List<ClassCurve> curves = new ArrayList<>();
    boolean many = sample.head() instanceof Head.Softmax;
    int classes = many ? Math.min(MOST_CURVES, classes(sample.head())) : 1;
    for (int c = 0; c < classes; c++) {
      int label = many ? c : 1;
      int parameter = c;
      int size = sample.windows() * sample.horizon();
      double[] scores = new double[size];
      boolean[] truths = new boolean[size];
      int[] at = {0};
      forEach(
          sample,
          (run, window, step) -> {
            scores[at[0]] = sample.forecast(run, window, step, target, parameter);
            truths[at[0]++] = (int) sample.truth(run, window, step, target) == label;
          });
      ClassCurve.of("class " + label, scores, truths).ifPresent(curves::add);
    }
    return curves;
  }

  private static Chart roc(List<ClassCurve> curves) {
    List<Layer> layers = new ArrayList<>();
    double[] ends = {0, 1};
    layers.add(new Layer.Line("by chance", Tone.QUIET, ends, ends, Layer.Style.DASHED));
    for (int i = 0; i < curves.size(); i++) {
      ClassCurve curve = curves.get(i);
      layers.add(new Layer.Line(curve.name(), Tone.of(i), curve.falseAlarms(), curve.recalls()));
    }
    return Chart.of(
        Axis.share("false positive rate"),
        Axis.share("true positive rate"),
        layers,
        "Area under the curve: " + areas(curves, true) + "; by chance 0.5.");
  }

  private static Chart precision(List<ClassCurve> curves) {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < curves.size(); i++) {
      ClassCurve curve = curves.get(i);
      layers.add(new Layer.Line(curve.name(), Tone.of(i), curve.recalls(), curve.precisions()));
    }
    return Chart.of(
        Axis.share("recall"),
        Axis.share("precision"),
        layers,
        "Average precision: "
            + areas(curves, false)
            + "; by chance the share of the class, "
            + Numbers.text(curves.get(0).share(), 3)
            + " of "
            + curves.get(0).name()
            + ".");
  }

  private static String areas(List<ClassCurve> curves, boolean roc) {
    return String.join(
        ", ",
        curves.stream()
            .map(
                curve ->
                    curve.name()
                        + " "
                        + Numbers.text(roc ? curve.area() : curve.averagePrecision(), 3))
            .toList());
  }
}
