package io.penstock.cli;

import io.penstock.Penstock;
import io.penstock.checkpoint.Checkpoint;
import io.penstock.cli.config.Keeping;
import io.penstock.cli.config.Plan;
import io.penstock.cli.config.Setting;
import io.penstock.cli.config.Settings;
import io.penstock.cli.output.ForecastFile;
import io.penstock.cli.output.IntervalText;
import io.penstock.cli.output.Json;
import io.penstock.cli.output.Listeners;
import io.penstock.cli.output.ModelText;
import io.penstock.cli.output.NetworkText;
import io.penstock.cli.output.Numbers;
import io.penstock.cli.output.RunRecord;
import io.penstock.cli.output.ScoreTable;
import io.penstock.cli.output.ShellWords;
import io.penstock.cli.output.StepHistory;
import io.penstock.cli.output.TrainingText;
import io.penstock.csv.CsvSeries;
import io.penstock.evaluation.Evaluation;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.IntervalWish;
import io.penstock.experiment.Threshold;
import io.penstock.files.FileInPlace;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainedModel;
import io.penstock.model.TrainingSummary;
import io.penstock.modelling.TrainingOptions;
import io.penstock.preparation.Preparation;
import io.penstock.scoring.Verdict;
import io.penstock.series.Series;
import io.penstock.series.Source;
import io.penstock.trainer.LearningRate;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code penstock train}. */
@Command(
    name = "train",
    sortOptions = false,
    customSynopsis = "penstock train [DATA] --target COL[,COL...] [OPTIONS]",
    description = {
      "Trains a model on a CSV file and writes it as one ONNX file.",
      "Splits the rows by time, fits the preparation on the training part, trains with early stopping, restores the best weights unless told otherwise, and scores them on the test part beside the baselines, forecasts that need no network."
    },
    optionListHeading = "%nOptions:%n",
    parameterListHeading = "%nParameters:%n",
    footerHeading = "%nExamples:%n",
    footer = {
      "  penstock train passengers.csv --target passengers --horizon 12",
      "  penstock train ETTh1.csv --target OT --look-back 96 --horizon 24",
      "  penstock train hour.csv --target cnt --time dteday+hr --horizon 24",
      "      --features cnt,temp,hum --backend tensorflow",
      "  penstock train hour.csv --target cnt --time dteday+hr --horizon 24",
      "      --future temp,hum --quantiles 0.1,0.5,0.9 --out quantiles.onnx",
      "  penstock train --config experiment.yaml --seed 7 --json",
      "  penstock train ETTh1.csv --target OT --checkpoint etth1-run",
      "  penstock train --resume etth1-run",
      "  penstock train newer.csv --from ETTh1.onnx",
      "",
      "Ctrl-C ends the training and writes the best model so far."
    })
final class TrainCommand implements Callable<Integer> {
  private final Session session;

  @Mixin
  private final ExperimentOptions options = new ExperimentOptions(Setting.ofTrainingBut(Set.of()));

  @Option(names = "--quiet", description = "Print errors only and, with --json, the object.")
  private boolean quiet;

  @Option(
      names = "--json",
      description = "Print one JSON object to standard output, and all else to standard error.")
  private boolean json;

  @Option(
      names = "--all-metrics",
      description =
          "Show every metric, also on scaled values, by step of the horizon, by target and by class. Default: a few metrics.")
  private boolean allMetrics;

  TrainCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() {
    Penstock penstock = session.penstock();
    Settings settings = options.read();
    Optional<Checkpoint> checkpoint = settings.resume().flatMap(penstock::readCheckpoint);
    if (settings.resume().isPresent() && checkpoint.isEmpty()) {
      session
          .err()
          .println(
              "penstock: "
                  + settings.resume().get()
                  + " holds no checkpoint yet; training begins.");
    }
    Optional<TrainedModel> start = settings.from().map(penstock::readModel);
    inherit(settings, checkpoint, start);
    settings.lookAtData(penstock::layout, penstock::columns);
    Plan plan = settings.plan();
    TrainingOptions run = run(settings.keeping(plan), start);
    penstock.checkWritable(plan.out());
    run.folder().ifPresent(folder -> penstock.checkCheckpoints(folder, run.resuming()));
    plan.history().ifPresent(FileInPlace::check);
    plan.stepHistory().ifPresent(FileInPlace::check);
    plan.report().ifPresent(FileInPlace::check);
    CsvSeries data = penstock.read(plan.data(), plan.csv());
    if (!quiet) {
      data.notes().forEach(session.err()::println);
    }
    Optional<Series> test =
        plan.testFile().map(file -> TestFile.read(session, file, plan, data.series(), quiet));
    RunRecord record = new RunRecord();
    Optional<StepHistory> steps = plan.stepHistory().map(file -> new StepHistory());
    try (Interruption interruption = Interruption.watch(session.err());
        Progress progress = Progress.of(quiet, session.err())) {
      List<TrainingListener> listeners = new ArrayList<>(List.of(record, progress.listener()));
      steps.ifPresent(listeners::add);
      TrainingListener listener = new Listeners(listeners, interruption::requested);
      TrainingOptions listened = run.listening(listener);
      TrainedModel model =
          penstock.train(
              data.series(), plan.experiment(), test.map(listened::judgedOn).orElse(listened));
      if (interruption.requested() && model.description().training().epochs() == 0) {
        session
            .err()
            .println("penstock: stopped before the first epoch was done; no model is written.");
        return interruption.exitCode();
      }
      penstock.write(model, plan.out());
      steps.ifPresent(
          losses -> FileInPlace.write(plan.stepHistory().orElseThrow(), losses::writeTo));
      finish(plan, model, record);
      plan.report()
          .ifPresent(
              file ->
                  RunReports.ofTraining(
                      session, file, plan, settings, data, model, record.notices()));
      if (interruption.requested()) {
        session.err().println("penstock: stopped; the best model so far is in " + plan.out() + ".");
        run.folder()
            .ifPresent(
                folder ->
                    session
                        .err()
                        .println("penstock: go on with penstock train --resume " + folder));
        return interruption.exitCode();
      }
      return ExitCode.OK;
    }
  }

  /**
   * What is not given is as in the earlier run, or in the model that training starts from; where
   * the earlier run had started from one, its checkpoint describes it.
   */
  private static void inherit(
      Settings settings, Optional<Checkpoint> checkpoint, Optional<TrainedModel> start) {
    if (start.isPresent()) {
      ModelDescription model = start.get().description();
      Experiment.Builder like =
          Experiment.like(model.network(), model.preparation())
              .season(model.season())
              .intervals(wish(model));
      model.calibration().threshold().ifPresent(at -> like.threshold(new Threshold.Fixed(at)));
      settings.startFrom(
          like.build(),
          model.source(),
          columns(model.preparation()),
          model.preparation().categories().keySet());
    } else {
      checkpoint
          .map(Checkpoint::description)
          .filter(earlier -> earlier.startedFrom().isPresent())
          .ifPresent(
              earlier ->
                  settings.startFrom(
                      Experiment.like(earlier.network(), earlier.preparation())
                          .season(earlier.season())
                          .build(),
                      Source.UNKNOWN,
                      columns(earlier.preparation()),
                      earlier.preparation().categories().keySet()));
    }
    checkpoint.ifPresent(
        earlier -> settings.goOnWith(earlier.notes(), settings.resume().orElseThrow()));
  }

  /** Intervals as a model has them, which are learnt anew. */
  private static Optional<IntervalWish> wish(ModelDescription model) {
    return model
        .calibration()
        .intervals()
        .map(intervals -> new IntervalWish(intervals.method(), intervals.coverage()));
  }

  /** Columns of the data that a model reads or is judged by. */
  private static Set<String> columns(Preparation preparation) {
    Set<String> columns = new LinkedHashSet<>(preparation.inputs());
    preparation.recoveries().forEach(way -> columns.addAll(way.truth().columns()));
    return columns;
  }

  private static TrainingOptions run(Keeping keeping, Optional<TrainedModel> start) {
    TrainingOptions run =
        keeping
            .folder()
            .map(
                folder ->
                    keeping.resuming()
                        ? TrainingOptions.resume(folder)
                        : TrainingOptions.checkpointTo(folder))
            .orElse(TrainingOptions.DEFAULT)
            .noting(keeping.notes());
    run = start.map(run::startingFrom).orElse(run);
    return keeping.refit() ? run.refit() : run;
  }

  private void finish(Plan plan, TrainedModel model, RunRecord record) {
    TrainingSummary summary = model.description().training();
    plan.history()
        .ifPresent(
            file ->
                FileInPlace.write(
                    file,
                    out ->
                        ForecastFile.writeHistory(
                            summary,
                            LearningRate.ofEpochs(
                                summary.training(),
                                summary.trainingWindows()
                                    * model.description().network().examples(),
                                summary.trainingLosses(),
                                summary.validationLosses()),
                            out)));
    if (!quiet) {
      session.report(report(plan, model, record), json);
    }
    if (json) {
      session.out().println(json(plan, model, record));
    }
  }

