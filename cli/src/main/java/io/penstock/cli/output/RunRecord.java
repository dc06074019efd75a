package io.penstock.cli.output;

import io.penstock.training.EpochReport;
import io.penstock.training.StepReport;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps what a model's description does not: notices, and device, time and speed, which differ from
 * run to run.
 */
public final class RunRecord implements TrainingListener {
  private Optional<TrainingStart> start = Optional.empty();
  private final List<String> notices = new ArrayList<>();
  private int epochs;
  private double seconds;
  private double examples;
  private double training;

  @Override
  public void onNotice(String notice) {
    notices.add(notice);
  }

  @Override
  public void onStart(TrainingStart begun) {
    start = Optional.of(begun);
    seconds = begun.seconds();
  }

  @Override
  public void onStep(StepReport report) {
    seconds = report.seconds();
  }

  @Override
  public void onEpoch(EpochReport report) {
    epochs++;
    seconds = report.seconds();
    if (epochs == 2) {
      // An engine's first steps are slow: it loads and plans. With other epochs to go by, the first
      // is left out.
      examples = 0;
      training = 0;
    }
    TrainingStart begun = start.orElseThrow();
    double trained = (double) begun.trainingWindows() * begun.examplesPerWindow();
    examples += trained;
    training += trained / report.samplesPerSecond();
  }

  /** What was known before the first step; empty if training did not get there. */
  public Optional<TrainingStart> start() {
    return start;
  }

  /** What may not be as it is meant. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** Epochs that were trained to their end, those of an earlier run left out. */
  public int epochs() {
    return epochs;
  }

  /** Seconds from the first step to the end of the last. */
  public double seconds() {
    return seconds;
  }

  /**
   * Examples trained on a second, validation not counted, over all epochs but the first if there
   * are others; NaN if no epoch is done.
   */
  public double samplesPerSecond() {
    return training > 0 ? examples / training : Double.NaN;
  }
}
