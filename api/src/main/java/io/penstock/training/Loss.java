package io.penstock.training;

import io.penstock.network.Head;

/**
 * What training minimises: a mean over all truths of all windows of a batch, weighted where they
 * have weights. Cross-entropies are computed on logits, in a form that does not overflow. On a
 * sigmoid head MSE, MAE and Huber are measured on the probability.
 */
public enum Loss {
  /** Mean of the squared errors. */
  MSE,
  /** Mean of the absolute errors; its gradient at zero is zero. */
  MAE,
  /**
   * Half the squared error where it is below 1 in size, |error| − ½ elsewhere (Huber, 1964, δ = 1).
   */
  HUBER,
  /** −y ln p − (1 − y) ln(1 − p), p the sigmoid of the output, y in [0, 1]. */
  BINARY_CROSS_ENTROPY,
  /**
   * −Σ y ln p over the classes, p the softmax of the outputs, y a probability for each class; a
   * mean over the classifications.
   */
  CATEGORICAL_CROSS_ENTROPY,
  /**
   * Pinball loss (Koenker and Bassett, 1978), max(q e, (q − 1) e) with e = y − output; a mean over
   * truths and quantiles. Its gradient at zero is zero.
   */
  PINBALL,
  /** Negative log-likelihood of a normal distribution: ½ ln(2π) + ln s + (y − m)² / (2 s²). */
  GAUSSIAN_NLL;

  /**
   * {@return the usual loss of a head: MSE, or the one that was made for it}
   *
   * @param head says what the outputs are
   */
  public static Loss of(Head head) {
    if (head instanceof Head.Sigmoid) {
      return BINARY_CROSS_ENTROPY;
    }
    if (head instanceof Head.Softmax) {
      return CATEGORICAL_CROSS_ENTROPY;
    }
    if (head instanceof Head.Quantiles) {
      return PINBALL;
    }
    return head instanceof Head.Gaussian ? GAUSSIAN_NLL : MSE;
  }

  /**
   * {@return whether the outputs of a head can be measured by it}
   *
   * @param head says what the outputs are
   */
  public boolean fits(Head head) {
    return switch (this) {
      case MSE, MAE, HUBER -> head instanceof Head.Linear || head instanceof Head.Sigmoid;
      case BINARY_CROSS_ENTROPY -> head instanceof Head.Sigmoid;
      case CATEGORICAL_CROSS_ENTROPY -> head instanceof Head.Softmax;
      case PINBALL -> head instanceof Head.Quantiles;
      case GAUSSIAN_NLL -> head instanceof Head.Gaussian;
    };
  }
}
