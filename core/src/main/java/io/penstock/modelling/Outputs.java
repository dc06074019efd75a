package io.penstock.modelling;

import io.penstock.dataset.Windows;
import io.penstock.model.Calibration;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import java.util.Arrays;

/** From what a network gives to forecasts in the targets' own units, as the exported graph does. */
public final class Outputs {
  private Outputs() {}

  /**
   * Turns raw outputs into what a model gives: the ends and the middle of its intervals if it has
   * some, and otherwise what the head says they mean.
   *
   * @param outputs [example, horizon, target, parameter], row-major, as the network gives them;
   *     overwritten
   * @param windows the windows that they belong to
   * @param network whose outputs they are
   * @param preparation leads back to raw units
   * @param calibration what was learnt after training
   * @return [window, horizon, target, parameter], row-major, of the model's forecast
   */
  public static float[] toRaw(
      float[] outputs,
      Windows windows,
      Network network,
      Preparation preparation,
      Calibration calibration) {
    return calibration
        .intervals()
        .map(
            intervals ->
                Surrounded.of(outputs, windows, network, preparation, intervals.changes())
                    .with(intervals))
        .orElseGet(() -> toRaw(outputs, windows, network, preparation));
  }

  /**
   * Turns raw outputs into what the head says they mean: quantiles in ascending order,
   * probabilities, mean and scale. What is relative to the anchor is multiplied by the window's
   * scale and added to the reference, its scaling is inverted, and what steps have done to the
   * target is undone; a Gaussian's scale is multiplied by the window's and the target's.
   *
   * @param outputs [example, horizon, target, parameter], row-major, as the network gives them;
   *     overwritten
   * @param windows the windows that they belong to
   * @param network whose outputs they are
   * @param preparation leads back to raw units
   * @return [window, horizon, target, parameter], row-major; the same array unless channels are
   *     independent
   */
  public static float[] toRaw(
      float[] outputs, Windows windows, Network network, Preparation preparation) {
    float[] raw = unscaled(outputs, windows, network, preparation);
    int parameters = network.head().parameters();
    for (int k = 0; k < network.targets(); k++) {
      new WayBack(
              raw, parameters, WayBack.deviations(network.head()), k, windows, network, preparation)
          .go();
    }
    if (network.head() instanceof Head.Quantiles) {
      // Last, since near values may be told apart by rounding on the way back.
      sort(raw, parameters);
    }
    return raw;
  }

  /** Puts each quantile in its place. */
  static void sort(float[] quantiles, int parameters) {
    for (int at = 0; at < quantiles.length; at += parameters) {
      Arrays.sort(quantiles, at, at + parameters);
    }
  }

  /**
   * Turns raw outputs into what the head says they mean, their anchor and scaling inverted and
   * nothing else undone: [window, horizon, target, parameter].
   */
  static float[] unscaled(
      float[] outputs, Windows windows, Network network, Preparation preparation) {
    float[] raw = byWindow(outputs, windows.windows(), network);
    int targets = network.targets();
    int parameters = network.head().parameters();
    for (int i = 0; i < windows.windows(); i++) {
      for (int k = 0; k < targets; k++) {
        float scale = windows.scale(i, k);
        for (int step = 0; step < network.horizon(); step++) {
          int at = ((i * network.horizon() + step) * targets + k) * parameters;
          float reference = windows.reference(i, k, step);
          toRaw(raw, at, network.head(), reference, scale, preparation.target(k));
        }
      }
    }
    return raw;
  }

  /** [window, channel, horizon, parameter] to [window, horizon, channel, parameter]. */
  private static float[] byWindow(float[] outputs, int windows, Network network) {
    int channels = network.examples();
    if (channels == 1) {
      return outputs;
    }
    float[] ordered = new float[outputs.length];
    int horizon = network.horizon();
    int parameters = network.head().parameters();
    int from = 0;
    for (int i = 0; i < windows; i++) {
      for (int c = 0; c < channels; c++) {
        for (int step = 0; step < horizon; step++) {
          int to = ((i * horizon + step) * channels + c) * parameters;
          System.arraycopy(outputs, from, ordered, to, parameters);
          from += parameters;
        }
      }
    }
    return ordered;
  }

  /** The numbers of one step and target, from {@code at} on. */
  private static void toRaw(
      float[] outputs, int at, Head head, float reference, float scale, ColumnScaling scaling) {
    int end = at + head.parameters();
    if (head instanceof Head.Linear) {
      outputs[at] = scaling.invert(reference + scale * outputs[at]);
    } else if (head instanceof Head.Sigmoid) {
      outputs[at] = (float) (1 / (1 + Math.exp(-outputs[at])));
    } else if (head instanceof Head.Softmax) {
      softmax(outputs, at, end);
    } else if (head instanceof Head.Quantiles) {
      for (int q = at; q < end; q++) {
        outputs[q] = scaling.invert(reference + scale * outputs[q]);
      }
    } else if (head instanceof Head.Gaussian) {
      outputs[at] = scaling.invert(reference + scale * outputs[at]);
      outputs[at + 1] = (float) (gaussianScale(outputs[at + 1]) * scale * scaling.scale());
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
