package io.penstock.cli.output;

import io.penstock.training.EpochReport;
import io.penstock.training.StepReport;
import io.penstock.training.StopReason;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Several listeners as one.
 *
 * @param all are told in this order
 * @param stop whether to end
 */
public record Listeners(List<TrainingListener> all, BooleanSupplier stop)
    implements TrainingListener {
  /** Copies the list. */
  public Listeners {
    all = List.copyOf(all);
  }

  @Override
  public void onNotice(String notice) {
    all.forEach(listener -> listener.onNotice(notice));
  }

  @Override
  public void onStart(TrainingStart start) {
    all.forEach(listener -> listener.onStart(start));
  }

  @Override
  public void onStep(StepReport report) {
    all.forEach(listener -> listener.onStep(report));
  }

  @Override
  public void onEpoch(EpochReport report) {
    all.forEach(listener -> listener.onEpoch(report));
  }

  @Override
  public void onStop(StopReason reason) {
    all.forEach(listener -> listener.onStop(reason));
  }

  @Override
  public boolean shouldStop() {
    return stop.getAsBoolean();
  }
}
