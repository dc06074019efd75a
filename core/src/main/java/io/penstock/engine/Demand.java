package io.penstock.engine;

import io.penstock.network.Network;
import io.penstock.spi.Capabilities;
import io.penstock.training.Loss;
import java.util.List;

/**
 * What an engine is to compute.
 *
 * @param network the network
 * @param loss what is minimised
 * @param weighted whether truths differ in weight
 */
public record Demand(Network network, Loss loss, boolean weighted) {
  /**
   * Truths of one weight, as all have that are only asked for.
   *
   * @param network the network
   * @param loss what is minimised
   */
  public Demand(Network network, Loss loss) {
    this(network, loss, false);
  }

  /** What an engine of these capabilities lacks, in words; empty if nothing. */
  List<String> lacking(Capabilities capabilities) {
    return capabilities.lacking(network, loss, weighted);
  }
}
