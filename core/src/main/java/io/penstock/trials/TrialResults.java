package io.penstock.trials;

import io.penstock.evaluation.Metric;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What came of trials.
 *
 * @param trials those planned
 * @param leading the metric by which they are told apart
 * @param inFolds whether each was judged in folds
 * @param results of those that are done, in order; fewer than planned if they were ended before, or
 *     some failed
 * @param failed those that were begun and failed, in order
 */
public record TrialResults(
    List<TrialOutline> trials,
    Metric leading,
    boolean inFolds,
    List<TrialResult> results,
    List<FailedTrial> failed) {
  /** Copies the lists. */
  public TrialResults {
    trials = List.copyOf(trials);
    Objects.requireNonNull(leading, "leading");
    results = List.copyOf(results);
    failed = List.copyOf(failed);
  }

  /** {@return whether all are done} */
  public boolean complete() {
    return results.size() == trials.size();
  }

  /**
   * {@return the one with the best score, the first of equals: on the validation part, or in the
   * mean of the folds} Empty if none has a score that is a finite number.
   */
  public Optional<TrialResult> best() {
    return bestBut(Optional.empty());
  }

  /** {@return the best of the others} */
  public Optional<TrialResult> next() {
    return best().flatMap(best -> bestBut(Optional.of(best)));
  }

  private Optional<TrialResult> bestBut(Optional<TrialResult> other) {
    return results.stream()
        .filter(result -> other.filter(result::equals).isEmpty())
        .filter(result -> Double.isFinite(result.score(leading)))
        .reduce(
            (one, later) ->
                leading.isBetter(later.score(leading), one.score(leading)) ? later : one);
  }

  /**
   * {@return whether all that are done were judged on the same windows, without which no score
   * tells}
   */
  public boolean sameWindows() {
    return results.stream().map(TrialResult::windows).distinct().count() <= 1;
  }
}
