package io.penstock.training;

import io.penstock.network.Head;
import io.penstock.network.Network;

/**
 * A loss and its slope at a network's raw outputs, in double precision: for backends that leave
 * this to Java, and for losses that are measured and not trained on.
 */
public final class LossFunction {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private static final float[] UNWEIGHTED = {};

  private final Loss loss;
  private final int outputs;
  private final int truths;
  private final double[] levels;
  private final int classes;
  private final boolean probability;

  private LossFunction(Loss loss, Network network) {
    this.loss = loss;
    this.outputs = network.outputs();
    this.truths = network.truths();
    this.levels =
        network.head() instanceof Head.Quantiles quantiles
            ? quantiles.levels().stream().mapToDouble(Double::doubleValue).toArray()
            : new double[0];
    this.probability = loss != Loss.BINARY_CROSS_ENTROPY && network.head() instanceof Head.Sigmoid;
    this.classes = network.head() instanceof Head.Softmax softmax ? softmax.classes() : 1;
  }

  /**
   * {@return the loss of a network's outputs}
   *
   * @param loss which
   * @param network whose outputs are measured
   * @throws IllegalArgumentException if the loss does not go with the network's head
   */
  public static LossFunction of(Loss loss, Network network) {
    Head head = network.head();
    if (!loss.fits(head)) {
      throw new IllegalArgumentException(
          "the loss " + loss + " does not go with the head " + head.getClass().getSimpleName());
    }
    return new LossFunction(loss, network);
  }

  /**
   * {@return what the sum of a window's terms is divided by, so that it is a mean: horizon ×
   * targets, times the quantiles}
   */
  public int terms() {
    return switch (loss) {
      case MSE, MAE, HUBER, BINARY_CROSS_ENTROPY -> outputs;
      case CATEGORICAL_CROSS_ENTROPY -> outputs / classes;
      case PINBALL -> outputs;
      case GAUSSIAN_NLL -> outputs / 2;
    };
  }

  /** {@return weights of a window: one a truth, horizon × targets} */
  public int weights() {
    return truths / classes;
  }

  /**
   * {@return the sum of the terms of some windows, each times its truth's weight}
   *
   * @param predicted [window, output], row-major, raw
   * @param truth [window, truth], row-major
   * @param weights [window, horizon, target], row-major; empty if all are 1
   * @param windows how many
   */
  public double sum(float[] predicted, float[] truth, float[] weights, int windows) {
    return evaluate(predicted, truth, weights, windows, new float[0], 0);
  }

  /**
   * {@return the sum of the terms of some windows, each of weight 1}
   *
   * @param predicted [window, output], row-major, raw
   * @param truth [window, truth], row-major
   * @param windows how many
   */
  public double sum(float[] predicted, float[] truth, int windows) {
    return sum(predicted, truth, UNWEIGHTED, windows);
  }

  /**
   * {@return the mean of the terms of some windows, each of weight 1, and its slope}
   *
   * @param predicted [window, output], row-major, raw
   * @param truth [window, truth], row-major
   * @param windows how many
   * @param slopes receives d mean / d output, [window, output], row-major
   */
  public double mean(float[] predicted, float[] truth, int windows, float[] slopes) {
    return mean(predicted, truth, UNWEIGHTED, windows, slopes);
  }

  /**
   * {@return the mean of the terms of some windows, each times its truth's weight, and its slope}
   * The mean is over the number of terms and not the sum of the weights.
   *
   * @param predicted [window, output], row-major, raw
   * @param truth [window, truth], row-major
   * @param weights [window, horizon, target], row-major; empty if all are 1
   * @param windows how many
   * @param slopes receives d mean / d output, [window, output], row-major
   */
  public double mean(
      float[] predicted, float[] truth, float[] weights, int windows, float[] slopes) {
    double share = 1.0 / ((double) windows * terms());
    return evaluate(predicted, truth, weights, windows, slopes, share) * share;
  }

