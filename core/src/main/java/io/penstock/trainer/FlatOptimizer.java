package io.penstock.trainer;

import io.penstock.training.Optimizer;

/** An optimizer at work on one flat vector, with its state. */
interface FlatOptimizer {
  /**
   * Moves the weights by one step.
   *
   * @param weights the flat vector; changed
   * @param gradient at the weights; left as it is
   * @param scale what the gradient is multiplied by first: 1, or less where its norm is clipped
   * @param learningRate of this step
   */
  void step(float[] weights, float[] gradient, float scale, double learningRate);

  /** The state after the steps so far; a copy. */
  OptimizerState state();

  /**
   * Goes on from a state, as if the steps before it had been made here.
   *
   * @throws IllegalArgumentException if the state is none of this optimizer on as many weights
   */
  void restore(OptimizerState state);

  /** The optimizer that a description asks for, in its initial state. */
  static FlatOptimizer of(Optimizer description, int size) {
    if (description instanceof Optimizer.Adam adam) {
      return new AdamSteps(adam.beta1(), adam.beta2(), adam.epsilon(), 0, size);
    }
    if (description instanceof Optimizer.AdamW adamW) {
      return new AdamSteps(adamW.beta1(), adamW.beta2(), adamW.epsilon(), adamW.decay(), size);
    }
    if (description instanceof Optimizer.Nadam nadam) {
      return new NadamSteps(nadam, size);
    }
    if (description instanceof Optimizer.RmsProp rmsProp) {
      return new RmsPropSteps(rmsProp, size);
    }
    if (description instanceof Optimizer.Adagrad adagrad) {
      return new AdagradSteps(adagrad, size);
    }
    return new SgdSteps((Optimizer.Sgd) description, size);
  }

  /** An ε as a float: above 0 even where the double is too small for one. */
  static float epsilon(double value) {
    return Math.max((float) value, Float.MIN_NORMAL);
  }
}
