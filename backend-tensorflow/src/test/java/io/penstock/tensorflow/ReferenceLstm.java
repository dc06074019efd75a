package io.penstock.tensorflow;

import io.penstock.network.Network;
import io.penstock.training.Loss;

/**
 * A stack of LSTM layers with a linear head in double precision, written straight from the formulas
 * that {@link Network} and {@link io.penstock.network.WeightLayout} state.
 */
record ReferenceLstm(Network network, Loss loss) {
  /** Outputs [size, outputs] for inputs [size, T, F]. */
  double[] outputs(double[] weights, float[] inputs) {
    int window = network.lookBack() * network.features();
    int size = inputs.length / window;
    double[] outputs = new double[size * network.outputs()];
    for (int b = 0; b < size; b++) {
      double[] output = output(weights, inputs, b * window);
      System.arraycopy(output, 0, outputs, b * output.length, output.length);
    }
    return outputs;
  }

  /** Mean loss over all outputs. */
  double loss(double[] weights, float[] inputs, float[] targets) {
    double[] outputs = outputs(weights, inputs);
    double sum = 0;
    for (int k = 0; k < outputs.length; k++) {
      double error = outputs[k] - targets[k];
      sum +=
          switch (loss) {
            case MSE -> error * error;
            case MAE -> Math.abs(error);
          };
    }
    return sum / outputs.length;
  }

  /** The loss's gradient by central differences. */
  double[] gradient(double[] weights, float[] inputs, float[] targets) {
    double step = 1e-6;
    double[] moved = weights.clone();
    double[] gradient = new double[weights.length];
    for (int k = 0; k < weights.length; k++) {
      moved[k] = weights[k] + step;
      double above = loss(moved, inputs, targets);
      moved[k] = weights[k] - step;
      double below = loss(moved, inputs, targets);
      moved[k] = weights[k];
      gradient[k] = (above - below) / (2 * step);
    }
    return gradient;
  }

  private double[] output(double[] weights, float[] inputs, int from) {
    double[][] steps = new double[network.lookBack()][network.features()];
    for (int t = 0; t < steps.length; t++) {
      for (int k = 0; k < network.features(); k++) {
        steps[t][k] = inputs[from + t * network.features() + k];
      }
    }
    int at = 0;
    for (int l = 0; l < network.layers().size(); l++) {
      int h = network.layers().get(l).units();
      int i = network.inputs(l);
      steps = layer(weights, at, i, h, steps);
      at += 4 * h * (i + h + 1);
    }
    double[] state = steps[steps.length - 1];
    double[] output = new double[network.outputs()];
    for (int k = 0; k < output.length; k++) {
      output[k] = weights[at + output.length * state.length + k];
      for (int j = 0; j < state.length; j++) {
        output[k] += weights[at + k * state.length + j] * state[j];
      }
    }
    return output;
  }

  private static double[][] layer(double[] weights, int at, int inputs, int h, double[][] steps) {
    int recurrent = at + 4 * h * inputs;
    int bias = recurrent + 4 * h * h;
    double[] state = new double[h];
    double[] cell = new double[h];
    double[][] states = new double[steps.length][];
    for (int t = 0; t < steps.length; t++) {
      double[] sums = new double[4 * h];
      for (int row = 0; row < 4 * h; row++) {
        sums[row] = weights[bias + row];
        for (int k = 0; k < inputs; k++) {
          sums[row] += weights[at + row * inputs + k] * steps[t][k];
        }
        for (int k = 0; k < h; k++) {
          sums[row] += weights[recurrent + row * h + k] * state[k];
        }
      }
      double[] next = new double[h];
      for (int k = 0; k < h; k++) {
        double in = sigmoid(sums[k]);
        double out = sigmoid(sums[h + k]);
        double forget = sigmoid(sums[2 * h + k]);
        cell[k] = forget * cell[k] + in * Math.tanh(sums[3 * h + k]);
        next[k] = out * Math.tanh(cell[k]);
      }
      state = next;
      states[t] = next;
    }
    return states;
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
