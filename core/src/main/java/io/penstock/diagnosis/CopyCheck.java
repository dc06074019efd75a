package io.penstock.diagnosis;

import java.util.ArrayList;
import java.util.List;

/** Looks for a forecast that repeats what it has just read: the last value, or the last season. */
final class CopyCheck implements Check<Judged> {
  /**
   * Mean distance of the forecast from the copy, in mean errors of the copy: nearer than a third,
   * the forecast is the copy with a little added.
   */
  static final double NEAR = 1.0 / 3;

  /** The model's error in errors of the copy, from which what is added is of no use. */
  static final double NO_BETTER = 0.97;

  @Override
  public String name() {
    return "copied input";
  }

  @Override
  public Outcome look(Judged judged) {
    if (judged.later().isEmpty()) {
      return Outcome.notDone(judged.why());
    }
    List<Finding> findings = new ArrayList<>();
    for (Run run : judged.later()) {
      if (!look(run, 1, findings) && run.season() > 1) {
        look(run, run.season(), findings);
      }
    }
    boolean most = 2 * findings.size() > judged.later().size();
    return most ? Outcome.of(OfSeries.worst(findings, judged.later().size())) : Outcome.NOTHING;
  }

  private boolean look(Run run, int rows, List<Finding> findings) {
    double error = run.error();
    double copied = run.naiveError(rows);
    double distance = run.distance(rows);
    if (!(distance <= NEAR * copied) || error < NO_BETTER * copied) {
      return false;
    }
    double[] correlations = run.crossCorrelations();
    int best = 0;
    for (int lag = 1; lag < correlations.length; lag++) {
      best = correlations[lag] > correlations[best] ? lag : best;
    }
    if (best != rows && run.horizon() == 1) {
      return false;
    }
    findings.add(
        found(
                Severity.GRAVE,
                "The forecast of %s repeats %s: one row ahead it goes best with the value %d %s before (correlation %s; with the truth %s), it is %s away from the copy on average, and its MAE is %s where the pure copy has %s.",
                run.target(),
                rows == 1 ? "the last value" : "the last season of " + rows + " rows",
                best,
                best == 1 ? "row" : "rows",
                correlations[best],
                correlations[0],
                distance,
                error,
                copied)
            .with("lag", best)
            .with("correlation at the lag", correlations[best])
            .with("correlation with the truth", correlations[0])
            .with("MAE", error)
            .with("MAE of the copy", copied)
            .tryThis(
                "Give it something to know more by: other --features, columns known beforehand by --future, a longer --look-back, --step calendar; if the changes are chance, as prices' are, nothing beats the copy, and no model is needed."));
    return true;
  }
}
