package io.penstock.examples.reference;

import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.training.Loss;
import java.util.Arrays;
import java.util.List;

/**
 * The loss of one window and its slope at the raw outputs, from the definitions. A window has a
 * place for each step of the horizon and each target; there the network gives raw numbers x, one a
 * parameter of its head, the truth is y, and the loss has a term:
 *
 * <pre>
 *   MSE                        (p − y)²
 *   MAE                        |p − y|
 *   HUBER                      (p − y)² / 2 where |p − y| ≤ 1, else |p − y| − ½
 *   BINARY_CROSS_ENTROPY       −y ln σ(x) − (1 − y) ln (1 − σ(x))
 *   CATEGORICAL_CROSS_ENTROPY  −Σ y ln softmax(x), over the classes
 *   PINBALL                    Σ max(q (y − x), (q − 1) (y − x)), over the quantiles
 *   GAUSSIAN_NLL               ln (s √(2π)) + ((y − m) / s)² / 2, x = (m, r), s = ln(1 + eʳ) + 10⁻⁶
 * </pre>
 *
 * <p>where p is x, or σ(x) of a sigmoid head. {@link io.penstock.training.LossFunction} computes
 * the same and is there for any backend; this one is apart from it, so that each can be held
 * against the other.
 */
final class ReferenceLoss {
  private final Loss loss;
  private final Network network;

  /**
   * @param loss one that goes with the network's head
   */
  ReferenceLoss(Loss loss, Network network) {
    this.loss = loss;
    this.network = network;
  }

  /** The mean over a window's terms, each of weight 1. */
  double mean(double[] outputs, double[] truths) {
    return mean(outputs, truths, ones());
  }

  /**
   * The mean over a window's terms, each times its truth's weight: the sum is divided by how many
   * terms there are, not by the weights.
   *
   * @param outputs raw, [horizon, target, parameter]
   * @param truths [horizon, target, truth]
   * @param weights [horizon, target]
   */
  double mean(double[] outputs, double[] truths, double[] weights) {
    double sum = 0;
    for (int i = 0; i < places(); i++) {
      sum += weights[i] * term(part(outputs, i), part(truths, i));
    }
    return sum / terms();
  }

  /** The slope of the mean at each output, each truth of weight 1. */
  double[] slopes(double[] outputs, double[] truths) {
    return slopes(outputs, truths, ones());
  }

  /** The slope of the weighted mean at each output. */
  double[] slopes(double[] outputs, double[] truths, double[] weights) {
    double[] slopes = new double[outputs.length];
    int width = outputs.length / places();
    for (int i = 0; i < places(); i++) {
      double[] slope = slope(part(outputs, i), part(truths, i));
      for (int k = 0; k < width; k++) {
        slopes[i * width + k] = weights[i] * slope[k] / terms();
      }
    }
    return slopes;
  }

  private double[] ones() {
    double[] ones = new double[places()];
    Arrays.fill(ones, 1);
    return ones;
  }

  private int places() {
    return network.horizon() * network.targets();
  }

  /** What the mean divides by: the pinball loss has a term for each quantile. */
  private int terms() {
    return loss == Loss.PINBALL ? places() * levels().size() : places();
  }

  private double[] part(double[] values, int place) {
    int width = values.length / places();
    return Arrays.copyOfRange(values, place * width, (place + 1) * width);
  }

  private List<Double> levels() {
    return ((Head.Quantiles) network.head()).levels();
  }

  private boolean ofProbability() {
    return network.head() instanceof Head.Sigmoid;
  }

  private double term(double[] x, double[] y) {
    return switch (loss) {
      case MSE -> {
        double error = error(x, y);
        yield error * error;
      }
      case MAE -> Math.abs(error(x, y));
      case HUBER -> {
        double size = Math.abs(error(x, y));
        yield size <= 1 ? size * size / 2 : size - 0.5;
      }
      // −ln σ(x) = ln (1 + e⁻ˣ), and 1 − σ(x) = σ(−x).
      case BINARY_CROSS_ENTROPY -> y[0] * softplus(-x[0]) + (1 - y[0]) * softplus(x[0]);
      case CATEGORICAL_CROSS_ENTROPY -> crossEntropy(x, y);
      case PINBALL -> pinball(x, y[0]);
      case GAUSSIAN_NLL -> {
        double scale = scale(x);
        double deviation = (y[0] - x[0]) / scale;
        yield StrictMath.log(scale * Math.sqrt(2 * Math.PI)) + deviation * deviation / 2;
      }
    };
  }

  private double[] slope(double[] x, double[] y) {
    return switch (loss) {
      case MSE -> new double[] {2 * error(x, y) * pointSlope(x)};
      case MAE -> new double[] {Math.signum(error(x, y)) * pointSlope(x)};
      case HUBER -> new double[] {Math.max(-1, Math.min(1, error(x, y))) * pointSlope(x)};
      case BINARY_CROSS_ENTROPY -> new double[] {Functions.logistic(x[0]) - y[0]};
      case CATEGORICAL_CROSS_ENTROPY -> crossEntropySlope(x, y);
      case PINBALL -> pinballSlope(x, y[0]);
      case GAUSSIAN_NLL -> {
        double scale = scale(x);
        double deviation = (x[0] - y[0]) / scale;
        double atScale = (1 - deviation * deviation) / scale;
        yield new double[] {deviation / scale, atScale * Functions.logistic(x[1])};
      }
    };
  }

  /** p − y. */
  private double error(double[] x, double[] y) {
    return (ofProbability() ? Functions.logistic(x[0]) : x[0]) - y[0];
  }

  /** ∂p/∂x. */
  private double pointSlope(double[] x) {
    return ofProbability() ? Functions.logisticSlope(Functions.logistic(x[0])) : 1;
  }

  private static double crossEntropy(double[] x, double[] y) {
    double logSum = logSum(x);
    double sum = 0;
    for (int c = 0; c < x.length; c++) {
      sum += y[c] * (logSum - x[c]);
    }
    return sum;
  }

  /** (Σ y) softmax(x) − y. */
  private static double[] crossEntropySlope(double[] x, double[] y) {
    double logSum = logSum(x);
    double mass = Arrays.stream(y).sum();
    double[] slope = new double[x.length];
    Arrays.setAll(slope, c -> mass * StrictMath.exp(x[c] - logSum) - y[c]);
    return slope;
  }

  /** ln Σ eˣ, one after the other by ln(eᵃ + eᵇ) = max(a, b) + ln(1 + e^−|a − b|). */
  private static double logSum(double[] x) {
    double sum = x[0];
    for (int c = 1; c < x.length; c++) {
      sum = Math.max(sum, x[c]) + softplus(-Math.abs(sum - x[c]));
    }
    return sum;
  }

  private double pinball(double[] x, double y) {
    double sum = 0;
    for (int q = 0; q < x.length; q++) {
      double level = levels().get(q);
      double above = y - x[q];
      sum += Math.max(level * above, (level - 1) * above);
    }
    return sum;
  }

  /** −q below the truth, 1 − q above it, 0 on it. */
  private double[] pinballSlope(double[] x, double y) {
    double[] slope = new double[x.length];
    for (int q = 0; q < x.length; q++) {
      double side = Math.signum(x[q] - y);
      slope[q] = side * Math.abs((side > 0 ? 1 : 0) - levels().get(q));
    }
    return slope;
  }

  private static double scale(double[] x) {
    return softplus(x[1]) + 1e-6;
  }

  /** ln(1 + eˣ), which does not overflow. */
  private static double softplus(double x) {
    return Math.max(0, x) + StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }
}
