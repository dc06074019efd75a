package io.penstock.network;

/** The activation of an LSTM layer's candidate and cell output; its gates are always sigmoid. */
public enum Activation {
  /** Hyperbolic tangent. */
  TANH,
  /** max(0, x). */
  RELU,
  /** x where it is positive, 0.01 x elsewhere. */
  LEAKY_RELU,
  /** 1 / (1 + e^-x). */
  SIGMOID;

  /** Slope of {@link #LEAKY_RELU} below zero, PyTorch's default. */
  public static final float LEAK = 0.01f;
}
