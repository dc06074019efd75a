package io.penstock.benchmarks;

/** What the gradient of a shard of windows consists of, for a network of one LSTM layer. */
enum StepPart {
  /** Inputs and state of a step times weights: [B, F + H] by [F + H, 4H], T times. */
  FORWARD_PRODUCTS,

  /** All of the way forward: these products, and gates and states. */
  FORWARD,

  /** Slopes of the gates' sums times weights: [B, 4H] by [4H, H], T - 1 times. */
  BACKWARD_PRODUCTS,

  /** Slopes of gates and states at each step. */
  SLOPES,

  /** What the steps gave as one matrix: slopes, [T·B, 4H], and states, [T·B, H]. */
  STACKS,

  /** Slopes times states, [4H, T·B] by [T·B, H]. */
  RECURRENT_GRADIENT,

  /** Slopes times inputs, [4H, T·B] by [T·B, F]. */
  INPUT_GRADIENT,

  /** Slopes added up over steps and windows. */
  BIAS_GRADIENT;

  /** Floating-point operations a window of the products that this is; 0 where it is no product. */
  double flops(Shape shape) {
    double gates = 4.0 * shape.units();
    int steps = shape.lookBack();
    return switch (this) {
      case FORWARD_PRODUCTS -> 2 * steps * gates * (shape.features() + shape.units());
      case BACKWARD_PRODUCTS -> 2 * (steps - 1) * gates * shape.units();
      case RECURRENT_GRADIENT -> 2 * steps * gates * shape.units();
      case INPUT_GRADIENT -> 2 * steps * gates * shape.features();
      case FORWARD, SLOPES, STACKS, BIAS_GRADIENT -> 0;
    };
  }
}
