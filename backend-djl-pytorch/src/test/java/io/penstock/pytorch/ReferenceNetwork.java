package io.penstock.pytorch;

import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.training.Loss;

/**
 * A network of forward layers written down plainly from its definition, in double precision; knows
 * no engine.
 */
final class ReferenceNetwork {
  private final Network network;
  private final WeightLayout layout;

  ReferenceNetwork(Network network) {
    this.network = network;
    this.layout = WeightLayout.of(network);
  }

  /** The outputs, [size, output], of inputs [size, lookBack, features]. */
  double[] outputs(double[] weights, float[] inputs) {
    int window = network.lookBack() * network.features();
    int size = inputs.length / window;
    double[] outputs = new double[size * network.outputs()];
    for (int n = 0; n < size; n++) {
      double[][] sequence = new double[network.lookBack()][network.features()];
      for (int t = 0; t < sequence.length; t++) {
        for (int f = 0; f < network.features(); f++) {
          sequence[t][f] = inputs[n * window + t * network.features() + f];
        }
      }
      for (int l = 0; l < network.layers().size(); l++) {
        sequence = layer(l, weights, sequence);
      }
      double[] state = sequence[sequence.length - 1];
      int w = layout.slot("head.W").offset();
      int b = layout.slot("head.b").offset();
      for (int o = 0; o < network.outputs(); o++) {
        outputs[n * network.outputs() + o] =
            weights[b + o] + dot(weights, w + o * state.length, state);
      }
    }
    return outputs;
  }

  private double[][] layer(int number, double[] weights, double[][] sequence) {
    LstmLayer layer = network.layers().get(number);
    int units = layer.units();
    int w = layout.slot("lstm." + number + ".W").offset();
    int r = layout.slot("lstm." + number + ".R").offset();
    int b = layout.slot("lstm." + number + ".b").offset();
    double[] hidden = new double[units];
    double[] cell = new double[units];
    double[][] states = new double[sequence.length][];
    for (int t = 0; t < sequence.length; t++) {
      double[] x = sequence[t];
      double[] gates = new double[4 * units];
      for (int row = 0; row < gates.length; row++) {
        gates[row] =
            weights[b + row]
                + dot(weights, w + row * x.length, x)
                + dot(weights, r + row * units, hidden);
      }
      double[] next = new double[units];
      for (int u = 0; u < units; u++) {
        double input = sigmoid(gates[u]);
        double output = sigmoid(gates[units + u]);
        double forget = sigmoid(gates[2 * units + u]);
        cell[u] = forget * cell[u] + input * Math.tanh(gates[3 * units + u]);
        next[u] = output * Math.tanh(cell[u]);
      }
      hidden = next;
      states[t] = next;
    }
    return states;
  }

  private static double dot(double[] weights, int from, double[] x) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += weights[from + i] * x[i];
    }
    return sum;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  /** The mean loss. */
  double loss(Loss loss, double[] weights, float[] inputs, float[] targets) {
    double[] outputs = outputs(weights, inputs);
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      double error = outputs[i] - targets[i];
      sum += loss == Loss.MSE ? error * error : Math.abs(error);
    }
    return sum / outputs.length;
  }

  /** The gradient of the mean loss by central differences. */
  double[] gradient(Loss loss, double[] weights, float[] inputs, float[] targets) {
    double step = 1e-5;
    double[] moved = weights.clone();
    double[] gradient = new double[weights.length];
    for (int i = 0; i < weights.length; i++) {
      moved[i] = weights[i] + step;
      double above = loss(loss, moved, inputs, targets);
      moved[i] = weights[i] - step;
      double below = loss(loss, moved, inputs, targets);
      moved[i] = weights[i];
      gradient[i] = (above - below) / (2 * step);
    }
    return gradient;
  }
}
