package io.penstock.network;

import java.util.Objects;

/**
 * One LSTM layer.
 *
 * @param units width H of its state, at least 1
 * @param direction the order in which it reads
 * @param activation of candidate and cell output
 * @param dropout the share of its outputs that is set to zero in training, in [0, 1); see {@link
 *     Dropout}
 */
public record LstmLayer(int units, Direction direction, Activation activation, double dropout) {
  /** Checks units and dropout. */
  public LstmLayer {
    if (units < 1) {
      throw new IllegalArgumentException("an LSTM layer of " + units + " units");
    }
    Objects.requireNonNull(direction, "direction");
    Objects.requireNonNull(activation, "activation");
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException("dropout " + dropout + " is not in [0, 1)");
    }
  }

  /**
   * A layer without dropout.
   *
   * @param units width H of its state, at least 1
   * @param direction the order in which it reads
   * @param activation of candidate and cell output
   */
  public LstmLayer(int units, Direction direction, Activation activation) {
    this(units, direction, activation, 0);
  }

  /**
   * {@return the same with dropout after it}
   *
   * @param value the share of its outputs that is set to zero in training, in [0, 1); see {@link
   *     Dropout}
   */
  public LstmLayer withDropout(double value) {
    return new LstmLayer(units, direction, activation, value);
  }

  /**
   * {@return a forward layer with tanh}
   *
   * @param units width H of its state, at least 1
   */
  public static LstmLayer of(int units) {
    return new LstmLayer(units, Direction.FORWARD, Activation.TANH);
  }

  /** {@return values that it gives per step: D·H} */
  public int outputs() {
    return direction.count() * units;
  }
}
