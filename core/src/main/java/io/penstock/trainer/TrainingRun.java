package io.penstock.trainer;

import io.penstock.dataset.Dataset;
import io.penstock.network.Network;
import io.penstock.network.Weights;
import io.penstock.training.Training;

/**
 * All that a run of the training loop needs.
 *
 * @param network what is trained
 * @param training how
 * @param data windows to train on, at least one
 * @param validation windows that early stopping looks at; none for no early stopping
 * @param initial weights to begin with
 */
public record TrainingRun(
    Network network, Training training, Dataset data, Dataset validation, Weights initial) {
  /** Checks that the data fit the network. */
  public TrainingRun {
    if (data.size() < 1) {
      throw new IllegalArgumentException("no window to train on");
    }
    requireFit("training", data, network);
    if (validation.size() > 0) {
      requireFit("validation", validation, network);
    }
  }

  private static void requireFit(String part, Dataset data, Network network) {
    Network one = network.channel();
    if (data.lookBack() != one.lookBack()
        || data.features() != one.features()
        || data.futureValues() != one.futureValues()
        || data.outputs() != one.truths()) {
      throw new IllegalArgumentException(
          String.format(
              "%s data of shape %d × %d, %d → %d for a network of %d × %d, %d → %d",
              part,
              data.lookBack(),
              data.features(),
              data.futureValues(),
              data.outputs(),
              one.lookBack(),
              one.features(),
              one.futureValues(),
              one.truths()));
    }
  }
}
