package io.penstock.trials;

import io.penstock.training.EpochReport;
import io.penstock.training.StepReport;
import io.penstock.training.StopReason;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Tells a listener of a training that ends with the trials.
 *
 * @param told of all that happens
 * @param end whether the trials are to end
 * @param isNew whether a notice was not told of an earlier trial
 */
record EndedTraining(TrainingListener told, BooleanSupplier end, Predicate<String> isNew)
    implements TrainingListener {
  @Override
  public void onNotice(String notice) {
    if (isNew.test(notice)) {
      told.onNotice(notice);
    }
  }

  @Override
  public void onStart(TrainingStart start) {
    told.onStart(start);
  }

  @Override
  public void onStep(StepReport report) {
    told.onStep(report);
  }

  @Override
  public void onEpoch(EpochReport report) {
    told.onEpoch(report);
  }

  @Override
  public void onStop(StopReason reason) {
    told.onStop(reason);
  }

  @Override
  public boolean shouldStop() {
    return end.getAsBoolean();
  }
}
