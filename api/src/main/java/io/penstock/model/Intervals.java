package io.penstock.model;

import io.penstock.network.Head;
import java.util.List;
import java.util.Objects;

/**
 * Intervals around forecasts of values: lower end, middle and upper end, of which the middle is the
 * forecast as it would be without them. Each end is that of the network's own interval — the
 * forecast itself, or the outermost quantiles — moved by an offset times the spread of the
 * forecast.
 *
 * @param method how they follow the series
 * @param coverage the share of truths that they are to hold, in (0, 1)
 * @param windows of the validation part, from which the offsets were learnt
 * @param lower what is added to the lower end, in spreads, [horizon][target]
 * @param upper what is added to the upper end, in spreads, [horizon][target]
 * @param changes what a window's mean absolute change is divided by, one a target, in the units of
 *     what the network reads, above 0; empty if the spread does not follow the window
 */
public record Intervals(
    Method method,
    double coverage,
    int windows,
    List<List<Float>> lower,
    List<List<Float>> upper,
    List<Float> changes) {
  /**
   * The least spread that a window gives, as a part of that of the usual window of the training
   * part: a window in which nothing changes says little of what comes.
   */
  public static final float LEAST_CHANGE = 0.25f;

  /** Digits of levels, so that those of a coverage of 0.9 are 0.05 and 0.95. */
  private static final double LEVEL_DIGITS = 1e12;

  /** How intervals follow the series. */
  public enum Method {
    /** Split-conformal intervals: as wide for every window as the network's head makes them. */
    CONFORMAL,
    /** Wider after windows in which the target changes much, narrower after calm ones. */
    ADAPTIVE
  }

  /** Copies the lists and checks that they fit. */
  public Intervals {
    Objects.requireNonNull(method, "method");
    lower = lower.stream().map(List::copyOf).toList();
    upper = upper.stream().map(List::copyOf).toList();
    changes = List.copyOf(changes);
    if (!(coverage > 0 && coverage < 1)) {
      throw new IllegalArgumentException("a coverage of " + coverage);
    }
    int targets = lower.isEmpty() ? 0 : lower.get(0).size();
    if (targets == 0
        || lower.size() != upper.size()
        || lower.stream().anyMatch(step -> step.size() != targets)
        || upper.stream().anyMatch(step -> step.size() != targets)
        || !changes.isEmpty() && changes.size() != targets) {
      throw new IllegalArgumentException(
          "offsets " + lower + " and " + upper + " and changes " + changes + " do not fit");
    }
    if (lower.stream().flatMap(List::stream).anyMatch(offset -> !Float.isFinite(offset))
        || upper.stream().flatMap(List::stream).anyMatch(offset -> !Float.isFinite(offset))
        || changes.stream().anyMatch(change -> !(change > 0) || !Float.isFinite(change))) {
      throw new IllegalArgumentException(
          "offsets " + lower + " and " + upper + " or changes " + changes + " are no numbers");
    }
  }

  /**
   * {@return what the numbers of a forecast are: quantiles at the ends, and the middle as the
   * median}
   */
  public Head.Quantiles head() {
    return new Head.Quantiles(List.of(level((1 - coverage) / 2), 0.5, level((1 + coverage) / 2)));
  }

  private static double level(double exact) {
    return Math.round(exact * LEVEL_DIGITS) / LEVEL_DIGITS;
  }

  /** {@return rows that are forecast} */
  public int horizon() {
    return lower.size();
  }

  /** {@return columns that are forecast} */
  public int targets() {
    return lower.get(0).size();
  }

  /** {@return whether the spread follows the window} */
  public boolean followsWindow() {
    return !changes.isEmpty();
  }
}
