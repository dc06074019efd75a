package io.penstock.diagnosis;

import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Computes a network's layers as {@link Network} defines them, in double precision, and remembers
 * which relu units have given anything but 0.
 */
final class ReluUnits {
  private final Network network;
  private final WeightLayout layout;
  private final Weights weights;
  private final Map<String, boolean[]> layers = new LinkedHashMap<>();

  ReluUnits(Network network, Weights weights) {
    this.network = network;
    this.layout = WeightLayout.of(network);
    this.weights = weights;
    network.embedding().ifPresent(units -> layers.put("the embedding", new boolean[units]));
    for (int l = 0; l < network.layers().size(); l++) {
      if (network.layers().get(l).activation() == Activation.RELU) {
        layers.put(name(l), new boolean[network.layers().get(l).outputs()]);
      }
    }
  }

  private static String name(int layer) {
    return "LSTM layer " + (layer + 1);
  }

  /** By the layer's name, for each unit whether it has fired. */
  Map<String, boolean[]> layers() {
    return layers;
  }

  /**
   * Reads a window.
   *
   * @param window [lookBack, features], row-major, prepared
   */
  void read(float[] window) {
    int steps = network.steps();
    int values = network.stepValues();
    double[][] sequence = new double[steps][values];
    for (int step = 0; step < steps; step++) {
      for (int k = 0; k < values; k++) {
        sequence[step][k] = window[step * values + k];
      }
    }
    if (network.embedding().isPresent()) {
      sequence = embedded(sequence);
    }
    for (int l = 0; l < network.layers().size(); l++) {
      sequence = lstm(l, sequence);
    }
  }

  private double[][] embedded(double[][] sequence) {
    float[] matrix = weights.slot(layout.slot("embedding.W"));
    float[] bias = weights.slot(layout.slot("embedding.b"));
    boolean[] fired = layers.get("the embedding");
    double[][] outputs = new double[sequence.length][bias.length];
    for (int step = 0; step < sequence.length; step++) {
      for (int unit = 0; unit < bias.length; unit++) {
        double sum = bias[unit] + product(matrix, unit, sequence[step]);
        outputs[step][unit] = Math.max(0, sum);
        fired[unit] |= sum > 0;
      }
    }
    return outputs;
  }

  private static double product(float[] matrix, int row, double[] vector) {
    double sum = 0;
    int at = row * vector.length;
    for (double value : vector) {
      sum += matrix[at++] * value;
    }
    return sum;
  }

  private double[][] lstm(int l, double[][] sequence) {
    LstmLayer layer = network.layers().get(l);
    float[] input = weights.slot(layout.slot("lstm." + l + ".W"));
    float[] recurrent = weights.slot(layout.slot("lstm." + l + ".R"));
    float[] bias = weights.slot(layout.slot("lstm." + l + ".b"));
    int units = layer.units();
    double[][] outputs = new double[sequence.length][layer.outputs()];
    for (int d = 0; d < layer.direction().count(); d++) {
      double[] hidden = new double[units];
      double[] cell = new double[units];
      boolean backward = layer.direction() == Direction.BIDIRECTIONAL && d == 1;
      for (int k = 0; k < sequence.length; k++) {
        int step = backward ? sequence.length - 1 - k : k;
        double[] sums = new double[4 * units];
        for (int gate = 0; gate < sums.length; gate++) {
          int row = d * 4 * units + gate;
          sums[gate] =
              bias[row] + product(input, row, sequence[step]) + product(recurrent, row, hidden);
        }
        for (int unit = 0; unit < units; unit++) {
          double in = sigmoid(sums[unit]);
          double out = sigmoid(sums[units + unit]);
          double forget = sigmoid(sums[2 * units + unit]);
          double candidate = activation(layer.activation(), sums[3 * units + unit]);
          cell[unit] = forget * cell[unit] + in * candidate;
          hidden[unit] = out * activation(layer.activation(), cell[unit]);
          outputs[step][d * units + unit] = hidden[unit];
        }
      }
    }
    boolean[] fired = layers.get(name(l));
    if (fired != null) {
      for (double[] output : outputs) {
        for (int unit = 0; unit < output.length; unit++) {
          fired[unit] |= output[unit] > 0;
        }
      }
    }
    return outputs;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }

  private static double activation(Activation activation, double x) {
    return switch (activation) {
      case TANH -> Math.tanh(x);
      case RELU -> Math.max(0, x);
      case LEAKY_RELU -> x > 0 ? x : Activation.LEAK * x;
      case SIGMOID -> sigmoid(x);
    };
  }
}
