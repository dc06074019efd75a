package io.penstock.onnx;

import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.testing.ReferenceLstm;
import java.util.Arrays;

/** The definition of a model's forecast, in float64, one number at a time. */
final class ReferenceForecast {
  private final Network network;
  private final Preparation preparation;
  private final ReferenceLstm lstm;
  private final double[] weights;

  ReferenceForecast(Example model) {
    this.network = model.network();
    this.preparation = model.preparation();
    this.lstm = new ReferenceLstm(network);
    float[] flat = model.weights().toArray();
    this.weights = new double[flat.length];
    for (int i = 0; i < flat.length; i++) {
      weights[i] = flat[i];
    }
  }

  /**
   * @param windows raw, [window, lookBack, column]
   * @param number which of them
   * @return [horizon, target, parameter] in the targets' units
   */
  double[] of(float[] windows, int number) {
    int columns = preparation.columns().size();
    int from = number * network.lookBack() * columns;
    float[] inputs = new float[network.lookBack() * network.features()];
    for (int i = 0; i < inputs.length; i++) {
      int column = preparation.features().get(i % network.features());
      inputs[i] =
          preparation
              .columns()
              .get(column)
              .apply(windows[from + i / network.features() * columns + column]);
    }
    double[] forecast = lstm.outputs(weights, inputs);
    int parameters = network.head().parameters();
    int lastRow = from + (network.lookBack() - 1) * columns;
    for (int at = 0; at < forecast.length; at += parameters) {
      int target = at / parameters % network.targets();
      ColumnScaling column = preparation.target(target);
      double last = windows[lastRow + preparation.targets().get(target)];
      double anchor =
          network.anchor() == Anchor.LAST_VALUE ? (last - column.centre()) / column.scale() : 0;
      head(forecast, at, anchor, column);
    }
    return forecast;
  }

  /** What one step's and target's raw numbers mean, in place. */
  private void head(double[] raw, int at, double anchor, ColumnScaling column) {
    Head head = network.head();
    if (head instanceof Head.Linear) {
      raw[at] = (raw[at] + anchor) * column.scale() + column.centre();
    } else if (head instanceof Head.Sigmoid) {
      raw[at] = 1 / (1 + Math.exp(-raw[at]));
    } else if (head instanceof Head.Softmax softmax) {
      double sum = 0;
      for (int c = at; c < at + softmax.classes(); c++) {
        raw[c] = Math.exp(raw[c]);
        sum += raw[c];
      }
      for (int c = at; c < at + softmax.classes(); c++) {
        raw[c] /= sum;
      }
    } else if (head instanceof Head.Quantiles quantiles) {
      int end = at + quantiles.levels().size();
      for (int q = at; q < end; q++) {
        raw[q] = (raw[q] + anchor) * column.scale() + column.centre();
      }
      Arrays.sort(raw, at, end);
    } else if (head instanceof Head.Gaussian) {
      raw[at] = (raw[at] + anchor) * column.scale() + column.centre();
      raw[at + 1] = (Math.log1p(Math.exp(raw[at + 1])) + 1e-6) * column.scale();
    }
  }
}
