package io.penstock.trials;

import io.penstock.backtesting.BacktestVerdict;
import io.penstock.backtesting.Fold;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.scoring.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What trials mean, in plain sentences: which is best and by what, and whether that one is worth
 * anything beside the baselines.
 */
public final class TrialsVerdict {
  private TrialsVerdict() {}

  /**
   * {@return all sentences in one text}
   *
   * @param results with one trial at least
   */
  public static String of(TrialResults results) {
    return String.join(" ", sentences(results));
  }

  /**
   * {@return the choice, then what the chosen one is worth, each a text of its own}
   *
   * @param results with one trial at least
   */
  public static List<String> sentences(TrialResults results) {
    List<String> sentences = new ArrayList<>();
    if (results.results().isEmpty()) {
      return List.of("No trial is done, so nothing is known of any.");
    }
    Optional<TrialResult> best = results.best();
    if (best.isEmpty()) {
      sentences.add(none(results));
    } else if (best.get() instanceof TrainedTrial trained) {
      sentences.add(onParts(results, trained));
      sentences.add(
          trained
              .test()
              .map(
                  scores ->
                      "On " + scores.data().orElse("the test part") + ": " + Verdict.of(scores))
              .orElse(
                  "The test part holds no window, so nothing is known of how good it is on rows"
                      + " that chose nothing."));
    } else if (best.get() instanceof BacktestedTrial folded) {
      sentences.add(inFolds(results, folded));
      sentences.add(BacktestVerdict.of(folded.backtest()));
    }
    if (!results.sameWindows()) {
      sentences.add(otherWindows(results));
    }
    results
        .failed()
        .forEach(
            failed ->
                sentences.add(failed.trial().name() + " failed: " + failed.error().getMessage()));
    return List.copyOf(sentences);
  }

  private static String none(TrialResults results) {
    boolean judged =
        results.results().stream()
            .flatMap(result -> choosing(result).stream())
            .anyMatch(windows -> windows.count() > 0);
    if (judged) {
      return "No trial's "
          + results.leading().label()
          + (results.inFolds() ? " over the folds" : " on the validation part")
          + " is a finite number, so none is called the best. Train with a lower learning rate, and"
          + " look for extreme values in the data.";
    }
    return results.inFolds()
        ? "No fold's test part holds a window, so none of the trials is called the best. Give folds"
            + " more rows for test, or the models a shorter look-back or horizon."
        : "No window lies in the validation part, so none of the trials is called the best: whoever"
            + " chooses by the test part has nothing left to judge by. Give the validation part"
            + " rows.";
  }

  /** The windows by which a result is told from others. */
  private static List<JudgedWindows> choosing(TrialResult result) {
    return result instanceof TrainedTrial trained
        ? List.of(trained.onValidation())
        : result.windows();
  }

  private static String onParts(TrialResults results, TrainedTrial best) {
    Metric leading = results.leading();
    String text =
        results.results().size() == 1
            ? only(results, best) + " on the validation part."
            : "Best on the validation part, by which it is chosen: " + beside(results, best) + ".";
    return results.results().stream()
        .map(result -> (TrainedTrial) result)
        .filter(other -> leading.isBetter(onTest(other, leading), onTest(best, leading)))
        .reduce(
            (one, later) ->
                leading.isBetter(onTest(later, leading), onTest(one, leading)) ? later : one)
        .map(
            other ->
                text
                    + String.format(
                        " The better score of %s on %s (%s against %s) is no reason to take it:"
                            + " who chooses by those rows has none left to judge by.",
                        other.trial().name(),
                        other.test().flatMap(Evaluation::data).orElse("the test part"),
                        Verdict.number(onTest(other, leading), onTest(best, leading)),
                        Verdict.number(onTest(best, leading), onTest(other, leading))))
        .orElse(text);
  }

  private static double onTest(TrainedTrial trial, Metric metric) {
    return trial.test().map(scores -> scores.model().value(metric)).orElse(Double.NaN);
  }

  private static String inFolds(TrialResults results, BacktestedTrial best) {
    String seen =
        " The choice has seen these folds, so expect a little less of it on rows to come.";
    if (results.results().size() == 1) {
      return only(results, best) + " in the mean of the folds.";
    }
    String text = "Best in the mean of the folds, by which it is chosen: " + beside(results, best);
    return results
            .next()
            .map(next -> text + ahead(best, (BacktestedTrial) next, results.leading()))
            .orElse(text)
        + "."
        + seen;
  }

  /** In how many folds one is better, which says more than two means. */
  private static String ahead(BacktestedTrial best, BacktestedTrial next, Metric leading) {
    List<Fold> ours = best.backtest().folds();
    List<Fold> theirs = next.backtest().folds();
    int better = 0;
    for (int k = 0; k < ours.size(); k++) {
      better +=
          leading.isBetter(score(ours.get(k), leading), score(theirs.get(k), leading)) ? 1 : 0;
    }
    return ", and better in " + better + " of " + ours.size() + " folds";
  }

  private static double score(Fold fold, Metric metric) {
    return fold.evaluation().map(scores -> scores.model().value(metric)).orElse(Double.NaN);
  }

  private static String only(TrialResults results, TrialResult best) {
    double score = best.score(results.leading());
    return "Only "
        + best.trial().name()
        + " is done: "
        + results.leading().label()
        + " "
        + Verdict.number(score, score);
  }

  private static String beside(TrialResults results, TrialResult best) {
    Metric leading = results.leading();
    double ours = best.score(leading);
    String own = best.trial().name() + ", " + leading.label() + " ";
    return results
        .next()
        .map(
            next -> {
              double theirs = next.score(leading);
              String name = next.trial().name();
              return own
                  + Verdict.number(ours, theirs)
                  + (ours == theirs
                      ? ", the same as " + name
                      : " against " + Verdict.number(theirs, ours) + " of " + name + ", the next");
            })
        .orElseGet(() -> own + Verdict.number(ours, ours) + ", and no other has a score");
  }

  private static String otherWindows(TrialResults results) {
    List<String> each = new ArrayList<>();
    for (TrialResult result : results.results()) {
      each.add(
          result.trial().name()
              + " "
              + (result instanceof TrainedTrial trained
                  ? trained.onValidation().count() + " and " + trained.onTest().count()
                  : Integer.toString(
                      result.windows().stream().mapToInt(JudgedWindows::count).sum())));
    }
    return "The trials were not judged on the same windows, so that their scores can be told apart"
        + " only roughly. Windows "
        + (results.inFolds() ? "of all folds: " : "of validation and test: ")
        + String.join(", ", each)
        + ". Look-backs and steps leave windows out where rows or values are missing; fill them, or"
        + " compare trials that leave out the same.";
  }
}
