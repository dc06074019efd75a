package io.penstock.trainer;

import io.penstock.training.Optimizer;

/** See {@link Optimizer.Sgd}. */
final class SgdSteps implements FlatOptimizer {
  private final Optimizer.Sgd settings;
  private final float[] velocity;
  private long steps;

  SgdSteps(Optimizer.Sgd settings, int size) {
    this.settings = settings;
    this.velocity = new float[settings.momentum() == 0 ? 0 : size];
  }

  @Override
  public void step(float[] weights, float[] gradient, float scale, double learningRate) {
    steps++;
    float momentum = (float) settings.momentum();
    if (momentum == 0) {
      float rate = (float) (learningRate * scale);
      for (int i = 0; i < weights.length; i++) {
        weights[i] -= rate * gradient[i];
      }
      return;
    }
    float rate = (float) learningRate;
    // The gradient and the velocity, each by its share of the step.
    float direct = settings.nesterov() ? rate : 0;
    float along = settings.nesterov() ? (float) (learningRate * settings.momentum()) : rate;
    float[] u = velocity;
    for (int i = 0; i < weights.length; i++) {
      float g = gradient[i] * scale;
      float newU = momentum * u[i] + g;
      u[i] = newU;
      weights[i] -= direct * g + along * newU;
    }
  }

  @Override
  public OptimizerState state() {
    return hasVelocity() ? OptimizerState.of(steps, velocity) : OptimizerState.of(steps);
  }

  @Override
  public void restore(OptimizerState state) {
    if (hasVelocity()) {
      state.copyInto(velocity);
    } else {
      state.copyInto();
    }
    steps = state.steps();
  }

  private boolean hasVelocity() {
    return settings.momentum() > 0;
  }
}
