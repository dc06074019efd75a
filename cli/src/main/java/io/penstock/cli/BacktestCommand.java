package io.penstock.cli;

import io.penstock.Penstock;
import io.penstock.backtesting.Backtest;
import io.penstock.backtesting.BacktestListener;
import io.penstock.cli.config.FoldedPlan;
import io.penstock.cli.config.Plan;
import io.penstock.cli.config.Setting;
import io.penstock.cli.config.Settings;
import io.penstock.cli.output.BacktestBar;
import io.penstock.cli.output.BacktestLines;
import io.penstock.cli.output.BacktestText;
import io.penstock.cli.output.FoldListeners;
import io.penstock.cli.output.ForecastFile;
import io.penstock.cli.output.Json;
import io.penstock.cli.output.ModelText;
import io.penstock.cli.output.Numbers;
import io.penstock.cli.output.TimeText;
import io.penstock.csv.CsvSeries;
import io.penstock.error.PenstockException;
import io.penstock.files.FileInPlace;
import io.penstock.series.Series;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock backtest}. */
@Command(
    name = "backtest",
    sortOptions = false,
    customSynopsis = "penstock backtest [DATA] --target COL[,COL...] [OPTIONS]",
    description = {
      "Trains the model of a description again and again as time goes on, and judges each on the rows after those that it has learnt from.",
      "Cuts the series into folds. A fold is what train does with the series cut off after the fold's test part: preparation, early stopping and scores beside the naive forecasts. Prints a table by fold, and mean and standard deviation over the folds. Writes no model; the keys out, history, step-history, checkpoint, resume and from of --config are ignored."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  penstock backtest passengers.csv --target passengers --horizon 12",
      "  penstock backtest ETTh1.csv --target OT --look-back 24 --horizon 6",
      "      --folds 4 --origin sliding --test-rows 48 --refit-every 2",
      "  penstock backtest --config experiment.yaml --folds 3 --out folds.csv",
      "  penstock backtest passengers.csv --target passengers --report folds.html",
      "",
      "Ctrl-C ends it with the folds that are done."
    })
final class BacktestCommand implements Callable<Integer> {
  private final Session session;

  @Mixin
  private final ExperimentOptions options =
      new ExperimentOptions(
          EnumSet.complementOf(
              EnumSet.of(
                  Setting.OUT,
                  Setting.HISTORY,
                  Setting.STEP_HISTORY,
                  Setting.CHECKPOINT,
                  Setting.RESUME,
                  Setting.FROM,
                  Setting.NAME,
                  Setting.JUDGED_ON)));

  @Option(
      names = "--out",
      paramLabel = "FILE.csv",
      description =
          "Where every forecast of the folds' test parts is written beside what came: fold, origin (the last row known), step, time, what is forecast and the actual value. Default: nowhere.")
  private @Nullable Path out;

  @Option(names = "--quiet", description = "Print errors only and, with --json, the object.")
  private boolean quiet;

  @Option(
      names = "--json",
      description = "Print one JSON object to standard output, and all else to standard error.")
  private boolean json;

  BacktestCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Penstock penstock = session.penstock();
    Settings settings = options.read();
    settings.lookAtData(penstock::layout, penstock::columns);
    FoldedPlan folded = settings.foldedPlan();
    requireWritable(folded.plan());
    folded.plan().report().ifPresent(FileInPlace::check);
    CsvSeries data = penstock.read(folded.plan().data(), folded.plan().csv());
    if (!quiet) {
      data.notes().forEach(session.err()::println);
    }
    Series series = data.series();
    try (Interruption interruption =
        Interruption.watch(session.err(), "with the folds that are done")) {
      long begun = System.nanoTime();
      Backtest backtest = run(folded, series, interruption::requested);
      double seconds = (System.nanoTime() - begun) / 1e9;
      Optional<Path> written = folded.plan().report().filter(file -> !backtest.scored().isEmpty());
      written.ifPresent(
          file -> RunReports.ofBacktest(session, file, folded.plan(), settings, data, backtest));
      finish(backtest, series, seconds, written);
      if (interruption.requested()) {
        session
            .err()
            .println(
                "penstock: stopped when "
                    + backtest.folds().size()
                    + " of "
                    + ModelText.plural(backtest.plan().folds(), "fold")
                    + (backtest.folds().size() == 1 ? " was" : " were")
                    + " done.");
        return interruption.exitCode();
      }
      return ExitCode.OK;
    }
  }

  private void requireWritable(Plan plan) {
    if (out == null) {
      return;
    }
    if (isSame(out, plan.data())) {
      throw PenstockException.config("--out: %s is where the data are; name another file.", out);
    }
    if (plan.report().filter(page -> isSame(out, page)).isPresent()) {
      throw PenstockException.config(
          "--out: %s is where the report is to be; name another file.", out);
    }
    FileInPlace.check(out);
  }

  private static boolean isSame(Path path, Path other) {
    return path.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
  }

  private Backtest run(FoldedPlan folded, Series series, BooleanSupplier stop) {
    Terminal terminal = Terminal.behindStandardError();
    if (quiet) {
      return run(folded, series, BacktestListener.NONE, stop);
    }
    if (!terminal.interactive()) {
      return run(folded, series, new BacktestLines(session.err()), stop);
    }
    try (BacktestBar bar = new BacktestBar(session.err(), terminal.width())) {
      return run(folded, series, bar, stop);
    }
  }

  private Backtest run(
      FoldedPlan folded, Series series, BacktestListener shown, BooleanSupplier stop) {
    return session
        .penstock()
        .backtest(
            series,
            folded.plan().experiment(),
            folded.folds(),
            new FoldListeners(List.of(shown), stop));
  }

  private void finish(Backtest backtest, Series series, double seconds, Optional<Path> page) {
    if (out != null) {
      FileInPlace.write(
          out,
          to ->
              ForecastFile.write(
                  backtest.folds(),
                  series.idColumn().orElse(""),
                  time -> TimeText.of(time, series),
                  to));
    }
    if (!quiet) {
      List<String> lines = new ArrayList<>();
      lines.add(
          BacktestText.plan(backtest.plan(), backtest.purge())
              + " Done in "
              + Numbers.duration(seconds)
              + backtest.backend().map(engine -> " with " + engine).orElse("")
              + ".");
      lines.add("");
      lines.addAll(BacktestText.lines(backtest, time -> TimeText.of(time, series)));
      if (out != null) {
        lines.add("");
        lines.add("Forecasts: " + out);
      }
      session.report(lines, json);
    }
    if (json) {
      Json object = BacktestText.json(backtest, time -> TimeText.of(time, series));
      object.put("seconds", seconds);
      object.put("out", out == null ? null : out.toString());
      object.put("report", page.map(Path::toString).orElse(null));
      session.out().println(object);
    }
  }
}
