package io.penstock.cli;

import io.penstock.Penstock;
import io.penstock.cli.config.Plan;
import io.penstock.cli.config.Setting;
import io.penstock.cli.config.Settings;
import io.penstock.cli.output.ComparisonText;
import io.penstock.comparison.Comparison;
import io.penstock.csv.CsvSeries;
import io.penstock.files.FileInPlace;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock compare}. */
@Command(
    name = "compare",
    sortOptions = false,
    customSynopsis = "penstock compare [DATA] --target COL[,COL...] [OPTIONS]",
    description = {
      "Trains the same description on every installed engine, from the same first weights and in the same order of windows.",
      "Prints losses, scores and speed of each, and how far they are apart. Exit code 1 if a difference is above what the numeric contract allows. Writes no model; the keys backend, out, history and step-history of --config are ignored."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  penstock compare passengers.csv --target passengers --horizon 12 --epochs 20",
      "  penstock compare --config experiment.yaml --json",
      "  penstock compare passengers.csv --target passengers --report engines.html"
    })
final class CompareCommand implements Callable<Integer> {
  private final Session session;

  @Mixin
  private final ExperimentOptions options =
      new ExperimentOptions(
          Setting.ofTrainingBut(
              EnumSet.of(
                  Setting.BACKEND,
                  Setting.OUT,
                  Setting.TEST_FILE,
                  Setting.HISTORY,
                  Setting.STEP_HISTORY,
                  Setting.CHECKPOINT,
                  Setting.RESUME,
                  Setting.FROM)));

  @Option(names = "--quiet", description = "Print no progress.")
  private boolean quiet;

  @Option(
      names = "--json",
      description = "Print one JSON object to standard output, and all else to standard error.")
  private boolean json;

  CompareCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Penstock penstock = session.penstock();
    Settings settings = options.read();
    settings.lookAtData(penstock::layout, penstock::columns);
    Plan plan = settings.plan();
    plan.report().ifPresent(FileInPlace::check);
    CsvSeries data = penstock.read(plan.data(), plan.csv());
    if (!quiet) {
      data.notes().forEach(session.err()::println);
    }
    Comparison comparison;
    try (Progress progress = Progress.of(quiet, session.err())) {
      comparison = penstock.compare(data.series(), plan.experiment(), progress.listener());
    }
    plan.report()
        .ifPresent(
            file -> RunReports.ofComparison(session, file, plan, settings, data, comparison));
    if (!quiet || !json) {
      session.report(ComparisonText.lines(comparison), json);
    }
    if (json) {
      session
          .out()
          .println(
              ComparisonText.json(comparison)
                  .put("report", plan.report().map(Path::toString).orElse(null)));
    }
    return comparison.holds() ? ExitCode.OK : ExitCode.CHECK_FAILED;
  }
}
