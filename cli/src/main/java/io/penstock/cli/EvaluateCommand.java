package io.penstock.cli;

import io.penstock.cli.output.Json;
import io.penstock.cli.output.ModelText;
import io.penstock.cli.output.ScoreTable;
import io.penstock.csv.CsvSeries;
import io.penstock.evaluation.Evaluation;
import io.penstock.files.FileInPlace;
import io.penstock.forecasting.Forecaster;
import io.penstock.scoring.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock evaluate}. */
@Command(
    name = "evaluate",
    sortOptions = false,
    customSynopsis = "penstock evaluate MODEL.onnx DATA [OPTIONS]",
    description =
        "Scores a model file on every window of a CSV file, beside the baselines, forecasts that need no network.",
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  penstock evaluate passengers.onnx new-passengers.csv",
      "  penstock evaluate passengers.onnx new-passengers.csv --all-metrics",
      "  penstock evaluate passengers.onnx new-passengers.csv --json",
      "  penstock evaluate passengers.onnx new-passengers.csv --report report.html"
    })
final class EvaluateCommand implements Callable<Integer> {
  private final Session session;

  @Mixin private final ReadingOptions reading = new ReadingOptions();

  @Option(
      names = "--json",
      description =
          "Print one JSON object to standard output instead of a table. Default: a table.")
  private boolean json;

  @Option(
      names = "--report",
      paramLabel = "FILE.html",
      description =
          "Where a page on the scores, with charts, is written: one file that a browser opens from the disk. Default: none.")
  private @Nullable Path report;

  @Option(
      names = "--all-metrics",
      description =
          "Show every metric, also on scaled values, by step of the horizon, by target and by class. Default: a few metrics.")
  private boolean allMetrics;

  EvaluateCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    if (report != null) {
      reading.requireNoInput("--report", report);
      FileInPlace.check(report);
    }
    try (Forecaster forecaster = session.penstock().load(reading.model())) {
      CsvSeries data = reading.readWithTruth(session.penstock(), forecaster.description());
      Evaluation evaluation = forecaster.evaluate(data.series());
      if (report != null) {
        RunReports.ofEvaluation(session, report, forecaster, data, evaluation);
      }
      if (json) {
        session.out().println(json(evaluation));
      } else {
        session.report(lines(evaluation), false);
      }
    }
    return ExitCode.OK;
  }

  private List<String> lines(Evaluation evaluation) {
    List<String> lines = new ArrayList<>();
    lines.add(
        reading.model()
            + " on "
            + reading.data()
            + ", "
            + ModelText.plural(evaluation.windows(), "window")
            + ":");
    lines.addAll(allMetrics ? ScoreTable.all(evaluation) : ScoreTable.lines(evaluation));
    lines.addAll(ScoreTable.ofSeries(evaluation));
    lines.add("");
    lines.add(Verdict.of(evaluation));
    return lines;
  }

  private Json json(Evaluation evaluation) {
    Json object = new Json();
    ScoreTable.into(object, Optional.of(evaluation));
    object.put("windows", evaluation.windows());
    object.put("season", evaluation.season());
    object.put("beatsBaselines", evaluation.beatsBaselines());
    object.put("model", reading.model().toString());
    object.put("data", reading.data().toString());
    object.put("report", report == null ? null : report.toString());
    return object;
  }
}
