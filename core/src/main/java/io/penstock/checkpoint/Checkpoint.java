package io.penstock.checkpoint;

import io.penstock.network.WeightLayout;
import io.penstock.trainer.TrainingState;
import java.util.Map;
import java.util.Objects;

/**
 * A training run after an epoch.
 *
 * @param version of Penstock that wrote it
 * @param backend name of the engine that trained; any other can go on
 * @param description of the run
 * @param state after the epoch
 * @param notes of whoever trains, by name; Penstock does not read them
 */
public record Checkpoint(
    String version,
    String backend,
    RunDescription description,
    TrainingState state,
    Map<String, String> notes) {
  /** Copies the map and checks that the weights are the network's. */
  public Checkpoint {
    Objects.requireNonNull(version, "version");
    Objects.requireNonNull(backend, "backend");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(state, "state");
    notes = Map.copyOf(notes);
    int weights = WeightLayout.of(description.network()).size();
    if (state.weights().length != weights) {
      throw new IllegalArgumentException(
          state.weights().length + " weights for a network of " + weights);
    }
  }

  /** {@return epochs that are done} */
  public int epoch() {
    return state.epoch();
  }
}
