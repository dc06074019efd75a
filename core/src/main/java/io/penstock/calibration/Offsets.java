package io.penstock.calibration;

import io.penstock.error.PenstockException;
import java.util.ArrayList;
import java.util.List;

/**
 * What is added to the ends of an interval, in spreads of the forecast: each end by itself, so that
 * a truth is as often below as above, and for each step and target by itself, since forecasts of
 * later steps stray further.
 *
 * <p>With ends that are the forecast itself these are the split-conformal intervals of signed
 * residuals; with quantiles at the ends, conformalised quantile regression (Romano, Patterson and
 * Candès, 2019, theorem 2); with a spread that depends on the window, locally weighted ones (Lei et
 * al., 2018).
 *
 * @param lower to the lower end, [step][target]
 * @param upper to the upper end, [step][target]
 */
public record Offsets(List<List<Float>> lower, List<List<Float>> upper) {
  /** Copies the lists. */
  public Offsets {
    lower = lower.stream().map(List::copyOf).toList();
    upper = upper.stream().map(List::copyOf).toList();
  }

  /**
   * Checks that there are as many windows as a coverage needs.
   *
   * @param windows that intervals are learnt from
   * @param coverage in (0, 1)
   * @throws PenstockException with code DATA if not
   */
  public static void requireWindows(int windows, double coverage) {
    int needed = ConformalQuantile.needed((1 - coverage) / 2);
    if (windows < needed) {
      throw PenstockException.data(
          "Intervals that hold %s of the truths need at least %d windows in the validation part, and it has %d. Give that"
              + " part more rows, or ask for a lower coverage.",
          coverage, needed, windows);
    }
  }

  /**
   * Learns them.
   *
   * @param residuals of windows that are exchangeable with those to come
   * @param coverage the share of truths that the intervals are to hold, in (0, 1); each end leaves
   *     out half of the rest
   * @param names of the targets, for messages
   * @return what is added to a forecast for each end of its interval
   * @throws PenstockException with code DATA if there are too few windows, or if so many truths
   *     cannot be reached by a forecast that an end is infinite
   */
  public static Offsets of(Residuals residuals, double coverage, List<String> names) {
    int targets = names.size();
    requireWindows(residuals.windows(), coverage);
    double alpha = (1 - coverage) / 2;
    List<List<Float>> lower = new ArrayList<>();
    List<List<Float>> upper = new ArrayList<>();
    for (int step = 0; step < residuals.outputs() / targets; step++) {
      List<Float> down = new ArrayList<>();
      List<Float> up = new ArrayList<>();
      for (int k = 0; k < targets; k++) {
        down.add(finite(residuals.lower(step * targets + k, alpha), names.get(k), step));
        up.add(finite(residuals.upper(step * targets + k, alpha), names.get(k), step));
      }
      lower.add(down);
      upper.add(up);
    }
    return new Offsets(lower, upper);
  }

  private static float finite(double offset, String target, int step) {
    if (!Double.isFinite((float) offset)) {
      throw PenstockException.data(
          "Of %s, at step %d, so many values of the validation part lie where no forecast can, for the steps that"
              + " transform it, that its interval has no end. Take another transformation, or leave the intervals out.",
          target, step + 1);
    }
    return (float) offset;
  }
}
