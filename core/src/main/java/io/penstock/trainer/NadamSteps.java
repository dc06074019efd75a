package io.penstock.trainer;

import io.penstock.training.Optimizer;

/** See {@link Optimizer.Nadam}. */
final class NadamSteps implements FlatOptimizer {
  private static final double MOMENTUM_DECAY = 0.004;

  private final Optimizer.Nadam settings;
  private final float[] first;
  private final float[] second;
  private long steps;
  private double momentumProduct = 1;

  NadamSteps(Optimizer.Nadam settings, int size) {
    this.settings = settings;
    this.first = new float[size];
    this.second = new float[size];
  }

  @Override
  public void step(float[] weights, float[] gradient, float scale, double learningRate) {
    steps++;
    momentumProduct *= momentum(steps);
    double next = momentum(steps + 1);
    float old1 = (float) settings.beta1();
    float old2 = (float) settings.beta2();
    float new1 = (float) ((1 - settings.beta1()) * scale);
    float new2 = (float) ((1 - settings.beta2()) * scale * scale);
    float direct = (float) (learningRate * (1 - momentum(steps)) / (1 - momentumProduct) * scale);
    float ahead = (float) (learningRate * next / (1 - momentumProduct * next));
    float correction = (float) (1 / Math.sqrt(1 - StrictMath.pow(settings.beta2(), steps)));
    float added = FlatOptimizer.epsilon(settings.epsilon());
    float[] m = first;
    float[] v = second;
    for (int i = 0; i < weights.length; i++) {
      float g = gradient[i];
      float newM = old1 * m[i] + new1 * g;
      float newV = old2 * v[i] + new2 * g * g;
      m[i] = newM;
      v[i] = newV;
      weights[i] -= (direct * g + ahead * newM) / ((float) Math.sqrt(newV) * correction + added);
    }
  }

  /** μ of a step. */
  private double momentum(long step) {
    return settings.beta1() * (1 - 0.5 * StrictMath.pow(0.96, step * MOMENTUM_DECAY));
  }

  @Override
  public OptimizerState state() {
    return OptimizerState.of(steps, first, second);
  }

  @Override
  public void restore(OptimizerState state) {
    state.copyInto(first, second);
    steps = state.steps();
    // Multiplied in the order of the steps, the product has the bits that it had.
    momentumProduct = 1;
    for (long step = 1; step <= steps && momentumProduct > 0; step++) {
      momentumProduct *= momentum(step);
    }
  }
}
