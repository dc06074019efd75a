package io.penstock.trainer;

import io.penstock.training.Optimizer;

/** An optimizer at work on one flat vector, with its state. */
interface FlatOptimizer {
  /** Moves the weights by one step along the gradient. */
  void step(float[] weights, float[] gradient);

  /** The optimizer that a description asks for, in its initial state. */
  static FlatOptimizer of(Optimizer description, int size) {
    if (description instanceof Optimizer.Adam adam) {
      return new Adam(adam, size);
    }
    return new Sgd((Optimizer.Sgd) description, size);
  }

  /** See {@link Optimizer.Adam}. */
  final class Adam implements FlatOptimizer {
    private final Optimizer.Adam settings;
    private final float[] first;
    private final float[] second;
    private int steps;

    Adam(Optimizer.Adam settings, int size) {
      this.settings = settings;
      this.first = new float[size];
      this.second = new float[size];
    }

    @Override
    public void step(float[] weights, float[] gradient) {
      steps++;
      float beta1 = (float) settings.beta1();
      float beta2 = (float) settings.beta2();
      float new1 = (float) (1 - settings.beta1());
      float new2 = (float) (1 - settings.beta2());
      float rate = (float) (settings.learningRate() / (1 - Math.pow(settings.beta1(), steps)));
      float correction = (float) (1 / Math.sqrt(1 - Math.pow(settings.beta2(), steps)));
      float epsilon = (float) settings.epsilon();
      for (int i = 0; i < weights.length; i++) {
        float g = gradient[i];
        float m = beta1 * first[i] + new1 * g;
        float v = beta2 * second[i] + new2 * g * g;
        first[i] = m;
        second[i] = v;
        weights[i] -= rate * m / ((float) Math.sqrt(v) * correction + epsilon);
      }
    }
  }

  /** See {@link Optimizer.Sgd}. */
  final class Sgd implements FlatOptimizer {
    private final Optimizer.Sgd settings;
    private final float[] velocity;

    Sgd(Optimizer.Sgd settings, int size) {
      this.settings = settings;
      this.velocity = new float[settings.momentum() == 0 ? 0 : size];
    }

    @Override
    public void step(float[] weights, float[] gradient) {
      float rate = (float) settings.learningRate();
      float momentum = (float) settings.momentum();
      if (momentum == 0) {
        for (int i = 0; i < weights.length; i++) {
          weights[i] -= rate * gradient[i];
        }
        return;
      }
      for (int i = 0; i < weights.length; i++) {
        float u = momentum * velocity[i] + gradient[i];
        velocity[i] = u;
        weights[i] -= rate * (settings.nesterov() ? gradient[i] + momentum * u : u);
      }
    }
  }
}
