package io.penstock.engine;

import io.penstock.network.Network;
import io.penstock.spi.BackendPlugin;
import io.penstock.training.Loss;
import java.util.List;
import java.util.Objects;

/**
 * What is needed of an engine.
 *
 * @param network that it is to compute
 * @param loss that it is to minimise
 * @param weighted whether truths differ in weight
 */
public record Need(Network network, Loss loss, boolean weighted) {
  /** Checks that both are there. */
  public Need {
    Objects.requireNonNull(network, "network");
    Objects.requireNonNull(loss, "loss");
  }

  /** Where all truths count the same, or nothing is trained. */
  public Need(Network network, Loss loss) {
    this(network, loss, false);
  }

  /** What an engine lacks of it, in words; empty if nothing. */
  List<String> lacking(BackendPlugin plugin) {
    return plugin.capabilities().lacking(network, loss, weighted);
  }
}
