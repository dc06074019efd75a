package io.penstock.network;

import java.util.List;
import java.util.Objects;

/**
 * A network: LSTM layers over a window, and a linear head on the last layer's final state.
 *
 * <p>Its input is [batch, lookBack, features] in prepared units, its output [batch, horizon,
 * target] in prepared units as the difference to the anchor. Each LSTM layer starts from a zero
 * state and computes, with gates i, o, f and candidate c, {@code i,o,f = sigmoid(W x + R h + b)},
 * {@code c' = f c + i tanh(W x + R h + b)}, {@code h' = o tanh(c')}. The head reads the last
 * layer's final state, each direction's own, forward first.
 *
 * @param lookBack steps T of the window, at least 1
 * @param features values F of a step, at least 1
 * @param horizon steps predicted, at least 1
 * @param targets columns predicted, at least 1
 * @param anchor what the outputs are the difference to
 * @param layers LSTM layers, at least one, the first reads the window
 */
public record Network(
    int lookBack, int features, int horizon, int targets, Anchor anchor, List<LstmLayer> layers) {
  /** Checks the shape. */
  public Network {
    if (lookBack < 1 || features < 1 || horizon < 1 || targets < 1) {
      throw new IllegalArgumentException(
          String.format(
              "look-back %d, features %d, horizon %d, targets %d: each must be at least 1",
              lookBack, features, horizon, targets));
    }
    Objects.requireNonNull(anchor, "anchor");
    layers = List.copyOf(layers);
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one LSTM layer");
    }
  }

  /** Values that the head gives for a window: horizon × targets. */
  public int outputs() {
    return horizon * targets;
  }

  /** Values that enter layer {@code layer} at a step. */
  public int inputs(int layer) {
    return layer == 0 ? features : layers.get(layer - 1).outputs();
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
   * Floating-point operations of one forward and backward pass over one window: 3·2·T·4H·(I+H) a
   * layer and direction.
   */
  public double flops() {
    double sum = 6.0 * headInputs() * outputs();
    for (int l = 0; l < layers.size(); l++) {
      double h = layers.get(l).units();
      sum += 6.0 * lookBack * layers.get(l).direction().count() * 4 * h * (inputs(l) + h);
    }
    return sum;
  }
}
