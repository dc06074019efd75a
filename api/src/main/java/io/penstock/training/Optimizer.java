package io.penstock.training;

/** How the weights follow the gradient. Definitions are PyTorch's where frameworks differ. */
public sealed interface Optimizer {
  /** {@return the learning rate, above 0} */
  double learningRate();

  /**
   * {@return the same optimizer with another learning rate}
   *
   * @param learningRate above 0
   */
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

    /**
     * Adam with β 0.9 and 0.999, ε 1e-8.
     *
     * @param learningRate above 0
     */
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

  /**
   * Adam with decoupled weight decay (Loshchilov and Hutter, 2019): {@code w -= lr · decay · w} on
   * every weight, biases too, before Adam's step.
   *
   * @param learningRate above 0
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon added to √v̂, above 0
   * @param decay at least 0
   */
  record AdamW(double learningRate, double beta1, double beta2, double epsilon, double decay)
      implements Optimizer {
    /** Checks the ranges. */
    public AdamW {
      requireRate(learningRate);
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requirePositive("epsilon", epsilon);
      requireNotNegative("decay", decay);
    }

    /**
     * AdamW with β 0.9 and 0.999, ε 1e-8.
     *
     * @param learningRate above 0
     * @param decay at least 0
     */
    public AdamW(double learningRate, double decay) {
      this(learningRate, 0.9, 0.999, 1e-8, decay);
    }

    @Override
    public AdamW withLearningRate(double rate) {
      return new AdamW(rate, beta1, beta2, epsilon, decay);
    }
  }

  /**
   * Nesterov-accelerated Adam (Dozat, 2016), PyTorch's NAdam with momentum decay 0.004: {@code μ_t
   * = β1 (1 − ½ · 0.96^(0.004 t))}, {@code w -= lr · (1 − μ_t) / (1 − Πμ) · g / (√v̂ + ε) + lr ·
   * μ_{t+1} / (1 − Πμ · μ_{t+1}) · m / (√v̂ + ε)}.
   *
   * @param learningRate above 0
   * @param beta1 decay of the first moment, in [0, 1)
   * @param beta2 decay of the second moment, in [0, 1)
   * @param epsilon added to √v̂, above 0
   */
  record Nadam(double learningRate, double beta1, double beta2, double epsilon)
      implements Optimizer {
    /** Checks the ranges. */
    public Nadam {
      requireRate(learningRate);
      requireFraction("beta1", beta1);
      requireFraction("beta2", beta2);
      requirePositive("epsilon", epsilon);
    }

    /**
     * Nadam with β 0.9 and 0.999, ε 1e-8.
     *
     * @param learningRate above 0
     */
    public Nadam(double learningRate) {
      this(learningRate, 0.9, 0.999, 1e-8);
    }

    @Override
    public Nadam withLearningRate(double rate) {
      return new Nadam(rate, beta1, beta2, epsilon);
    }
  }

  /**
   * RMSprop (Tieleman and Hinton, 2012): {@code v = ρ v + (1 − ρ) g²; w -= lr · g / (√v + ε)}.
   *
   * @param learningRate above 0
   * @param rho decay of the mean square, in [0, 1)
   * @param epsilon added to √v, above 0
   */
  record RmsProp(double learningRate, double rho, double epsilon) implements Optimizer {
    /** Checks the ranges. */
    public RmsProp {
      requireRate(learningRate);
      requireFraction("rho", rho);
      requirePositive("epsilon", epsilon);
    }

    /**
     * RMSprop with ρ 0.9, ε 1e-8.
     *
     * @param learningRate above 0
     */
    public RmsProp(double learningRate) {
      this(learningRate, 0.9, 1e-8);
    }

    @Override
    public RmsProp withLearningRate(double rate) {
      return new RmsProp(rate, rho, epsilon);
    }
  }

  /**
   * Adagrad (Duchi, Hazan and Singer, 2011): {@code v += g²; w -= lr · g / (√v + ε)}.
   *
   * @param learningRate above 0
   * @param epsilon added to √v, above 0
   */
  record Adagrad(double learningRate, double epsilon) implements Optimizer {
    /** Checks the ranges. */
    public Adagrad {
      requireRate(learningRate);
      requirePositive("epsilon", epsilon);
    }

    /**
     * Adagrad with ε 1e-10.
     *
     * @param learningRate above 0
     */
    public Adagrad(double learningRate) {
      this(learningRate, 1e-10);
    }

    @Override
    public Adagrad withLearningRate(double rate) {
      return new Adagrad(rate, epsilon);
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

  private static void requirePositive(String name, double value) {
    if (!(value > 0)) {
      throw new IllegalArgumentException(name + " " + value + " is not above 0");
    }
  }

  private static void requireNotNegative(String name, double value) {
    if (!(value >= 0) || Double.isInfinite(value)) {
      throw new IllegalArgumentException(name + " " + value + " is not at least 0");
    }
  }
}
