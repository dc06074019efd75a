package io.penstock.modelling;

import io.penstock.dataset.Windows;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import java.util.Arrays;

/** From what a network gives to forecasts in the targets' own units, as the exported graph does. */
public final class Outputs {
  private Outputs() {}

  /**
   * Turns raw outputs into what the head says they mean, in place: quantiles in ascending order,
   * probabilities, mean and scale. The anchor is added to values, quantiles and means, and their
   * scaling is inverted; a Gaussian's scale is multiplied by the target's.
   *
   * @param outputs [window, horizon, target, parameter], row-major, as the network gives them
   * @param windows the windows that they belong to
   * @return the same array
   */
  public static float[] toRaw(
      float[] outputs, Windows windows, Network network, Preparation preparation) {
    int targets = network.targets();
    int parameters = network.head().parameters();
    int at = 0;
    for (int i = 0; i < windows.size(); i++) {
      for (int step = 0; step < network.horizon(); step++) {
        for (int k = 0; k < targets; k++) {
          toRaw(outputs, at, network.head(), windows.anchor(i, k), preparation.target(k));
          at += parameters;
        }
      }
    }
    return outputs;
  }

  /** The numbers of one step and target, from {@code at} on. */
  private static void toRaw(
      float[] outputs, int at, Head head, float anchor, ColumnScaling scaling) {
    int end = at + head.parameters();
    if (head instanceof Head.Linear) {
      outputs[at] = scaling.invert(outputs[at] + anchor);
    } else if (head instanceof Head.Sigmoid) {
      outputs[at] = (float) (1 / (1 + Math.exp(-outputs[at])));
    } else if (head instanceof Head.Softmax) {
      softmax(outputs, at, end);
    } else if (head instanceof Head.Quantiles) {
      for (int q = at; q < end; q++) {
        outputs[q] = scaling.invert(outputs[q] + anchor);
      }
      Arrays.sort(outputs, at, end);
    } else if (head instanceof Head.Gaussian) {
      outputs[at] = scaling.invert(outputs[at] + anchor);
      outputs[at + 1] = (float) (gaussianScale(outputs[at + 1]) * scaling.scale());
    }
  }

  private static void softmax(float[] logits, int from, int to) {
    double greatest = Double.NEGATIVE_INFINITY;
    for (int c = from; c < to; c++) {
      greatest = Math.max(greatest, logits[c]);
    }
    double sum = 0;
    for (int c = from; c < to; c++) {
      sum += Math.exp(logits[c] - greatest);
    }
    for (int c = from; c < to; c++) {
      logits[c] = (float) (Math.exp(logits[c] - greatest) / sum);
    }
  }

  /** softplus(s) + 1e-6, in a form that does not overflow. */
  private static double gaussianScale(double s) {
    return Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s))) + Head.Gaussian.LEAST_SCALE;
  }
}
