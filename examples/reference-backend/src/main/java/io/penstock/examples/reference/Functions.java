package io.penstock.examples.reference;

import io.penstock.network.Activation;

/**
 * The functions inside a layer, and their slopes. They are StrictMath's: those of Math may differ
 * in the last digit from one JVM to another.
 */
final class Functions {
  private Functions() {}

  /** The logistic function σ(x) = 1 / (1 + e⁻ˣ), which opens and closes gates. */
  static double logistic(double x) {
    return 1 / (1 + StrictMath.exp(-x));
  }

  /** Its slope where its value is y: σ' = y (1 − y). */
  static double logisticSlope(double y) {
    return y * (1 - y);
  }

  /** The activation of a layer. */
  static double activation(Activation activation, double x) {
    return switch (activation) {
      case TANH -> StrictMath.tanh(x);
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : 0.01 * x;
      case SIGMOID -> logistic(x);
    };
  }

  /**
   * Its slope where its value is y; all four are such that their slope follows from their value.
   */
  static double activationSlope(Activation activation, double y) {
    return switch (activation) {
      case TANH -> 1 - y * y;
      case RELU -> y > 0 ? 1 : 0;
      case LEAKY_RELU -> y > 0 ? 1 : 0.01;
      case SIGMOID -> logisticSlope(y);
    };
  }
}
