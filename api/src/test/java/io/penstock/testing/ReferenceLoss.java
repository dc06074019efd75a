package io.penstock.testing;

import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.training.Loss;
import java.util.Arrays;
import java.util.List;

/**
 * The losses of one window written down from their definitions, in double precision, apart from
 * {@link io.penstock.training.LossFunction}, which is held against them.
 */
public final class ReferenceLoss {
  private final Loss loss;
  private final Network network;

  /**
   * @param loss one that goes with the network's head
   */
  public ReferenceLoss(Loss loss, Network network) {
    this.loss = loss;
    this.network = network;
  }

  /** The mean over a window's terms, each of weight 1. */
  public double mean(double[] outputs, double[] truths) {
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
  public double mean(double[] outputs, double[] truths, double[] weights) {
    double sum = 0;
    for (int i = 0; i < places(); i++) {
      sum += weights[i] * term(part(outputs, i), part(truths, i));
    }
    return sum / divisor();
  }

  /** The slope of the mean at each output, each truth of weight 1. */
  public double[] slopes(double[] outputs, double[] truths) {
    return slopes(outputs, truths, ones());
  }

  /** The slope of the weighted mean at each output. */
  public double[] slopes(double[] outputs, double[] truths, double[] weights) {
    double[] slopes = new double[outputs.length];
    int width = outputs.length / places();
    for (int i = 0; i < places(); i++) {
      double[] slope = slope(part(outputs, i), part(truths, i));
      for (int k = 0; k < width; k++) {
        slopes[i * width + k] = weights[i] * slope[k] / divisor();
      }
    }
    return slopes;
  }

  private double[] ones() {
    double[] ones = new double[places()];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** Targets times steps: each has raw numbers and truths of its own. */
  private int places() {
    return network.horizon() * network.targets();
  }

  /** Pinball is a mean over quantiles too. */
  private int divisor() {
    return loss == Loss.PINBALL ? places() * levels().size() : places();
  }

  private double[] part(double[] values, int place) {
    int width = values.length / places();
    double[] part = new double[width];
    System.arraycopy(values, place * width, part, 0, width);
    return part;
  }

  private List<Double> levels() {
    return ((Head.Quantiles) network.head()).levels();
  }

  /** Errors are those of the probability where the head gives one. */
  private double point(double[] x) {
    return network.head() instanceof Head.Sigmoid ? logistic(x[0]) : x[0];
  }

  /** The slope of {@link #point}: of the logistic function 1 / (4 cosh²(x / 2)). */
  private double pointSlope(double[] x) {
    return network.head() instanceof Head.Sigmoid ? 0.25 / Math.pow(Math.cosh(x[0] / 2), 2) : 1;
  }

  private double term(double[] x, double[] y) {
    double error = y[0] - point(x);
    return switch (loss) {
      case MSE -> Math.pow(error, 2);
      case MAE -> Math.abs(error);
      case HUBER -> Math.abs(error) <= 1 ? Math.pow(error, 2) / 2 : Math.abs(error) - 0.5;
      case BINARY_CROSS_ENTROPY -> y[0] * softplus(-x[0]) + (1 - y[0]) * softplus(x[0]);
      case CATEGORICAL_CROSS_ENTROPY -> {
        double logSum = x[0];
        for (int c = 1; c < x.length; c++) {
          logSum = Math.max(logSum, x[c]) + softplus(-Math.abs(logSum - x[c]));
        }
        double sum = 0;
        for (int c = 0; c < x.length; c++) {
          sum -= y[c] * (x[c] - logSum);
        }
        yield sum;
      }
      case PINBALL -> {
        double sum = 0;
        for (int q = 0; q < x.length; q++) {
          double above = y[0] - x[q];
          sum += above > 0 ? levels().get(q) * above : (levels().get(q) - 1) * above;
        }
        yield sum;
      }
      case GAUSSIAN_NLL -> {
        double scale = softplus(x[1]) + 1e-6;
        yield Math.log(scale * Math.sqrt(2 * Math.PI)) + Math.pow(error / scale, 2) / 2;
      }
    };
  }

  private double[] slope(double[] x, double[] y) {
    double error = point(x) - y[0];
    return switch (loss) {
      case MSE -> new double[] {2 * error * pointSlope(x)};
      case MAE -> new double[] {Math.signum(error) * pointSlope(x)};
      case HUBER ->
          new double[] {(Math.abs(error) <= 1 ? error : Math.signum(error)) * pointSlope(x)};
      case BINARY_CROSS_ENTROPY -> new double[] {logistic(x[0]) - y[0]};
      case CATEGORICAL_CROSS_ENTROPY -> {
        double[] slope = new double[x.length];
        for (int k = 0; k < x.length; k++) {
          double inverse = 0;
          for (double other : x) {
            inverse += Math.exp(other - x[k]);
          }
          for (int c = 0; c < x.length; c++) {
            slope[k] += y[c] * (1 / inverse - (c == k ? 1 : 0));
          }
        }
        yield slope;
      }
      case PINBALL -> {
        double[] slope = new double[x.length];
        for (int q = 0; q < x.length; q++) {
          double below = Math.signum(x[q] - y[0]);
          slope[q] = below * Math.abs((below > 0 ? 1 : 0) - levels().get(q));
        }
        yield slope;
      }
      case GAUSSIAN_NLL -> {
        double scale = softplus(x[1]) + 1e-6;
        double byScale = 1 / scale - error * error / Math.pow(scale, 3);
        yield new double[] {error / (scale * scale), byScale * logistic(x[1])};
      }
    };
  }

  /** ln(1 + e^x). */
  private static double softplus(double x) {
    return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
  }

  private static double logistic(double x) {
    return (1 + Math.tanh(x / 2)) / 2;
  }
}
