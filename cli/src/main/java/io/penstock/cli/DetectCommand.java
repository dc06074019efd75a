package io.penstock.cli;

import io.penstock.anomaly.AnomalyDetector;
import io.penstock.anomaly.Detection;
import io.penstock.anomaly.DetectionRule;
import io.penstock.anomaly.LabelScores;
import io.penstock.cli.output.DetectionFile;
import io.penstock.cli.output.DetectionText;
import io.penstock.cli.output.TimeText;
import io.penstock.csv.CsvSeries;
import io.penstock.error.PenstockException;
import io.penstock.files.FileInPlace;
import io.penstock.forecasting.Forecaster;
import io.penstock.series.Series;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock detect}. */
@Command(
    name = "detect",
    sortOptions = false,
    customSynopsis = "penstock detect MODEL.onnx DATA [OPTIONS]",
    description = {
      "Finds anomalies in a CSV file without labels: rows that a model file does not foresee from the rows before them.",
      "Each row is forecast from the rows before it. Residuals are averaged over some rows, and an average that is far from the earlier ones is an anomaly."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  penstock generate anomalies --out sensor.csv",
      "  penstock train sensor.csv --target value --features value --out sensor.onnx",
      "  penstock detect sensor.onnx sensor.csv",
      "  penstock detect sensor.onnx sensor.csv --probability 1e-6 --out rows.csv"
    })
final class DetectCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ReadingOptions reading = new ReadingOptions();

  @Option(
      names = "--probability",
      paramLabel = "P",
      defaultValue = "1e-4",
      description =
          "Call a row an anomaly if as great a residual has this probability, or less, where nothing is wrong. Default: 1e-4.")
  private double probability;

  @Option(
      names = "--smoothing",
      paramLabel = "ROWS",
      defaultValue = "3",
      description =
          "Residuals that are averaged: 1 for single spikes; more find also levels and shapes that change, some rows later. Default: 3.")
  private int smoothing;

  @Option(
      names = "--memory",
      paramLabel = "ROWS",
      defaultValue = "6400",
      description = "Rows before a row that say what is usual, at least 100. Default: 6400.")
  private int memory;

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      description =
          "Where every row that was looked at is written: its time and, of each target, what came, what was expected, the distance in scales, the probability and whether it is an anomaly. Default: not written.")
  private @Nullable Path out;

  @Option(
      names = "--label",
      paramLabel = "COLUMN",
      description =
          "A column that is 1 where a row is known to be an anomaly and 0 elsewhere, to say how many were found. The detection does not read it. Default: none.")
  private @Nullable String label;

  @Option(
      names = "--json",
      description =
          "Print one JSON object to standard output instead of a table. Default: a table.")
  private boolean json;

  DetectCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    DetectionRule rule = rule();
    if (out != null) {
      reading.requireNoInput("--out", out);
      FileInPlace.check(out);
    }
    try (Forecaster forecaster = session.penstock().load(reading.model())) {
      CsvSeries data =
          reading.readWithTruth(
              session.penstock(),
              forecaster.description(),
              label == null ? new String[0] : new String[] {label});
      Series series = data.series();
      Detection detection = AnomalyDetector.detect(forecaster, series, rule);
      String id = series.idColumn().orElse("");
      Optional<LabelScores> scores =
          Optional.ofNullable(label).map(column -> LabelScores.of(detection, series, column));
      if (out != null) {
        FileInPlace.write(
            out, to -> DetectionFile.write(detection, id, time -> TimeText.of(time, series), to));
      }
      if (json) {
        session
            .out()
            .println(
                DetectionText.json(detection, scores, time -> TimeText.of(time, series))
                    .put("model", reading.model().toString())
                    .put("data", reading.data().toString())
                    .put("out", out == null ? null : out.toString()));
      } else {
        session.report(
            DetectionText.lines(detection, scores, id, time -> TimeText.of(time, series)), false);
      }
    }
    return ExitCode.OK;
  }

  private DetectionRule rule() {
    if (!(probability > 0 && probability < 1)) {
      throw PenstockException.config(
          "--probability %s is not between 0 and 1. Give a small one, as 1e-4.", probability);
    }
    if (smoothing < 1) {
      throw PenstockException.config("--smoothing %d: give at least 1 row.", smoothing);
    }
    if (memory < DetectionRule.LEAST_MEMORY) {
      throw PenstockException.config(
          "--memory %d: fewer than %d rows do not say what is usual.",
          memory, DetectionRule.LEAST_MEMORY);
    }
    return new DetectionRule(smoothing, memory, probability);
  }
}
