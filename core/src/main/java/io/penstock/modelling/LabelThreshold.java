package io.penstock.modelling;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Threshold;
import io.penstock.model.Calibration;
import io.penstock.network.Head;
import io.penstock.parts.RawRows;
import io.penstock.scoring.ThresholdFinder;
import java.util.Optional;
import java.util.function.Consumer;

/** From which probability on a sigmoid head's label is said to be 1. */
final class LabelThreshold {
  private LabelThreshold() {}

  /**
   * Checks that a threshold can be found, before training.
   *
   * @throws PenstockException with code CONFIG if the head has none, or it is to be chosen and
   *     there is no validation window; DATA if the labels of these are all the same
   */
  static void require(PreparedExperiment prepared) {
    Optional<Threshold> threshold = prepared.threshold();
    if (threshold.isEmpty()) {
      return;
    }
    if (!(prepared.network().head() instanceof Head.Sigmoid)) {
      throw PenstockException.config(
          "A threshold goes with the head sigmoid, not with %s. Leave it out, or take that head.",
          prepared.network().head().word());
    }
    if (threshold.get() instanceof Threshold.Fixed) {
      return;
    }
    if (prepared.validation().count() == 0) {
      throw PenstockException.config(
          "The threshold is to be chosen by %s on the validation part, but no window lies in it. Give that part more"
              + " rows, or name a number.",
          threshold.get().word());
    }
    float[] truths = truths(prepared);
    long ones = 0;
    for (float truth : truths) {
      ones += ThresholdFinder.isOne(truth) ? 1 : 0;
    }
    ThresholdFinder.requireBoth(threshold.get(), truths.length, ones);
  }

  /** The labels of the validation windows, [window, horizon, target], row-major. */
  private static float[] truths(PreparedExperiment prepared) {
    int[] starts = prepared.validation().starts();
    return RawRows.of(
        prepared.truth().series(),
        prepared.truth().columns(),
        starts,
        0,
        starts.length,
        prepared.network().lookBack(),
        prepared.network().horizon());
  }

  /**
   * A calibration with the threshold that is asked for.
   *
   * @param forecasts [validation window, horizon, target], row-major; asked for only if needed
   * @param notices told what the threshold lacks: a model that has been trained is not given up for
   *     it
   */
  static Calibration of(
      PreparedExperiment prepared,
      Forecasts forecasts,
      Calibration calibration,
      Consumer<String> notices) {
    if (prepared.threshold().isEmpty()) {
      return calibration;
    }
    Threshold wanted = prepared.threshold().get();
    if (wanted instanceof Threshold.Fixed fixed) {
      return calibration.withThreshold(fixed.probability());
    }
    float[] truths = truths(prepared);
    float[] probabilities = forecasts.of(prepared.validation().starts());
    ThresholdFinder finder = new ThresholdFinder();
    for (int k = 0; k < truths.length; k++) {
      finder.add(probabilities[k], truths[k]);
    }
    finder.shortfall(wanted).ifPresent(notices);
    return calibration.withThreshold(finder.find(wanted));
  }

  /** Forecasts windows. */
  @FunctionalInterface
  interface Forecasts {
    /** The forecasts of windows that start there. */
    float[] of(int[] starts);
  }
}
