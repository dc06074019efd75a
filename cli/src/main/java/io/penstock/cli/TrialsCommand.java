package io.penstock.cli;

import io.penstock.Penstock;
import io.penstock.cli.config.Plan;
import io.penstock.cli.config.Setting;
import io.penstock.cli.config.TrialSettings;
import io.penstock.cli.config.TrialsPlan;
import io.penstock.cli.output.Json;
import io.penstock.cli.output.Listeners;
import io.penstock.cli.output.ModelText;
import io.penstock.cli.output.TimeText;
import io.penstock.cli.output.TrialsText;
import io.penstock.csv.CsvOptions;
import io.penstock.csv.CsvSeries;
import io.penstock.error.PenstockException;
import io.penstock.files.FileInPlace;
import io.penstock.model.TrainedModel;
import io.penstock.modelling.TrainingOptions;
import io.penstock.series.Series;
import io.penstock.training.StopReason;
import io.penstock.trials.TrainedTrial;
import io.penstock.trials.Trial;
import io.penstock.trials.TrialPlan;
import io.penstock.trials.TrialResult;
import io.penstock.trials.TrialResults;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock trials}. */
@Command(
    name = "trials",
    sortOptions = false,
    customSynopsis = "penstock trials [DATA] --config FILE.yaml [OPTIONS]",
    description = {
      "Trains the experiment of a YAML file as it is and each of its variants, one after the other, and puts their scores into one table.",
      "A variant is an entry of the file's list variants: a name, and the keys that it changes. Which is best is said by the validation part, never by the test part; with --judged-on folds by the mean over the folds of a backtest. Options hold for all of them. With out, an option or a key, the model of the best is written; the keys step-history, checkpoint and resume are ignored."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  penstock trials --config experiment.yaml --report trials.html",
      "  penstock trials --config experiment.yaml --epochs 2 --out best.onnx",
      "  penstock trials --config experiment.yaml --judged-on folds --folds 3",
      "",
      "Ctrl-C ends it with the trials that are done. A trial that fails leaves the others as they are; the exit code is then 2."
    })
final class TrialsCommand implements Callable<Integer> {
  private final Session session;

  @Mixin
  private final ExperimentOptions options =
      new ExperimentOptions(
          EnumSet.complementOf(
              EnumSet.of(
                  Setting.STEP_HISTORY,
                  Setting.CHECKPOINT,
                  Setting.RESUME,
                  Setting.FROM,
                  Setting.VARIANT)));

  @Option(names = "--quiet", description = "Print errors only and, with --json, the object.")
  private boolean quiet;

  @Option(
      names = "--json",
      description = "Print one JSON object to standard output, and all else to standard error.")
  private boolean json;

  TrialsCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Penstock penstock = session.penstock();
    TrialSettings settings = TrialSettings.of(options.given(), options.file(), options.folder());
    settings.lookAtData(penstock::layout, penstock::columns);
    TrialsPlan plan = settings.plan();
    Plan itself = plan.itself();
    plan.out().ifPresent(penstock::checkWritable);
    itself.history().ifPresent(FileInPlace::check);
    itself.report().ifPresent(FileInPlace::check);
    Map<CsvOptions, CsvSeries> read = new HashMap<>();
    TrialPlan trials = trials(plan, read);
    CsvSeries data = read.get(itself.csv());
    try (Interruption interruption =
        Interruption.watch(session.err(), "with the trials that are done")) {
      TrialProgress progress =
          new TrialProgress(
              session.err(),
              quiet,
              trials.leading(),
              plan.folds().isPresent(),
              interruption::requested);
      TrialResults results;
      try (progress) {
        results = penstock.trials(trials, progress);
      }
      if (!quiet) {
        session.report(TrialsText.lines(results), json);
      }
      if (!results.results().isEmpty()) {
        itself.history().ifPresent(file -> writeHistory(file, results, progress));
      }
      Optional<Path> model =
          plan.out().flatMap(out -> writeBest(plan, trials, results, out, interruption));
      Optional<Path> page = itself.report().filter(file -> !results.results().isEmpty());
      page.ifPresent(
          file ->
              RunReports.ofTrials(
                  session, file, plan, settings, trials, results, progress.notices()));
      page.ifPresent(file -> say("Report: " + file));
      if (json) {
        session
            .out()
            .println(
                json(plan, results, data.series())
                    .put("notices", progress.notices())
                    .put("model", model.map(Path::toString).orElse(null))
                    .put("report", page.map(Path::toString).orElse(null)));
      }
      int code = failed(results);
      return interruption.requested() ? stopped(results, interruption) : code;
    }
  }

  /** Says last what has failed, each as if the command had ended with it. */
  private int failed(TrialResults results) {
    return results.failed().stream()
        .mapToInt(trial -> Failure.of(trial.named()).report(session.err(), session.debug()))
        .max()
        .orElse(ExitCode.OK);
  }

  private int stopped(TrialResults results, Interruption interruption) {
    int done = results.results().size();
    session
        .err()
        .println(
            "penstock: stopped when "
                + done
                + " of "
                + ModelText.plural(results.trials().size(), "trial")
                + (done == 1 ? " was" : " were")
                + " done.");
    return interruption.exitCode();
  }

  private static void writeHistory(Path file, TrialResults results, TrialProgress progress) {
    Set<String> done =
        results.results().stream().map(result -> result.trial().name()).collect(Collectors.toSet());
    FileInPlace.write(file, to -> progress.history().writeTo(done, results.inFolds(), to));
  }

  /**
   * The trials with their data. A trial that reads other columns has a series of its own, as {@code
   * train} would read it; the file is read once for all that read the same.
   */
  private TrialPlan trials(TrialsPlan plan, Map<CsvOptions, CsvSeries> read) {
    Map<CsvOptions, Optional<Series>> tests = new HashMap<>();
    List<Trial> trials = new ArrayList<>();
    for (TrialsPlan.NamedPlan trial : plan.trials()) {
      Plan own = trial.plan();
      boolean first = read.isEmpty();
      CsvSeries data = read.computeIfAbsent(own.csv(), how -> read(trial, first));
      if (first && !quiet) {
        data.notes().forEach(session.err()::println);
      }
      Optional<Series> test =
          plan.folds().isPresent()
              ? Optional.empty()
              : tests.computeIfAbsent(
                  own.csv(),
                  how ->
                      own.testFile()
                          .map(
                              file ->
                                  TestFile.read(
                                      session, file, own, data.series(), quiet || !first)));
      trials.add(new Trial(trial.name(), data.series(), own.experiment(), test));
    }
    return new TrialPlan(trials, plan.folds());
  }

  /** What only a variant asks of the file is its own mistake, and named so. */
  private CsvSeries read(TrialsPlan.NamedPlan trial, boolean first) {
    try {
      return session.penstock().read(trial.plan().data(), trial.plan().csv());
    } catch (PenstockException e) {
      throw first
          ? e
          : new PenstockException(e.code(), "Trial " + trial.name() + ": " + e.getMessage(), e);
    }
  }

  /**
   * Writes the model of the best; where it was judged in folds it is trained on the split first.
   */
  private Optional<Path> writeBest(
      TrialsPlan plan,
      TrialPlan trials,
      TrialResults results,
      Path out,
      Interruption interruption) {
    Optional<TrialResult> best = results.best();
    if (best.isEmpty()) {
      say("No model is written, since no trial is the best.");
      return Optional.empty();
    }
    String name = best.get().trial().name();
    if (best.get() instanceof TrainedTrial trained) {
      session.penstock().write(trained.model(), out);
      say("Model of " + name + ": " + out);
      return Optional.of(out);
    }
    if (interruption.requested()) {
      say("No model is written: the best would have to be trained once more.");
      return Optional.empty();
    }
    int place = best.get().trial().number() - 1;
    Trial trial = trials.trials().get(place);
    Plan own = plan.trials().get(place).plan();
    say("The models of the folds are not kept; " + name + " is trained once more, on the split.");
    try (Progress progress = Progress.of(quiet, session.err())) {
      TrainingOptions how =
          TrainingOptions.DEFAULT.listening(
              new Listeners(List.of(progress.listener()), interruption::requested));
      TrainedModel model =
          session
              .penstock()
              .train(
                  trial.series(),
                  trial.experiment(),
                  own.testFile()
                      .map(
                          file ->
                              how.judgedOn(TestFile.read(session, file, own, trial.series(), true)))
                      .orElse(how));
      if (model.description().training().stopped() == StopReason.CANCELLED) {
        say("No model is written: its training was stopped.");
        return Optional.empty();
      }
      session.penstock().write(model, out);
    }
    say("Model of " + name + ": " + out);
    return Optional.of(out);
  }

  private void say(String line) {
    if (!quiet) {
      session.report(List.of("", line), json);
    }
  }

  private static Json json(TrialsPlan plan, TrialResults results, Series series) {
    Map<String, Map<String, String>> changes = new LinkedHashMap<>();
    plan.trials().forEach(trial -> changes.put(trial.name(), trial.changes()));
    return TrialsText.json(results, changes, time -> TimeText.of(time, series));
  }
}
