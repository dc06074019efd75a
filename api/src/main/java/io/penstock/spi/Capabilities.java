package io.penstock.spi;

import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.training.Loss;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What a backend can do, as data. Core refuses a network that needs more, naming what is lacking; a
 * backend need not check again.
 *
 * @param directions of layers
 * @param activations of layers
 * @param losses to minimise
 */
public record Capabilities(
    Set<Direction> directions, Set<Activation> activations, Set<Loss> losses) {
  /** Copies the sets. */
  public Capabilities {
    directions = Set.copyOf(directions);
    activations = Set.copyOf(activations);
    losses = Set.copyOf(losses);
  }

  /** What a training needs and these capabilities lack, in words, each once; empty if nothing. */
  public List<String> lacking(Network network, Loss loss) {
    List<String> lacking = new ArrayList<>();
    for (LstmLayer layer : network.layers()) {
      if (!directions.contains(layer.direction())) {
        lacking.add(word(layer.direction()) + " layers");
      }
      if (!activations.contains(layer.activation())) {
        lacking.add("the activation " + word(layer.activation()));
      }
    }
    if (!losses.contains(loss)) {
      lacking.add("the loss " + word(loss));
    }
    return lacking.stream().distinct().toList();
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
