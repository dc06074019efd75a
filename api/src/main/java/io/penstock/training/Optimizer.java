package io.penstock.training;

/** How the weights follow the gradient. Definitions are PyTorch's where frameworks differ. */
public sealed interface Optimizer {
  /** The learning rate, above 0. */
  double learningRate();

  /** The same optimizer with another learning rate. */
  Optimizer withLearningRate(double learningRate);

  /**
   * Adam (Kingma and Ba, 2015): {@code w -= lr · m̂ / (√v̂ + ε)}, with bias-corrected moments.
   *
   * @param learningRate above 0
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon added to √v̂, above 0
   */
  record Adam(double learningRate, double beta1, double beta2, double epsilon)
      implements Optimizer {
    /** Checks the ranges. */
    public Adam {
      requireRate(learningRate);
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      if (!(epsilon > 0)) {
        throw new IllegalArgumentException("epsilon " + epsilon + " is not above 0");
      }
    }

    /** Adam with β 0.9 and 0.999, ε 1e-8. */
    public Adam(double learningRate) {
      this(learningRate, 0.9, 0.999, 1e-8);
    }

    @Override
    public Adam withLearningRate(double rate) {
      return new Adam(rate, beta1, beta2, epsilon);
    }
  }

  /**
   * Stochastic gradient descent: {@code u = momentum · u + g; w -= lr · u}, with Nesterov {@code w
   * -= lr · (g + momentum · u)}.
   *
   * @param learningRate above 0
   * @param momentum in [0, 1); 0 for none
   * @param nesterov whether to look ahead along the momentum
   */
  record Sgd(double learningRate, double momentum, boolean nesterov) implements Optimizer {
    /** Checks the ranges. */
    public Sgd {
      requireRate(learningRate);
      requireFraction("momentum", momentum);
      if (nesterov && momentum == 0) {
        throw new IllegalArgumentException("Nesterov needs a momentum above 0");
      }
    }

    @Override
    public Sgd withLearningRate(double rate) {
      return new Sgd(rate, momentum, nesterov);
    }
  }

  private static void requireRate(double rate) {
    if (!(rate > 0) || Double.isInfinite(rate)) {
      throw new IllegalArgumentException("learning rate " + rate + " is not above 0");
    }
  }

  private static void requireFraction(String name, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(name + " " + value + " is not in [0, 1)");
    }
  }
}
