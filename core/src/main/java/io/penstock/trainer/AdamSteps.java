package io.penstock.trainer;

/** {@link io.penstock.training.Optimizer.Adam}, and with a decay AdamW, which is Adam at 0. */
final class AdamSteps implements FlatOptimizer {
  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final double decay;
  private final float[] first;
  private final float[] second;
  private long steps;

  AdamSteps(double beta1, double beta2, double epsilon, double decay, int size) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.decay = decay;
    this.first = new float[size];
    this.second = new float[size];
  }

  @Override
  public void step(float[] weights, float[] gradient, float scale, double learningRate) {
    steps++;
    float old1 = (float) beta1;
    float old2 = (float) beta2;
    float new1 = (float) ((1 - beta1) * scale);
    float new2 = (float) ((1 - beta2) * scale * scale);
    float kept = (float) (1 - learningRate * decay);
    float rate = (float) (learningRate / (1 - StrictMath.pow(beta1, steps)));
    float correction = (float) (1 / Math.sqrt(1 - StrictMath.pow(beta2, steps)));
    float added = FlatOptimizer.epsilon(epsilon);
    // Locals, since the compiler vectorises no loop over an object's fields.
    float[] m = first;
    float[] v = second;
    for (int i = 0; i < weights.length; i++) {
      float g = gradient[i];
      float newM = old1 * m[i] + new1 * g;
      float newV = old2 * v[i] + new2 * g * g;
      m[i] = newM;
      v[i] = newV;
      weights[i] = kept * weights[i] - rate * newM / ((float) Math.sqrt(newV) * correction + added);
    }
  }

  @Override
  public OptimizerState state() {
    return OptimizerState.of(steps, first, second);
  }

  @Override
  public void restore(OptimizerState state) {
    state.copyInto(first, second);
    steps = state.steps();
  }
}
