package io.penstock.model;

import io.penstock.network.Weights;
import java.util.Objects;

/**
 * A trained model.
 *
 * @param description what it is
 * @param weights of its network
 */
public record TrainedModel(ModelDescription description, Weights weights) {
  /** Checks that both are there. */
  public TrainedModel {
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(weights, "weights");
  }
}
