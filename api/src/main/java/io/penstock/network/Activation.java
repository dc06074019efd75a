package io.penstock.network;

/** The activation of an LSTM layer's candidate and cell output; its gates are always sigmoid. */
public enum Activation {
  /** Hyperbolic tangent. */
  TANH,
  /** max(0, x). */
  RELU
}
