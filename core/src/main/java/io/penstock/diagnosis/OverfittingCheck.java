package io.penstock.diagnosis;

import io.penstock.model.TrainingSummary;
import io.penstock.statistics.Quantile;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a model that has learnt its training rows by heart: by the curves of the losses, and by
 * its errors on training rows and on later ones, each in errors of the better naive forecast on the
 * same rows, so that rows which are harder for all count for nothing.
 */
final class OverfittingCheck implements Check<Judged> {
  /** Rise of the validation loss over its least at the epoch that was kept. */
  static final double RISE = 1.2;

  /** Error on later rows in errors on training rows, both in naive errors. */
  static final double GAP = 2;

  @Override
  public String name() {
    return "overfitting";
  }

  @Override
  public Outcome look(Judged judged) {
    List<Finding> findings = new ArrayList<>();
    TrainingSummary summary = judged.model().training();
    curves(summary).ifPresent(findings::add);
    double learnt = relative(judged.training());
    double later = relative(judged.later());
    if (later > GAP * learnt && later > 0.5) {
      findings.add(
          found(
                  Severity.WARNING,
                  "On later rows the model's MAE is %s of the better naive forecast's, on training rows %s: much of what it has learnt is there only.",
                  later,
                  learnt)
              .with("gap", later / learnt)
              .with("later rows", later)
              .with("training rows", learnt)
              .tryThis("%s", ADVICE));
    }
    if (findings.isEmpty()
        && summary.validationLosses().isEmpty()
        && (Double.isNaN(learnt) || Double.isNaN(later))) {
      return Outcome.notDone(
          "there was no validation part, and it is not known which rows the model has learnt.");
    }
    return Outcome.of(findings);
  }

  private static final String ADVICE =
      "Take fewer --units, --dropout 0.2, --l2 0.001, a shorter --look-back or more rows, and keep the best epoch, by --keep best.";

  /** Median over the series of the model's error in naive errors; NaN of none. */
  static double relative(List<Run> runs) {
    double[] relative =
        runs.stream()
            .filter(run -> run.bestNaiveError() > 0)
            .mapToDouble(run -> run.error() / run.bestNaiveError())
            .toArray();
    return relative.length == 0 ? Double.NaN : Quantile.median(relative);
  }

  private Optional<Finding> curves(TrainingSummary summary) {
    List<Double> validation = summary.validationLosses();
    int kept = summary.keptEpoch();
    if (kept < 1 || kept > validation.size()) {
      return Optional.empty();
    }
    double[] losses = validation.stream().mapToDouble(Double::doubleValue).toArray();
    int best = 0;
    for (int epoch = 1; epoch < losses.length; epoch++) {
      best = losses[epoch] < losses[best] ? epoch : best;
    }
    double atKept = losses[kept - 1];
    boolean stillFell = summary.trainingLosses().get(kept - 1) < summary.trainingLosses().get(best);
    if (kept - 1 > best && atKept > RISE * losses[best] && stillFell) {
      return Optional.of(
          found(
                  Severity.WARNING,
                  "The weights are those of epoch %d, but the validation loss was least in epoch %d (%s) and had risen to %s by then, while the training loss went on falling.",
                  kept,
                  best + 1,
                  losses[best],
                  atKept)
              .with("rise", atKept / losses[best])
              .with("least validation loss", losses[best])
              .with("validation loss kept", atKept)
              .tryThis("%s", ADVICE));
    }
    double last = losses[losses.length - 1];
    double greatest = Arrays.stream(losses).max().orElseThrow();
    if (kept - 1 == best
        && last > 2 * losses[best]
        && last >= 0.8 * greatest
        && best < losses.length / 2) {
      return Optional.of(
          found(
                  Severity.NOTE,
                  "After epoch %d, whose weights were kept, the validation loss rose from %s to %s in epoch %d: training was ended in time, but the network could learn less by heart.",
                  kept,
                  losses[best],
                  last,
                  losses.length)
              .with("rise", last / losses[best])
              .tryThis("%s", ADVICE));
    }
    return Optional.empty();
  }
}
