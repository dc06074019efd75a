package io.penstock.network;

import java.util.Objects;

/**
 * One LSTM layer.
 *
 * @param units width H of its state, at least 1
 * @param direction the order in which it reads
 * @param activation of candidate and cell output
 */
public record LstmLayer(int units, Direction direction, Activation activation) {
  /** Checks the units. */
  public LstmLayer {
    if (units < 1) {
      throw new IllegalArgumentException("an LSTM layer of " + units + " units");
    }
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(activation, "activation");
  }

  /** A forward layer with tanh. */
  public static LstmLayer of(int units) {
    return new LstmLayer(units, Direction.FORWARD, Activation.TANH);
  }

  /** Values that it gives per step: D·H. */
  public int outputs() {
    return direction.count() * units;
  }
}
