package io.penstock.trainer;

import io.penstock.training.Optimizer;

/** See {@link Optimizer.RmsProp}. */
final class RmsPropSteps implements FlatOptimizer {
  private final Optimizer.RmsProp settings;
  private final float[] meanSquare;
  private long steps;

  RmsPropSteps(Optimizer.RmsProp settings, int size) {
    this.settings = settings;
    this.meanSquare = new float[size];
  }

  @Override
  public void step(float[] weights, float[] gradient, float scale, double learningRate) {
    steps++;
    float old = (float) settings.rho();
    float fresh = (float) ((1 - settings.rho()) * scale * scale);
    float rate = (float) (learningRate * scale);
    float added = FlatOptimizer.epsilon(settings.epsilon());
    float[] v = meanSquare;
    for (int i = 0; i < weights.length; i++) {
      float g = gradient[i];
      float newV = old * v[i] + fresh * g * g;
      v[i] = newV;
      weights[i] -= rate * g / ((float) Math.sqrt(newV) + added);
    }
  }

  @Override
  public OptimizerState state() {
    return OptimizerState.of(steps, meanSquare);
  }

  @Override
  public void restore(OptimizerState state) {
    state.copyInto(meanSquare);
    steps = state.steps();
  }
}
