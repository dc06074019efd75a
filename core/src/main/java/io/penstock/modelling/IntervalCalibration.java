package io.penstock.modelling;

import io.penstock.calibration.Offsets;
import io.penstock.calibration.Residuals;
import io.penstock.dataset.Windows;
import io.penstock.error.PenstockException;
import io.penstock.experiment.IntervalWish;
import io.penstock.model.Intervals;
import io.penstock.parts.RawRows;
import io.penstock.preparation.Preparation;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Learns the intervals that an experiment asks for from the windows of the validation part. */
final class IntervalCalibration {
  /** Windows that are forecast at once: enough for a backend to be quick. */
  private static final int CHUNK = 512;

  private final PreparedExperiment prepared;
  private final IntervalWish wish;

  private IntervalCalibration(PreparedExperiment prepared, IntervalWish wish) {
    this.prepared = prepared;
    this.wish = wish;
  }

  /**
   * Checks that what is asked for can be had, before anything is trained.
   *
   * @throws PenstockException with code CONFIG if the head gives probabilities or windows do not
   *     say what intervals are to follow; DATA if the validation part has too few windows, or the
   *     target never changes in the training part
   */
  static void require(PreparedExperiment prepared) {
    prepared.intervals().ifPresent(wish -> new IntervalCalibration(prepared, wish).require());
  }

  private void require() {
    if (prepared.network().head().givesProbabilities()) {
      throw PenstockException.config(
          "Intervals are around forecasts of values, and the head %s gives probabilities. Take another head, or no"
              + " intervals.",
          prepared.network().head().word());
    }
    int windows = prepared.validation().count();
    if (windows == 0) {
      throw PenstockException.config(
          "Intervals are learnt from the validation part, but no window lies in it. Give that part more rows, take a"
              + " shorter look-back or horizon, or no intervals.");
    }
    Offsets.requireWindows(windows, wish.coverage());
    if (wish.method() == Intervals.Method.ADAPTIVE) {
      requireChanges();
    }
  }

  private void requireChanges() {
    Preparation preparation = prepared.preparation();
    for (int k = 0; k < preparation.targets().size(); k++) {
      String target = preparation.targetNames().get(k);
      if (!preparation.features().contains(preparation.targets().get(k))
          || prepared.network().lookBack() < 2) {
        throw PenstockException.config(
            "Adaptive intervals follow the changes of %s from row to row in the window, but %s. %s, or take the method"
                + " conformal.",
            target,
            prepared.network().lookBack() < 2 ? "that has one row" : "that is no feature",
            prepared.network().lookBack() < 2
                ? "Take a longer look-back"
                : "Name it among the features");
      }
    }
    List<Float> changes = changes();
    for (int k = 0; k < changes.size(); k++) {
      if (!(changes.get(k) > 0) || !Float.isFinite(changes.get(k))) {
        throw PenstockException.data(
            "Adaptive intervals follow the changes of %s from row to row, but no window of the training part has"
                + " any. Take the method conformal.",
            preparation.targetNames().get(k));
      }
    }
  }

  private List<Float> changes() {
    return wish.method() == Intervals.Method.ADAPTIVE
        ? WindowChange.usual(
            prepared.windows(prepared.deployedTraining().starts()), prepared.preparation())
        : List.of();
  }

  /**
   * The intervals of a trained network; empty if none are asked for.
   *
   * @param predictor gives a network's outputs for windows
   */
  static Optional<Intervals> of(PreparedExperiment prepared, Function<Windows, float[]> predictor) {
    return prepared
        .intervals()
        .map(wish -> new IntervalCalibration(prepared, wish).intervals(predictor));
  }

  private Intervals intervals(Function<Windows, float[]> predictor) {
    int[] starts = prepared.validation().starts();
    int outputs = prepared.network().horizon() * prepared.network().targets();
    float[] below = new float[Math.multiplyExact(starts.length, outputs)];
    float[] above = new float[below.length];
    List<Float> changes = changes();
    for (int from = 0; from < starts.length; from += CHUNK) {
      int[] some = Arrays.copyOfRange(starts, from, Math.min(starts.length, from + CHUNK));
      Residuals part = residuals(some, changes, predictor);
      System.arraycopy(part.below(), 0, below, from * outputs, part.below().length);
      System.arraycopy(part.above(), 0, above, from * outputs, part.above().length);
    }
    Offsets offsets =
        Offsets.of(
            new Residuals(below, above, outputs),
            wish.coverage(),
            prepared.preparation().targetNames());
    return new Intervals(
        wish.method(), wish.coverage(), starts.length, offsets.lower(), offsets.upper(), changes);
  }

  private Residuals residuals(
      int[] starts, List<Float> changes, Function<Windows, float[]> predictor) {
    Windows windows = prepared.windows(starts);
    float[] truth =
        RawRows.of(
            prepared.truth().series(),
            prepared.truth().columns(),
            starts,
            0,
            starts.length,
            prepared.network().lookBack(),
            prepared.network().horizon());
    return Surrounded.of(
            predictor.apply(windows), windows, prepared.network(), prepared.preparation(), changes)
        .residuals(truth);
  }
}
