package io.penstock.cli.output;

import io.penstock.evaluation.Evaluation;
import io.penstock.model.TrainingSummary;
import io.penstock.modelfile.Words;
import io.penstock.trials.BacktestedTrial;
import io.penstock.trials.JudgedWindows;
import io.penstock.trials.TrainedTrial;
import io.penstock.trials.TrialOutline;
import io.penstock.trials.TrialResult;
import io.penstock.trials.TrialResults;
import io.penstock.trials.TrialsVerdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;

/** Trials side by side, for people and as JSON. */
public final class TrialsText {
  private TrialsText() {}

  /** The table, and what it means. */
  public static List<String> lines(TrialResults results) {
    List<String> lines = new ArrayList<>();
    if (!results.results().isEmpty()) {
      lines.add(judged(results));
      lines.addAll(TrialTable.of(results).lines());
      results.best().ifPresent(best -> lines.add(TrialTable.key(results)));
      lines.add("");
    }
    lines.addAll(TrialsVerdict.sentences(results));
    return lines;
  }

  /** On what the trials were judged, as the head of the table. */
  public static String judged(TrialResults results) {
    TrialResult first = results.results().get(0);
    List<JudgedWindows> windows = first.windows();
    if (first instanceof BacktestedTrial folded) {
      return "Mean ± deviation over "
          + ModelText.plural(folded.backtest().folds().size(), "fold")
          + (results.sameWindows() ? ", " + windows(windows) + " for test in all" : "")
          + ":";
    }
    String test = ((TrainedTrial) first).test().flatMap(Evaluation::data).orElse("the test part");
    return results.sameWindows()
        ? "On the validation part, "
            + windows(windows.subList(0, 1))
            + ", and on "
            + test
            + ", "
            + windows(windows.subList(1, 2))
            + ":"
        : "On the validation part and on " + test + ", not all on the same windows:";
  }

  private static String windows(List<JudgedWindows> windows) {
    return ModelText.plural(windows.stream().mapToInt(JudgedWindows::count).sum(), "window");
  }

  /** What is done with a trial, in a few words. */
  public static String place(TrialOutline trial) {
    return "trial " + trial.number() + "/" + trial.trials() + "  " + trial.name();
  }

  /** One line on a trial that is done, for progress. */
  public static String done(TrialResult result, TrialResults soFar) {
    String score = Numbers.text(result.score(soFar.leading()));
    String effort =
        result instanceof TrainedTrial trained
            ? "  "
                + ModelText.plural(trained.model().description().training().epochs(), "epoch")
                + "  validation "
            : "  mean ";
    return place(result.trial())
        + effort
        + soFar.leading().label()
        + " "
        + score
        + "  "
        + Numbers.duration(result.seconds())
        + (soFar.best().filter(result::equals).isPresent() && soFar.results().size() > 1
            ? "  best so far"
            : "");
  }

  /**
   * All of it.
   *
   * @param changes of each trial, by its name: keys and what it gives them
   * @param time how times are written
   */
  public static Json json(
      TrialResults results, Map<String, Map<String, String>> changes, LongFunction<String> time) {
    Json json = new Json();
    json.put("judgedOn", results.inFolds() ? "folds" : "test");
    json.put("leading", Words.member(results.leading()));
    json.put("planned", results.trials().stream().map(TrialOutline::name).toList());
    json.put("complete", results.complete());
    json.put("best", results.best().map(best -> best.trial().name()).orElse(null));
    json.put("sameWindows", results.sameWindows());
    json.put(
        "trials",
        results.results().stream()
            .map(
                result -> json(result, changes.getOrDefault(result.trial().name(), Map.of()), time))
            .toList());
    json.put(
        "failed",
        results.failed().stream()
            .map(
                failed ->
                    new Json()
                        .put("name", failed.trial().name())
                        .put("code", failed.error().code().name())
                        .put("message", failed.error().getMessage()))
            .toList());
    json.put("verdict", TrialsVerdict.of(results));
    return json;
  }

  private static Json json(
      TrialResult result, Map<String, String> changes, LongFunction<String> time) {
    TrialOutline trial = result.trial();
    Json json = new Json();
    json.put("name", trial.name());
    json.put("changes", changes);
    json.put("weights", trial.network().parameters());
    json.put("lookBack", trial.network().lookBack());
    json.put("seconds", result.seconds());
    if (result instanceof BacktestedTrial folded) {
      return json.put("backtest", BacktestText.json(folded.backtest(), time));
    }
    TrainedTrial trained = (TrainedTrial) result;
    TrainingSummary summary = trained.model().description().training();
    json.put("backend", summary.backend());
    json.put("epochs", summary.epochs());
    json.put("bestEpoch", summary.bestEpoch());
    json.put("keptEpoch", summary.keptEpoch());
    json.put("stopped", ModelText.word(summary.stopped()));
    json.put(
        "training",
        TrainingText.json(summary.training(), trained.model().description().network().head()));
    json.put("trainingLosses", summary.trainingLosses());
    json.put("validationLosses", summary.validationLosses());
    json.put(
        "validation",
        trained
            .validation()
            .map(
                found ->
                    ScoreTable.into(
                        new Json().put("windows", found.windows()), "model", found.scores()))
            .orElse(null));
    ScoreTable.into(json, trained.test());
    json.put("windows", trained.onTest().count());
    return json;
  }
}
