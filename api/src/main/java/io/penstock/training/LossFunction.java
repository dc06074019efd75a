package io.penstock.training;

import io.penstock.network.Head;
import io.penstock.network.Network;

/**
 * A loss and its slope at a network's raw outputs, in double precision: for backends that leave
 * this to Java, and for losses that are measured and not trained on.
 */
public final class LossFunction {
  private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

  private final Loss loss;
  private final int outputs;
  private final int truths;
  private final double[] levels;
  private final int classes;

  private LossFunction(Loss loss, Network network) {
    this.loss = loss;
    this.outputs = network.outputs();
    this.truths = network.truths();
    this.levels =
        network.head() instanceof Head.Quantiles quantiles
            ? quantiles.levels().stream().mapToDouble(Double::doubleValue).toArray()
            : new double[0];
    this.classes = network.head() instanceof Head.Softmax softmax ? softmax.classes() : 1;
  }

  /**
   * The loss of a network's outputs.
   *
   * @throws IllegalArgumentException if the loss does not go with the network's head
   */
  public static LossFunction of(Loss loss, Network network) {
    Head head = network.head();
    boolean fits =
        switch (loss) {
          case MSE, MAE, HUBER -> head instanceof Head.Linear || head instanceof Head.Sigmoid;
          case BINARY_CROSS_ENTROPY -> head instanceof Head.Sigmoid;
          case CATEGORICAL_CROSS_ENTROPY -> head instanceof Head.Softmax;
          case PINBALL -> head instanceof Head.Quantiles;
          case GAUSSIAN_NLL -> head instanceof Head.Gaussian;
        };
    if (!fits) {
      throw new IllegalArgumentException(
          "the loss " + loss + " does not go with the head " + head.getClass().getSimpleName());
    }
    return new LossFunction(loss, network);
  }

  /**
   * What the sum of a window's terms is divided by, so that it is a mean: horizon × targets, times
   * the quantiles.
   */
  public int terms() {
    return switch (loss) {
      case MSE, MAE, HUBER, BINARY_CROSS_ENTROPY -> outputs;
      case CATEGORICAL_CROSS_ENTROPY -> outputs / classes;
      case PINBALL -> outputs;
      case GAUSSIAN_NLL -> outputs / 2;
    };
  }

  /**
   * The sum of the terms of some windows.
   *
   * @param predicted [window, output], row-major, raw
   * @param truth [window, truth], row-major
   * @param windows how many
   */
  public double sum(float[] predicted, float[] truth, int windows) {
    return evaluate(predicted, truth, windows, new float[0], 0);
  }

  /**
   * The mean over some windows and its slope.
   *
   * @param slopes receives d mean / d output, [window, output], row-major
   */
  public double mean(float[] predicted, float[] truth, int windows, float[] slopes) {
    double share = 1.0 / ((double) windows * terms());
    return evaluate(predicted, truth, windows, slopes, share) * share;
  }

  /** The sum; with a share above 0, also its slope times the share. */
  private double evaluate(
      float[] predicted, float[] truth, int windows, float[] slopes, double share) {
    if (predicted.length < windows * outputs || truth.length < windows * truths) {
      throw new IllegalArgumentException(
          predicted.length
              + " outputs and "
              + truth.length
              + " truths for "
              + windows
              + " windows");
    }
    return switch (loss) {
      case MSE, MAE, HUBER, BINARY_CROSS_ENTROPY ->
          pointwise(predicted, truth, windows, slopes, share);
      case CATEGORICAL_CROSS_ENTROPY -> categorical(predicted, truth, windows, slopes, share);
      case PINBALL -> pinball(predicted, truth, windows, slopes, share);
      case GAUSSIAN_NLL -> gaussian(predicted, truth, windows, slopes, share);
    };
  }

  private double pointwise(
      float[] predicted, float[] truth, int windows, float[] slopes, double share) {
    double sum = 0;
    for (int i = 0; i < windows * outputs; i++) {
      double x = predicted[i];
      double y = truth[i];
      double error = x - y;
      double slope;
      switch (loss) {
        case MSE -> {
          sum += error * error;
          slope = 2 * error;
        }
        case MAE -> {
          sum += Math.abs(error);
          slope = Math.signum(error);
        }
        case HUBER -> {
          double size = Math.abs(error);
          sum += size < 1 ? 0.5 * error * error : size - 0.5;
          slope = Math.max(-1, Math.min(1, error));
        }
        default -> {
          // ln(1 + e^-|x|) never overflows.
          sum += Math.max(x, 0) - x * y + Math.log1p(Math.exp(-Math.abs(x)));
          slope = sigmoid(x) - y;
        }
      }
      if (share > 0) {
        slopes[i] = (float) (slope * share);
      }
    }
    return sum;
  }

  private double categorical(
      float[] predicted, float[] truth, int windows, float[] slopes, double share) {
    double sum = 0;
    for (int from = 0; from < windows * outputs; from += classes) {
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
      for (int c = from; c < from + classes; c++) {
        sum += truth[c] * (log - predicted[c]);
        if (share > 0) {
          double probability = Math.exp(predicted[c] - log);
          slopes[c] = (float) ((mass * probability - truth[c]) * share);
        }
      }
    }
    return sum;
  }

  private double pinball(
      float[] predicted, float[] truth, int windows, float[] slopes, double share) {
    double sum = 0;
    for (int i = 0; i < windows * outputs; i++) {
      double level = levels[i % levels.length];
      double error = (double) truth[i / levels.length] - predicted[i];
      sum += Math.max(level * error, (level - 1) * error);
      if (share > 0) {
        double slope = error > 0 ? -level : error < 0 ? 1 - level : error == 0 ? 0 : Double.NaN;
        slopes[i] = (float) (slope * share);
      }
    }
    return sum;
  }

  private double gaussian(
      float[] predicted, float[] truth, int windows, float[] slopes, double share) {
    double sum = 0;
    for (int i = 0; i < windows * truths; i++) {
      double raw = predicted[2 * i + 1];
      double scale =
          Math.max(raw, 0) + Math.log1p(Math.exp(-Math.abs(raw))) + Head.Gaussian.LEAST_SCALE;
      double error = ((double) predicted[2 * i] - truth[i]) / scale;
      sum += HALF_LOG_TWO_PI + Math.log(scale) + 0.5 * error * error;
      if (share > 0) {
        slopes[2 * i] = (float) (error / scale * share);
        slopes[2 * i + 1] = (float) ((1 - error * error) / scale * sigmoid(raw) * share);
      }
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }
}
