package io.penstock.diagnosis;

import io.penstock.model.TrainingSummary;
import io.penstock.training.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Looks for a model that has not even learnt its training rows: whose losses still fell when
 * training ended, or that is no better there than a forecast that needs no model.
 */
final class UnderfittingCheck implements Check<Judged> {
  /** Fall of the loss over the last tenth of the epochs, from which more epochs would help. */
  static final double FALL = 0.05;

  private static final int LEAST_EPOCHS = 2;

  @Override
  public String name() {
    return "underfitting";
  }

  @Override
  public Outcome look(Judged judged) {
    List<Finding> findings = new ArrayList<>();
    curves(judged.model().training()).ifPresent(findings::add);
    double learnt = OverfittingCheck.relative(judged.training());
    if (learnt >= 1) {
      findings.add(
          found(
                  Severity.WARNING,
                  "Even on the rows that it was trained on the model's MAE is %s times that of the better naive forecast.",
                  learnt)
              .with("MAE in naive MAEs", learnt)
              .tryThis(
                  "Train longer (--epochs, --patience), with another --learning-rate, more --units, a longer --look-back or --anchor last-season; if nothing helps, the past that it reads may say nothing of what comes."));
    }
    return Outcome.of(findings);
  }

  private Optional<Finding> curves(TrainingSummary summary) {
    boolean validated = !summary.validationLosses().isEmpty();
    List<Double> losses = validated ? summary.validationLosses() : summary.trainingLosses();
    int epochs = losses.size();
    if (summary.stopped() == StopReason.NO_IMPROVEMENT || epochs < LEAST_EPOCHS) {
      return Optional.empty();
    }
    int some = Math.max(1, epochs / 10);
    double before = losses.get(epochs - 1 - some);
    double last = losses.get(epochs - 1);
    boolean best = losses.stream().allMatch(loss -> loss >= last);
    double fall = 1 - last / before;
    if (!best || !(before > 0) || fall < FALL) {
      return Optional.empty();
    }
    return Optional.of(
        found(
                Severity.WARNING,
                "Training ended after %d epochs while the %s loss still fell: by %s over the last %s, to %s.",
                epochs,
                validated ? "validation" : "training",
                Text.percent(fall),
                some == 1 ? "epoch" : some + " epochs",
                last)
            .with("fall", fall)
            .with("epochs", epochs)
            .tryThis(
                "Train longer, by --epochs %d, or go on from this model by --from.", 3 * epochs));
  }
}
