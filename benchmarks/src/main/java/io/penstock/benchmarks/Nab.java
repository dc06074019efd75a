package io.penstock.benchmarks;

import io.penstock.Penstock;
import io.penstock.anomaly.AnomalyDetector;
import io.penstock.anomaly.Detection;
import io.penstock.anomaly.DetectionRule;
import io.penstock.anomaly.NabScore;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.forecasting.Forecaster;
import io.penstock.model.TrainedModel;
import io.penstock.series.Series;
import io.penstock.training.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Anomalies without labels in the Numenta Anomaly Benchmark: of each file a model learns the first
 * 15 % and watches the rest, beside the benchmark's Windowed Gaussian detector on the same files.
 * All are scored by the benchmark's rule, standard profile.
 */
final class Nab {
  private static final List<Integer> SMOOTHINGS = List.of(1, DetectionRule.DEFAULT.smoothing(), 12);
  private static final Path MODELS = Checkout.scratch("nab");

  private Nab() {}

  /** Measures; arguments are names of engines, all without. */
  public static void main(String[] arguments) throws IOException {
    Optional<Path> labels = Checkout.shared("data/nab/labels/combined_windows.json");
    System.out.printf("## Anomalies without labels%n%n%s%n%n", Machine.description());
    if (labels.isEmpty()) {
      System.out.println("Skipped: data/nab is not on this machine.");
      return;
    }
    Files.createDirectories(MODELS);
    List<String> engines = arguments.length == 0 ? Engine.NAMES : List.of(arguments);
    Penstock penstock = Penstock.create();
    List<NabData> files = NabData.read(labels.get().getParent().getParent(), penstock);
    Map<String, List<double[]>> scores = new LinkedHashMap<>();
    scores.put(
        "windowed Gaussian",
        files.stream().map(file -> WindowedGaussian.scores(file.series().values())).toList());
    for (String engine : engines) {
      long begin = System.nanoTime();
      for (NabData file : files) {
        List<double[]> ofFile = watch(penstock, engine, file);
        for (int i = 0; i < SMOOTHINGS.size(); i++) {
          scores
              .computeIfAbsent(
                  engine + ", smoothing " + SMOOTHINGS.get(i), name -> new ArrayList<>())
              .add(ofFile.get(i));
        }
        System.err.println(engine + " " + file.folder() + "/" + file.name());
      }
      System.out.printf(
          Locale.ROOT,
          "- %s: %d files in %.0f s, load %s%n",
          engine,
          files.size(),
          (System.nanoTime() - begin) / 1e9,
          Machine.load());
    }
    System.out.printf("%n%s%n", table(files, scores));
  }

  /** Scores by each smoothing, of each row; NaN where there is none. */
  private static List<double[]> watch(Penstock penstock, String engine, NabData file) {
    Series series = file.series();
    int learning = NabScore.probation(series.rows());
    float first = series.value(0, 0);
    boolean constant = true;
    for (int row = 0; row < learning; row++) {
      constant &= series.value(row, 0) == first;
    }
    if (constant) {
      // There is nothing to learn, and training refuses it: any other value is an anomaly.
      double[] other = new double[series.rows()];
      for (int row = 0; row < other.length; row++) {
        other[row] = series.value(row, 0) == first ? 0 : Double.POSITIVE_INFINITY;
      }
      return SMOOTHINGS.stream().map(smoothing -> other).toList();
    }
    int validation = learning / 5;
    Experiment experiment =
        Experiment.forecast("value")
            .lookBack(24)
            .units(16)
            .split(new Split.ByCount(validation, series.rows() - learning, 0))
            .training(Training.DEFAULT.withEpochs(60))
            .backend(engine)
            .device("cpu")
            .build();
    TrainedModel model = penstock.train(series, experiment);
    Path written = MODELS.resolve(engine + "-" + file.folder() + "-" + file.name() + ".onnx");
    penstock.write(model, written);
    try (Forecaster forecaster = penstock.load(written)) {
      return SMOOTHINGS.stream()
          .map(
              smoothing ->
                  rows(
                      AnomalyDetector.detect(
                          forecaster,
                          series,
                          new DetectionRule(
                              smoothing,
                              DetectionRule.DEFAULT.memory(),
                              DetectionRule.DEFAULT.probability())),
                      series.rows()))
          .toList();
    }
  }

  private static double[] rows(Detection detection, int rows) {
    double[] scores = new double[rows];
    Arrays.fill(scores, Double.NaN);
    for (int at = 0; at < detection.rows(); at++) {
      scores[(int) detection.times()[at]] = detection.distances()[at];
    }
    return scores;
  }

  private static Table table(List<NabData> files, Map<String, List<double[]>> scores) {
    List<String> folders =
        files.stream()
            .filter(file -> !file.windows().isEmpty())
            .map(NabData::folder)
            .distinct()
            .toList();
    List<String> heads =
        new ArrayList<>(
            List.of("detector", "NAB score", "found", "false rows", "threshold", "at 1e-4"));
    heads.addAll(folders);
    Table table = new Table(heads.toArray(new String[0]));
    scores.forEach(
        (detector, ofFiles) -> {
          List<NabScore.ScoredFile> all = scored(files, ofFiles, Optional.empty());
          NabScore.Result best = NabScore.best(all);
          List<String> row =
              new ArrayList<>(
                  List.of(
                      detector,
                      number(best.score()),
                      best.found() + " of " + best.windows(),
                      Integer.toString(best.falseDetections()),
                      best.threshold()
                          .map(value -> String.format(Locale.ROOT, "%.4g", value))
                          .orElse("none"),
                      detector.startsWith("windowed")
                          ? ""
                          // Distance whose probability is the default rule's.
                          : number(NabScore.at(3.8906, all).score())));
          for (String folder : folders) {
            row.add(number(NabScore.best(scored(files, ofFiles, Optional.of(folder))).score()));
          }
          table.row(row);
        });
    return table;
  }

  private static List<NabScore.ScoredFile> scored(
      List<NabData> files, List<double[]> scores, Optional<String> folder) {
    List<NabScore.ScoredFile> scored = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      if (folder.isEmpty() || folder.get().equals(files.get(i).folder())) {
        scored.add(new NabScore.ScoredFile(scores.get(i), files.get(i).windows()));
      }
    }
    return scored;
  }

  private static String number(double score) {
    return String.format(Locale.ROOT, "%.1f", score);
  }
}
