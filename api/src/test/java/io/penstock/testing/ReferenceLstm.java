package io.penstock.testing;

import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.training.Loss;
import java.util.Arrays;

/**
 * A network of forward tanh layers written down plainly from its definition, in double precision,
 * forward and backward through time. It knows no engine and is slow; the engines are held against
 * it.
 */
public final class ReferenceLstm {
  private final Network network;
  private final WeightLayout layout;

  /**
   * @param network of forward layers with tanh
   */
  public ReferenceLstm(Network network) {
    this.network = network;
    this.layout = WeightLayout.of(network);
  }

  /** What one layer computed for one window; backward needs it. */
  private static final class Trace {
    final double[][] inputs;
    final double[][] gates;
    final double[][] cells;
    final double[][] states;

    Trace(double[][] inputs, int units) {
      this.inputs = inputs;
      this.gates = new double[inputs.length][4 * units];
      this.cells = new double[inputs.length][units];
      this.states = new double[inputs.length][units];
    }
  }

  /**
   * The outputs of windows.
   *
   * @param weights the flat vector
   * @param inputs [window, lookBack, features], row-major
   * @return [window, outputs], row-major
   */
  public double[] outputs(double[] weights, float[] inputs) {
    int windows = inputs.length / (network.lookBack() * network.features());
    double[] outputs = new double[windows * network.outputs()];
    for (int n = 0; n < windows; n++) {
      head(weights, lastState(forward(weights, inputs, n)), outputs, n);
    }
    return outputs;
  }

  /**
   * Mean loss and its gradient, by the chain rule.
   *
   * @param gradient receives the gradient; overwritten
   */
  public double gradient(
      Loss loss, double[] weights, float[] inputs, float[] targets, double[] gradient) {
    Arrays.fill(gradient, 0);
    int outputs = network.outputs();
    int windows = targets.length / outputs;
    double sum = 0;
    for (int n = 0; n < windows; n++) {
      Trace[] traces = forward(weights, inputs, n);
      double[] predicted = new double[outputs];
      head(weights, lastState(traces), predicted, 0);
      double[] slope = new double[outputs];
      for (int o = 0; o < outputs; o++) {
        double error = predicted[o] - targets[n * outputs + o];
        sum += loss == Loss.MSE ? error * error : Math.abs(error);
        slope[o] = (loss == Loss.MSE ? 2 * error : Math.signum(error)) / targets.length;
      }
      backward(weights, traces, slope, gradient);
    }
    return sum / targets.length;
  }

  private static double[] lastState(Trace[] traces) {
    double[][] states = traces[traces.length - 1].states;
    return states[states.length - 1];
  }

  private Trace[] forward(double[] weights, float[] inputs, int window) {
    int features = network.features();
    double[][] sequence = new double[network.lookBack()][features];
    for (int t = 0; t < sequence.length; t++) {
      for (int f = 0; f < features; f++) {
        sequence[t][f] = inputs[(window * sequence.length + t) * features + f];
      }
    }
    Trace[] traces = new Trace[network.layers().size()];
    for (int l = 0; l < traces.length; l++) {
      traces[l] = layer(l, weights, sequence);
      sequence = traces[l].states;
    }
    return traces;
  }

  private Trace layer(int number, double[] weights, double[][] sequence) {
    LstmLayer layer = network.layers().get(number);
    int units = layer.units();
    int w = offset(number, "W");
    int r = offset(number, "R");
    int b = offset(number, "b");
    Trace trace = new Trace(sequence, units);
    for (int t = 0; t < sequence.length; t++) {
      double[] before = t == 0 ? new double[units] : trace.states[t - 1];
      double[] cellBefore = t == 0 ? new double[units] : trace.cells[t - 1];
      double[] gates = trace.gates[t];
      for (int row = 0; row < gates.length; row++) {
        double sum =
            weights[b + row]
                + dot(weights, w + row * sequence[t].length, sequence[t])
                + dot(weights, r + row * units, before);
        gates[row] = row < 3 * units ? 1 / (1 + Math.exp(-sum)) : Math.tanh(sum);
      }
      for (int u = 0; u < units; u++) {
        double cell = gates[2 * units + u] * cellBefore[u] + gates[u] * gates[3 * units + u];
        trace.cells[t][u] = cell;
        trace.states[t][u] = gates[units + u] * Math.tanh(cell);
      }
    }
    return trace;
  }