  private List<String> report(Plan plan, TrainedModel model, RunRecord record) {
    TrainingSummary summary = model.description().training();
    List<String> lines = new ArrayList<>();
    lines.add(
        "Trained "
            + ModelText.plural(summary.epochs(), "epoch")
            + " in "
            + Numbers.duration(record.seconds())
            + (Double.isNaN(record.samplesPerSecond())
                ? ""
                : " (" + Numbers.grouped(record.samplesPerSecond()) + " samples/s)")
            + "; the weights are those of epoch "
            + summary.keptEpoch()
            + (summary.training().stopping().keepBest() ? "" : ", the last")
            + ".");
    summary
        .training()
        .stopping()
        .monitor()
        .filter(metric -> summary.bestEpoch() > 0)
        .ifPresent(
            metric ->
                lines.add(
                    "The best "
                        + TrainingText.monitor(summary.training().stopping())
                        + " is that of epoch "
                        + summary.bestEpoch()
                        + ", "
                        + Numbers.text(summary.validationScores().get(summary.bestEpoch() - 1))
                        + "."));
    lines.addAll(ModelText.particulars(model.description(), plan.experiment().weights()));
    lines.add("");
    lines.addAll(scores(plan, model.description().evaluation()));
    lines.add("");
    lines.add("Model: " + plan.out());
    plan.report().ifPresent(file -> lines.add("Report: " + file));
    lines.add(
        "Forecast with: penstock forecast "
            + ShellWords.quoted(plan.out().toString())
            + " "
            + ShellWords.quoted(plan.data().toString()));
    if (!model.description().preparation().futureInputs().isEmpty()) {
      lines.add(
          "  when the file ends with the rows to forecast: with "
              + String.join(", ", model.description().preparation().futureInputs())
              + ", without "
              + String.join(", ", model.description().preparation().targetNames()));
    }
    return lines;
  }

  private List<String> scores(Plan plan, Optional<Evaluation> evaluation) {
    if (evaluation.isEmpty()) {
      return List.of("The test part holds no window, so the model has no scores.");
    }
    List<String> lines = new ArrayList<>();
    lines.add(
        "On "
            + plan.testFile().map(Path::toString).orElse("the test part")
            + ", "
            + ModelText.plural(evaluation.get().windows(), "window")
            + ":");
    lines.addAll(
        allMetrics ? ScoreTable.all(evaluation.get()) : ScoreTable.lines(evaluation.get()));
    lines.addAll(ScoreTable.ofSeries(evaluation.get()));
    lines.add("");
    lines.add(Verdict.of(evaluation.get()));
    return lines;
  }

  private static Json json(Plan plan, TrainedModel model, RunRecord record) {
    TrainingSummary summary = model.description().training();
    Json json = new Json();
    ScoreTable.into(json, model.description().evaluation());
    json.put("windows", model.description().evaluation().map(Evaluation::windows).orElse(0));
    json.put("epochs", summary.epochs());
    json.put("bestEpoch", summary.bestEpoch());
    json.put("keptEpoch", summary.keptEpoch());
    json.put("stopped", ModelText.word(summary.stopped()));
    json.put("seconds", record.seconds());
    json.put("samplesPerSecond", record.samplesPerSecond());
    json.put("backend", summary.backend());
    json.put("device", record.start().map(TrainingStart::device).orElse(null));
    json.put("missingCuda", record.start().flatMap(TrainingStart::missingCuda).orElse(null));
    json.put("seed", summary.training().seed());
    json.put("lookBack", model.description().network().lookBack());
    json.put("horizon", model.description().network().horizon());
    NetworkText.into(json, model.description().network());
    model.description().calibration().threshold().ifPresent(value -> json.put("threshold", value));
    json.put("future", model.description().preparation().futureNames());
    json.put("weights", plan.experiment().weights().orElse(null));
    json.put(
        "training", TrainingText.json(summary.training(), model.description().network().head()));
    IntervalText.into(json, model.description());
    json.put("notices", record.notices());
    json.put("model", plan.out().toString());
    json.put("report", plan.report().map(Path::toString).orElse(null));
    return json;
  }
}
