package io.penstock.trainer;

import io.penstock.dataset.Dataset;
import io.penstock.network.Network;
import io.penstock.network.Weights;
import io.penstock.training.Training;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * All that a run of the training loop needs.
 *
 * @param network what is trained
 * @param training how
 * @param data examples to train on, at least one
 * @param validation examples that early stopping looks at; none for no early stopping
 * @param initial weights to begin with
 * @param score makes, for each epoch, what judges the validation examples by the metric that
 *     monitors; empty if the loss decides
 */
public record TrainingRun(
    Network network,
    Training training,
    Dataset data,
    Dataset validation,
    Weights initial,
    Optional<Supplier<ValidationScore>> score) {
  /** Checks that the data fit the network, and that what monitors is there. */
  public TrainingRun {
    Objects.requireNonNull(initial, "initial");
    if (training.stopping().monitor().isPresent() != score.isPresent()) {
      throw new IllegalArgumentException(
          "a metric to monitor and a score, only one of which is there");
    }
    if (score.isPresent() && validation.size() == 0) {
      throw new IllegalArgumentException("no validation example to score");
    }
    if (data.size() < 1) {
      throw new IllegalArgumentException("no window to train on");
    }
    requireFit("training", data, network);
    if (validation.size() > 0) {
      requireFit("validation", validation, network);
    }
  }

  /**
   * A run that the validation loss decides on.
   *
   * @param network what is trained
   * @param training how
   * @param data examples to train on, at least one
   * @param validation examples that early stopping looks at
   * @param initial weights to begin with
   */
  public TrainingRun(
      Network network, Training training, Dataset data, Dataset validation, Weights initial) {
    this(network, training, data, validation, initial, Optional.empty());
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
