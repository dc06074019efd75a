package io.penstock.cli;

import io.penstock.backtesting.Backtest;
import io.penstock.backtesting.BacktestVerdict;
import io.penstock.cli.config.Plan;
import io.penstock.cli.config.Settings;
import io.penstock.cli.config.StatedSetting;
import io.penstock.cli.config.TrialSettings;
import io.penstock.cli.config.TrialsPlan;
import io.penstock.cli.output.ModelText;
import io.penstock.cli.output.ShellWords;
import io.penstock.cli.output.TimeText;
import io.penstock.cli.report.ForecastSample;
import io.penstock.cli.report.Report;
import io.penstock.cli.report.ReportContent;
import io.penstock.comparison.Comparison;
import io.penstock.csv.CsvSeries;
import io.penstock.diagnosis.Diagnosis;
import io.penstock.diagnosis.Finding;
import io.penstock.evaluation.Evaluation;
import io.penstock.forecasting.Forecaster;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainedModel;
import io.penstock.parts.Parts;
import io.penstock.series.Member;
import io.penstock.series.Series;
import io.penstock.trials.TrainedTrial;
import io.penstock.trials.TrialPlan;
import io.penstock.trials.TrialResults;
import io.penstock.trials.TrialsVerdict;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** The page of {@code --report}, from what each command has in its hands. */
final class RunReports {
  private RunReports() {}

  /** On a model that was trained: judged on the test part. */
  static void ofTraining(
      Session session,
      Path file,
      Plan plan,
      Settings settings,
      CsvSeries data,
      TrainedModel model,
      List<String> notices) {
    Series series = data.series();
    Parts parts = Parts.of(series, plan.experiment().split());
    Optional<ForecastSample> forecasts;
    try (Forecaster forecaster = session.penstock().load(plan.out())) {
      forecasts = ForecastSample.of(forecaster, series, parts.test());
    }
    Report.write(
        file,
        begun(session, title(model.description()))
            .notices(notices)
            .series(series)
            .split(plan.experiment().split())
            .model(model.description())
            .evaluation(
                model.description().evaluation(),
                model.description().evaluation().flatMap(Evaluation::data).orElse("the test part"))
            .forecasts(forecasts)
            .settings(shown(settings))
            .build());
  }

  /** On a model file: judged on all that it could forecast of the data. */
  static void ofEvaluation(
      Session session, Path file, Forecaster forecaster, CsvSeries data, Evaluation evaluation) {
    Series series = data.series();
    Report.write(
        file,
        begun(session, title(forecaster.description()))
            .series(series)
            .model(forecaster.description())
            .evaluation(Optional.of(evaluation), series.name())
            .forecasts(
                ForecastSample.of(
                    forecaster, series, series.members().stream().map(Member::rows).toList()))
            .build());
  }

  /** On engines that were compared. */
  static void ofComparison(
      Session session,
      Path file,
      Plan plan,
      Settings settings,
      CsvSeries data,
      Comparison comparison) {
    Report.write(
        file,
        begun(
                session,
                "Engines compared: "
                    + Report.title(plan.experiment().targets(), plan.experiment().horizon()))
            .series(data.series())
            .split(plan.experiment().split())
            .comparison(comparison)
            .settings(shown(settings))
            .build());
  }

  /** On the folds of a backtest. */
  static void ofBacktest(
      Session session, Path file, Plan plan, Settings settings, CsvSeries data, Backtest backtest) {
    Series series = data.series();
    Report.write(
        file,
        begun(
                session,
                "Backtest: "
                    + Report.title(plan.experiment().targets(), plan.experiment().horizon()))
            .verdict(BacktestVerdict.of(backtest))
            .series(series)
            .folds(
                backtest.scored().stream()
                    .map(
                        fold ->
                            new ReportContent.FoldScores(
                                Integer.toString(fold.rows().number()),
                                time(fold.rows().training().lastTime(), series),
                                time(fold.rows().test().firstTime(), series)
                                    + " to "
                                    + time(fold.rows().test().lastTime(), series),
                                fold.evaluation().orElseThrow()))
                    .toList())
            .settings(shown(settings))
            .build());
  }