  private void head(double[] weights, double[] state, double[] outputs, int window) {
    int w = layout.slot("head.W").offset();
    int b = layout.slot("head.b").offset();
    int count = network.outputs();
    for (int o = 0; o < count; o++) {
      outputs[window * count + o] = weights[b + o] + dot(weights, w + o * state.length, state);
    }
  }

  private void backward(double[] weights, Trace[] traces, double[] slope, double[] gradient) {
    double[] state = lastState(traces);
    int w = layout.slot("head.W").offset();
    int b = layout.slot("head.b").offset();
    double[][] states = new double[network.lookBack()][state.length];
    double[] last = states[states.length - 1];
    for (int o = 0; o < slope.length; o++) {
      gradient[b + o] += slope[o];
      for (int u = 0; u < state.length; u++) {
        gradient[w + o * state.length + u] += slope[o] * state[u];
        last[u] += slope[o] * weights[w + o * state.length + u];
      }
    }
    for (int l = traces.length - 1; l >= 0; l--) {
      states = layerBackward(l, weights, traces[l], states, gradient);
    }
  }

  /** From d loss / d states of a layer to d loss / d inputs; adds the gradient of its weights. */
  private double[][] layerBackward(
      int number, double[] weights, Trace trace, double[][] states, double[] gradient) {
    int units = network.layers().get(number).units();
    int w = offset(number, "W");
    int r = offset(number, "R");
    int b = offset(number, "b");
    double[][] inputs = new double[trace.inputs.length][trace.inputs[0].length];
    double[] fromNext = new double[units];
    double[] cellFromNext = new double[units];
    for (int t = trace.inputs.length - 1; t >= 0; t--) {
      double[] gates = trace.gates[t];
      double[] before = t == 0 ? new double[units] : trace.states[t - 1];
      double[] slopes = new double[4 * units];
      for (int u = 0; u < units; u++) {
        double i = gates[u];
        double o = gates[units + u];
        double f = gates[2 * units + u];
        double c = gates[3 * units + u];
        double tanh = Math.tanh(trace.cells[t][u]);
        double dh = states[t][u] + fromNext[u];
        double dc = cellFromNext[u] + dh * o * (1 - tanh * tanh);
        slopes[u] = dc * c * i * (1 - i);
        slopes[units + u] = dh * tanh * o * (1 - o);
        slopes[2 * units + u] = t == 0 ? 0 : dc * trace.cells[t - 1][u] * f * (1 - f);
        slopes[3 * units + u] = dc * i * (1 - c * c);
        cellFromNext[u] = dc * f;
      }
      fromNext = new double[units];
      for (int row = 0; row < slopes.length; row++) {
        double slope = slopes[row];
        gradient[b + row] += slope;
        for (int k = 0; k < inputs[t].length; k++) {
          gradient[w + row * inputs[t].length + k] += slope * trace.inputs[t][k];
          inputs[t][k] += slope * weights[w + row * inputs[t].length + k];
        }
        for (int u = 0; u < units; u++) {
          gradient[r + row * units + u] += slope * before[u];
          fromNext[u] += slope * weights[r + row * units + u];
        }
      }
    }
    return inputs;
  }

  private int offset(int layer, String tensor) {
    return layout.slot("lstm." + layer + "." + tensor).offset();
  }

  private static double dot(double[] weights, int from, double[] values) {
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += weights[from + i] * values[i];
    }
    return sum;
  }
}
