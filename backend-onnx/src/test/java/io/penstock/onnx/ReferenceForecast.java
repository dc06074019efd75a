package io.penstock.onnx;

import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Slot;
import io.penstock.preparation.ColumnScaling;

/** The definition of a model's forecast, in float64, one number at a time. */
final class ReferenceForecast {
  private final Example model;
  private final float[] flat;

  ReferenceForecast(Example model) {
    this.model = model;
    this.flat = model.weights().toArray();
  }

  /**
   * @param windows raw, [window, lookBack, column]
   * @param number which of them
   * @return [horizon, target] in the targets' units
   */
  double[] of(float[] windows, int number) {
    int columns = model.preparation().columns().size();
    int lookBack = model.network().lookBack();
    double[][] prepared = new double[lookBack][columns];
    double[][] steps = new double[lookBack][model.network().features()];
    for (int t = 0; t < lookBack; t++) {
      for (int k = 0; k < columns; k++) {
        ColumnScaling column = model.preparation().columns().get(k);
        double raw = windows[(number * lookBack + t) * columns + k];
        prepared[t][k] = (raw - column.centre()) / column.scale();
      }
      for (int k = 0; k < steps[t].length; k++) {
        steps[t][k] = prepared[t][model.preparation().features().get(k)];
      }
    }
    double[] state = new double[0];
    for (int l = 0; l < model.network().layers().size(); l++) {
      LstmLayer layer = model.network().layers().get(l);
      int h = layer.units();
      double[][] states = new double[lookBack][layer.outputs()];
      state = new double[layer.outputs()];
      for (int d = 0; d < layer.direction().count(); d++) {
        double[] hidden = direction(l, d, steps, states);
        System.arraycopy(hidden, 0, state, d * h, h);
      }
      steps = states;
    }
    return head(state, prepared[lookBack - 1]);
  }

  /**
   * Runs one direction over the steps, puts its states into its columns, and returns the last it
   * computed.
   */
  private double[] direction(int l, int d, double[][] steps, double[][] states) {
    LstmLayer layer = model.network().layers().get(l);
    int h = layer.units();
    double[] hidden = new double[h];
    double[] cell = new double[h];
    for (int s = 0; s < steps.length; s++) {
      int t = d == 0 ? s : steps.length - 1 - s;
      double[] next = new double[h];
      for (int u = 0; u < h; u++) {
        double input = sigmoid(gate(l, d, u, steps[t], hidden));
        double output = sigmoid(gate(l, d, h + u, steps[t], hidden));
        double forget = sigmoid(gate(l, d, 2 * h + u, steps[t], hidden));
        double candidate = activate(layer, gate(l, d, 3 * h + u, steps[t], hidden));
        cell[u] = forget * cell[u] + input * candidate;
        next[u] = output * activate(layer, cell[u]);
      }
      hidden = next;
      System.arraycopy(hidden, 0, states[t], d * h, h);
    }
    return hidden;
  }

  private double gate(int l, int d, int row, double[] x, double[] hidden) {
    WeightLayout layout = WeightLayout.of(model.network());
    Slot w = layout.slot("lstm." + l + ".W");
    Slot r = layout.slot("lstm." + l + ".R");
    Slot b = layout.slot("lstm." + l + ".b");
    int line = d * b.shape().get(1) + row;
    double sum = flat[b.offset() + line];
    for (int k = 0; k < x.length; k++) {
      sum += flat[w.offset() + line * x.length + k] * x[k];
    }
    for (int k = 0; k < hidden.length; k++) {
      sum += flat[r.offset() + line * hidden.length + k] * hidden[k];
    }
    return sum;
  }

  private double[] head(double[] state, double[] lastRow) {
    WeightLayout layout = WeightLayout.of(model.network());
    Slot w = layout.slot("head.W");
    Slot b = layout.slot("head.b");
    double[] forecast = new double[model.network().outputs()];
    for (int i = 0; i < forecast.length; i++) {
      int target = i % model.network().targets();
      double sum = flat[b.offset() + i];
      for (int k = 0; k < state.length; k++) {
        sum += flat[w.offset() + i * state.length + k] * state[k];
      }
      if (model.network().anchor() == Anchor.LAST_VALUE) {
        sum += lastRow[model.preparation().targets().get(target)];
      }
      ColumnScaling column = model.preparation().target(target);
      forecast[i] = sum * column.scale() + column.centre();
    }
    return forecast;
  }

  private static double activate(LstmLayer layer, double x) {
    return layer.activation() == Activation.RELU ? Math.max(0, x) : Math.tanh(x);
  }

  private static double sigmoid(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