  /** On trials; of those that were judged by the split, the best is shown as a training is. */
  static void ofTrials(
      Session session,
      Path file,
      TrialsPlan plan,
      TrialSettings settings,
      TrialPlan trials,
      TrialResults results,
      List<String> notices) {
    Plan itself = plan.itself();
    Map<String, Map<String, String>> changes = new HashMap<>();
    plan.trials().forEach(trial -> changes.put(trial.name(), trial.changes()));
    ReportContent.Builder content =
        begun(
                session,
                "Trials: "
                    + Report.title(itself.experiment().targets(), itself.experiment().horizon()))
            .verdict(TrialsVerdict.of(results))
            .notices(notices)
            .series(trials.trials().get(0).series())
            .trials(new ReportContent.Trials(results, changes))
            .settings(shown(settings.itself()));
    if (!results.inFolds()) {
      content.split(itself.experiment().split());
    }
    results
        .best()
        .filter(best -> best instanceof TrainedTrial)
        .map(TrainedTrial.class::cast)
        .ifPresent(
            best ->
                ofBest(
                    session,
                    content,
                    trials.trials().get(best.trial().number() - 1).series(),
                    itself,
                    best));
    Report.write(file, content.build());
  }

  /**
   * @param series of the best trial, which may read other columns than the experiment itself
   */
  private static void ofBest(
      Session session, ReportContent.Builder content, Series series, Plan plan, TrainedTrial best) {
    ModelDescription model = best.model().description();
    content
        .model(model)
        .evaluation(
            best.test(),
            best.test().flatMap(Evaluation::data).orElse("the test part")
                + ", "
                + best.trial().name());
    try (Forecaster forecaster = session.penstock().open(best.model())) {
      content.forecasts(
          ForecastSample.of(
              forecaster, series, Parts.of(series, plan.experiment().split()).test()));
    }
  }

  private static String time(OptionalLong time, Series series) {
    return time.isPresent() ? TimeText.of(time.getAsLong(), series) : "–";
  }

  /** On what was found in data and model. */
  static void ofDiagnosis(
      Session session,
      Path file,
      CsvSeries data,
      Optional<ModelDescription> model,
      Diagnosis diagnosis) {
    ReportContent.Builder content =
        begun(session, "Diagnosis of " + data.series().name())
            .verdict(verdict(diagnosis))
            .notices(diagnosis.remarks())
            .series(data.series())
            .findings(
                diagnosis.findings().stream()
                    .map(
                        finding ->
                            new ReportContent.Said(
                                ModelText.word(finding.severity()),
                                finding.check(),
                                finding.found(),
                                finding.advice()))
                    .toList());
    model.ifPresent(
        known ->
            content.model(known).evaluation(known.evaluation(), "the test part of its training"));
    Report.write(file, content.build());
  }

  private static String verdict(Diagnosis diagnosis) {
    if (diagnosis.findings().isEmpty()) {
      return "Nothing was found: "
          + ModelText.plural(diagnosis.clean().size(), "check")
          + " done, all clean.";
    }
    Finding gravest = diagnosis.findings().get(0);
    return ModelText.plural(diagnosis.findings().size(), "finding")
        + ". The gravest is of "
        + gravest.check()
        + ": "
        + gravest.found();
  }

  private static ReportContent.Builder begun(Session session, String title) {
    List<String> words = new ArrayList<>(List.of("penstock"));
    words.addAll(session.arguments());
    return ReportContent.of(
        title, ShellWords.line(words), Instant.now().truncatedTo(ChronoUnit.SECONDS));
  }

  private static String title(ModelDescription model) {
    return Report.title(model.preparation().targetNames(), model.network().horizon());
  }

  private static List<ReportContent.StatedSetting> shown(Settings settings) {
    return settings.stated().stream().map(RunReports::shown).toList();
  }

  private static ReportContent.StatedSetting shown(StatedSetting stated) {
    return new ReportContent.StatedSetting(
        stated.setting().group().heading(), stated.setting().key(), stated.value(), stated.given());
  }
}
