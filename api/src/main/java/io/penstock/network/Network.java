package io.penstock.network;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * A network: the window cut into segments, an embedding, LSTM layers, and a head on the last
 * layer's final state.
 *
 * <p>Its input is [batch, lookBack, features] in prepared units. With a segment of s rows the LSTM
 * reads lookBack / s steps of s·features values each, the rows of a segment one after the other,
 * which is the same memory. An embedding is a dense layer with relu on each step, {@code max(0, W x
 * + b)}. Each LSTM layer starts from a zero state and computes, with gates i, o, f and candidate c,
 * {@code i,o,f = sigmoid(W x + R h + b)}, {@code c' = f c + i act(W x + R h + b)}, {@code h' = o
 * act(c')}. The head reads the last layer's final state, each direction's own (the backward
 * direction's is at the first step), forward first, and gives the raw outputs [batch, horizon,
 * target, parameter], as the difference to the anchor where the head is linear.
 *
 * @param lookBack rows T of the window, at least 1, a multiple of the segment
 * @param features values F of a row, at least 1
 * @param horizon steps predicted, at least 1
 * @param targets columns predicted, at least 1
 * @param anchor what the outputs are the difference to
 * @param segment rows of a step that the LSTM reads, at least 1
 * @param embedding units of a dense layer with relu before the first LSTM layer; empty for none
 * @param layers LSTM layers, at least one, the first reads the window
 * @param head what the outputs mean
 */
public record Network(
    int lookBack,
    int features,
    int horizon,
    int targets,
    Anchor anchor,
    int segment,
    OptionalInt embedding,
    List<LstmLayer> layers,
    Head head) {
  /** Checks the shape. */
  public Network {
    if (lookBack < 1 || features < 1 || horizon < 1 || targets < 1) {
      throw new IllegalArgumentException(
          String.format(
              "look-back %d, features %d, horizon %d, targets %d: each must be at least 1",
              lookBack, features, horizon, targets));
    }
    Objects.requireNonNull(anchor, "anchor");
    Objects.requireNonNull(head, "head");
    if (segment < 1 || lookBack % segment != 0) {
      throw new IllegalArgumentException(
          "a look-back of " + lookBack + " rows cannot be cut into segments of " + segment);
    }
    if (embedding.orElse(1) < 1) {
      throw new IllegalArgumentException("an embedding of " + embedding.getAsInt() + " units");
    }
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one LSTM layer");
    }
  }

  /** A network without segments and embedding, with a linear head. */
  public Network(
      int lookBack, int features, int horizon, int targets, Anchor anchor, List<LstmLayer> layers) {
    this(
        lookBack,
        features,
        horizon,
        targets,
        anchor,
        1,
        OptionalInt.empty(),
        layers,
        new Head.Linear());
  }

  /** The same with an embedding. */
  public Network withEmbedding(int units) {
    return new Network(
        lookBack, features, horizon, targets, anchor, segment, OptionalInt.of(units), layers, head);
  }

  /** The same with the window cut into segments. */
  public Network withSegment(int rows) {
    return new Network(lookBack, features, horizon, targets, anchor, rows, embedding, layers, head);
  }

  /** The same with another head. */
  public Network withHead(Head value) {
    return new Network(
        lookBack, features, horizon, targets, anchor, segment, embedding, layers, value);
  }

  /** Raw numbers that the head gives for a window: horizon × targets × parameters. */
  public int outputs() {
    return horizon * targets * head.parameters();
  }

  /** Numbers of truth for a window: horizon × targets × truths of the head. */
  public int truths() {
    return horizon * targets * head.truths();
  }

  /** Steps that the LSTM reads. */
  public int steps() {
    return lookBack / segment;
  }

  /** Values of such a step, before the embedding. */
  public int stepValues() {
    return segment * features;
  }

  /** Values that enter LSTM layer {@code layer} at a step. */
  public int inputs(int layer) {
    return layer == 0 ? embedding.orElse(stepValues()) : layers.get(layer - 1).outputs();
  }

  /** Values that enter the head. */
  public int headInputs() {
    return layers.get(layers.size() - 1).outputs();
  }

  /** How many weights it has. */
  public int parameters() {
    return WeightLayout.of(this).size();
  }

  /**
   * Floating-point operations of one forward and backward pass over one window: 3·2·steps·4H·(I+H)
   * a layer and direction.
   */
  public double flops() {
    double sum = 6.0 * headInputs() * outputs() + 6.0 * lookBack * features * embedding.orElse(0);
    for (int l = 0; l < layers.size(); l++) {
      double h = layers.get(l).units();
      sum += 6.0 * steps() * layers.get(l).direction().count() * 4 * h * (inputs(l) + h);
    }
    return sum;
  }
}
