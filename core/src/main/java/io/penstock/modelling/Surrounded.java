package io.penstock.modelling;

import io.penstock.calibration.Residuals;
import io.penstock.dataset.Windows;
import io.penstock.model.Intervals;
import io.penstock.network.Head;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Recovery;
import java.util.List;

/**
 * Forecasts of some windows with what an interval is made of: the network's own ends, the middle
 * and the spread, at the place of the way back where intervals are put around them. All as the
 * exported graph computes it.
 */
final class Surrounded {
  /** Numbers of an interval: lower end, middle, upper end. */
  private static final int NUMBERS = 3;

  private final Windows windows;
  private final Network network;
  private final Preparation preparation;

  /** Each [window, horizon, target], row-major. */
  private final float[] lower;

  private final float[] middle;
  private final float[] upper;
  private final float[] spread;

  private Surrounded(Windows windows, Network network, Preparation preparation, int count) {
    this.windows = windows;
    this.network = network;
    this.preparation = preparation;
    this.lower = new float[count];
    this.middle = new float[count];
    this.upper = new float[count];
    this.spread = new float[count];
  }

  /**
   * Of a network's outputs.
   *
   * @param outputs [example, horizon, target, parameter], row-major, as the network gives them;
   *     overwritten
   * @param windows the windows that they belong to
   * @param changes of {@link Intervals}; empty if the spread does not follow the window
   */
  static Surrounded of(
      float[] outputs,
      Windows windows,
      Network network,
      Preparation preparation,
      List<Float> changes) {
    Head head = network.head();
    int parameters = head.parameters();
    float[] numbers = Outputs.unscaled(outputs, windows, network, preparation);
    int count = numbers.length / parameters;
    Surrounded forecasts = new Surrounded(windows, network, preparation, count);
    for (int k = 0; k < network.targets(); k++) {
      new WayBack(numbers, parameters, WayBack.deviations(head), k, windows, network, preparation)
          .go(0, forecasts.before(k));
    }
    if (head instanceof Head.Quantiles) {
      Outputs.sort(numbers, parameters);
    }
    int last = head instanceof Head.Quantiles ? parameters - 1 : 0;
    for (int i = 0; i < count; i++) {
      forecasts.lower[i] = numbers[i * parameters];
      forecasts.middle[i] = numbers[i * parameters + head.point()];
      forecasts.upper[i] = numbers[i * parameters + last];
    }
    forecasts.spread(numbers, changes);
    return forecasts;
  }

  /** Inverses that are applied before the interval. */
  private int before(int target) {
    return preparation.recoveries().get(target).inversesBeforeIntervals();
  }

  /**
   * Makes the spread, the scale that a Gaussian head forecasts and of the others the target's own;
   * where it follows the window, the network's own interval does so, too.
   */
  private void spread(float[] numbers, List<Float> changes) {
    boolean forecast = network.head() instanceof Head.Gaussian;
    for (int i = 0; i < spread.length; i++) {
      spread[i] = forecast ? numbers[2 * i + 1] : preparation.target(i % network.targets()).scale();
    }
    if (!forecast) {
      for (int k = 0; k < network.targets(); k++) {
        way(spread, 1, true, k).go(0, before(k));
      }
    }
    if (!changes.isEmpty()) {
      followWindow(changes);
    }
  }

  private void followWindow(List<Float> changes) {
    Head head = network.head();
    boolean ownLower = head.point() > 0;
    boolean ownUpper = head instanceof Head.Quantiles && head.point() < head.parameters() - 1;
    int targets = network.targets();
    for (int window = 0; window < windows.windows(); window++) {
      for (int k = 0; k < targets; k++) {
        float factor =
            WindowChange.relative(windows, window, preparation.targets().get(k), changes.get(k));
        for (int step = 0; step < network.horizon(); step++) {
          int at = (window * network.horizon() + step) * targets + k;
          spread[at] *= factor;
          // An end that is the middle stays it, infinite or not.
          if (ownLower) {
            lower[at] = middle[at] + factor * (lower[at] - middle[at]);
          }
          if (ownUpper) {
            upper[at] = middle[at] + factor * (upper[at] - middle[at]);
          }
        }
      }
    }
  }

  private WayBack way(float[] numbers, int parameters, boolean deviations, int target) {
    return new WayBack(
        numbers, parameters, number -> deviations, target, windows, network, preparation);
  }

  /**
   * Lower end, middle and upper end in the targets' own units, in ascending order: [window,
   * horizon, target, 3].
   */
  float[] with(Intervals intervals) {
    int targets = network.targets();
    float[] ends = new float[middle.length * NUMBERS];
    for (int i = 0; i < middle.length; i++) {
      int step = i / targets % network.horizon();
      float down = intervals.lower().get(step).get(i % targets);
      float up = intervals.upper().get(step).get(i % targets);
      ends[i * NUMBERS] = lower[i] + spread[i] * down;
      ends[i * NUMBERS + 1] = middle[i];
      ends[i * NUMBERS + 2] = upper[i] + spread[i] * up;
    }
    hold(ends);
    for (int k = 0; k < targets; k++) {
      Recovery recovery = preparation.recoveries().get(k);
      way(ends, NUMBERS, false, k).go(before(k), recovery.inverses().size());
    }
    // Again, since near values may be told apart by rounding on the way back.
    hold(ends);
    return ends;
  }

  /** Keeps the middle between the ends. */
  private static void hold(float[] ends) {
    for (int at = 0; at < ends.length; at += NUMBERS) {
      ends[at] = Math.min(ends[at], ends[at + 1]);
      ends[at + 2] = Math.max(ends[at + 2], ends[at + 1]);
    }
  }

  /**
   * How far truths lie beyond the ends, in spreads: infinitely where no forecast reaches them.
   *
   * @param truth [window, horizon, target], row-major, in the targets' own units
   */
  Residuals residuals(float[] truth) {
    float[] there = truth.clone();
    for (int k = 0; k < network.targets(); k++) {
      if (before(k) < preparation.recoveries().get(k).inverses().size()) {
        int target = k;
        float[] found = Argument.of(truth, middle, spread, numbers -> rest(numbers, target));
        for (int i = k; i < there.length; i += network.targets()) {
          there[i] = found[i];
        }
      }
    }
    float[] below = new float[there.length];
    float[] above = new float[there.length];
    for (int i = 0; i < there.length; i++) {
      below[i] = (there[i] - lower[i]) / spread[i];
      above[i] = (there[i] - upper[i]) / spread[i];
    }
    return new Residuals(below, above, network.horizon() * network.targets());
  }

  private float[] rest(float[] numbers, int target) {
    float[] back = numbers.clone();
    way(back, 1, false, target)
        .go(before(target), preparation.recoveries().get(target).inverses().size());
    return back;
  }
}