  /** The sum; with a share above 0, also its slope times the share. */
  private double evaluate(
      float[] predicted,
      float[] truth,
      float[] weights,
      int windows,
      float[] slopes,
      double share) {
    if (predicted.length < windows * outputs
        || truth.length < windows * truths
        || weights.length > 0 && weights.length < windows * weights()) {
      throw new IllegalArgumentException(
          String.format(
              "%d outputs, %d truths and %d weights for %d windows",
              predicted.length, truth.length, weights.length, windows));
    }
    int terms = weights();
    double sum = 0;
    for (int i = 0; i < windows * terms; i++) {
      double weight = weights.length == 0 ? 1 : weights[i];
      sum +=
          weight
              * switch (loss) {
                case MSE, MAE, HUBER, BINARY_CROSS_ENTROPY ->
                    pointwise(predicted, truth, i, slopes, share * weight);
                case CATEGORICAL_CROSS_ENTROPY ->
                    categorical(predicted, truth, i, slopes, share * weight);
                case PINBALL -> pinball(predicted, truth, i, slopes, share * weight);
                case GAUSSIAN_NLL -> gaussian(predicted, truth, i, slopes, share * weight);
              };
    }
    return sum;
  }

  private double pointwise(float[] predicted, float[] truth, int i, float[] slopes, double share) {
    double x = predicted[i];
    double y = truth[i];
    double p = probability ? sigmoid(x) : x;
    double error = p - y;
    double term;
    double slope;
    switch (loss) {
      case MSE -> {
        term = error * error;
        slope = 2 * error;
      }
      case MAE -> {
        term = Math.abs(error);
        slope = Math.signum(error);
      }
      case HUBER -> {
        double size = Math.abs(error);
        term = size < 1 ? 0.5 * error * error : size - 0.5;
        slope = Math.max(-1, Math.min(1, error));
      }
      default -> {
        // ln(1 + e^-|x|) never overflows.
        term = Math.max(x, 0) - x * y + Math.log1p(Math.exp(-Math.abs(x)));
        slope = sigmoid(x) - y;
      }
    }
    if (slopes.length > 0) {
      slopes[i] = (float) ((probability ? slope * p * (1 - p) : slope) * share);
    }
    return term;
  }

  private double categorical(
      float[] predicted, float[] truth, int i, float[] slopes, double share) {
    int from = i * classes;
    double greatest = Double.NEGATIVE_INFINITY;
    double mass = 0;
    for (int c = from; c < from + classes; c++) {
      greatest = Math.max(greatest, predicted[c]);
      mass += truth[c];
    }
    double total = 0;
    for (int c = from; c < from + classes; c++) {
      total += Math.exp(predicted[c] - greatest);
    }
    double log = greatest + Math.log(total);
    double term = 0;
    for (int c = from; c < from + classes; c++) {
      term += truth[c] * (log - predicted[c]);
      if (slopes.length > 0) {
        double probability = Math.exp(predicted[c] - log);
        slopes[c] = (float) ((mass * probability - truth[c]) * share);
      }
    }
    return term;
  }

  private double pinball(float[] predicted, float[] truth, int i, float[] slopes, double share) {
    double term = 0;
    for (int q = 0; q < levels.length; q++) {
      int at = i * levels.length + q;
      double level = levels[q];
      double error = (double) truth[i] - predicted[at];
      term += Math.max(level * error, (level - 1) * error);
      if (slopes.length > 0) {
        double slope = error > 0 ? -level : error < 0 ? 1 - level : error == 0 ? 0 : Double.NaN;
        slopes[at] = (float) (slope * share);
      }
    }
    return term;
  }

  private double gaussian(float[] predicted, float[] truth, int i, float[] slopes, double share) {
    double raw = predicted[2 * i + 1];
    double scale =
        Math.max(raw, 0) + Math.log1p(Math.exp(-Math.abs(raw))) + Head.Gaussian.LEAST_SCALE;
    double error = ((double) predicted[2 * i] - truth[i]) / scale;
    if (slopes.length > 0) {
      slopes[2 * i] = (float) (error / scale * share);
      slopes[2 * i + 1] = (float) ((1 - error * error) / scale * sigmoid(raw) * share);
    }
    return HALF_LOG_TWO_PI + Math.log(scale) + 0.5 * error * error;
  }

  private static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }
}
