package io.penstock.trainer;

import io.penstock.training.Optimizer;

/** See {@link Optimizer.Adagrad}. */
final class AdagradSteps implements FlatOptimizer {
  private final Optimizer.Adagrad settings;
  private final float[] sumOfSquares;
  private long steps;

  AdagradSteps(Optimizer.Adagrad settings, int size) {
    this.settings = settings;
    this.sumOfSquares = new float[size];
  }

  @Override
  public void step(float[] weights, float[] gradient, float scale, double learningRate) {
    steps++;
    float rate = (float) learningRate;
    float added = FlatOptimizer.epsilon(settings.epsilon());
    float[] v = sumOfSquares;
    for (int i = 0; i < weights.length; i++) {
      float g = gradient[i] * scale;
      float newV = v[i] + g * g;
      v[i] = newV;
      weights[i] -= rate * g / ((float) Math.sqrt(newV) + added);
    }
  }

  @Override
  public OptimizerState state() {
    return OptimizerState.of(steps, sumOfSquares);
  }

  @Override
  public void restore(OptimizerState state) {
    state.copyInto(sumOfSquares);
    steps = state.steps();
  }
}
