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
 * @param parts of a network beyond its LSTM layers
 */
public record Capabilities(
    Set<Direction> directions, Set<Activation> activations, Set<Loss> losses, Set<Part> parts) {
  /** A part of a network that a backend may lack. */
  public enum Part {
    /** Dropout after a layer. */
    DROPOUT,
    /** A dense layer before the first LSTM layer. */
    EMBEDDING,
    /** Columns known of the future, which enter the head. */
    FUTURE,
    /** Truths that differ in weight. */
    WEIGHTS
  }

  /** Copies the sets. */
  public Capabilities {
    directions = Set.copyOf(directions);
    activations = Set.copyOf(activations);
    losses = Set.copyOf(losses);
    parts = Set.copyOf(parts);
  }

  /**
   * LSTM layers and a head alone.
   *
   * @param directions of layers
   * @param activations of layers
   * @param losses to minimise
   */
  public Capabilities(Set<Direction> directions, Set<Activation> activations, Set<Loss> losses) {
    this(directions, activations, losses, Set.of());
  }

  /**
   * {@return what a training needs and these capabilities lack, in words, each once; empty if
   * nothing}
   *
   * @param network what is to be trained
   * @param loss what it is to be trained by
   */
  public List<String> lacking(Network network, Loss loss) {
    return lacking(network, loss, false);
  }

  /**
   * {@return what a training needs and these capabilities lack, in words, each once; empty if
   * nothing}
   *
   * @param network what is to be trained
   * @param loss what it is to be trained by
   * @param weighted whether truths differ in weight
   */
  public List<String> lacking(Network network, Loss loss, boolean weighted) {
    List<String> lacking = new ArrayList<>();
    for (LstmLayer layer : network.layers()) {
      if (!directions.contains(layer.direction())) {
        lacking.add(word(layer.direction()) + " layers");
      }
      if (!activations.contains(layer.activation())) {
        lacking.add("the activation " + word(layer.activation()));
      }
      if (layer.dropout() > 0 && !parts.contains(Part.DROPOUT)) {
        lacking.add("dropout");
      }
    }
    if (network.embedding().isPresent() && !parts.contains(Part.EMBEDDING)) {
      lacking.add("an embedding");
    }
    if (network.future() > 0 && !parts.contains(Part.FUTURE)) {
      lacking.add("columns known of the future");
    }
    if (weighted && !parts.contains(Part.WEIGHTS)) {
      lacking.add("weights of truths");
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
