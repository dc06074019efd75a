package io.penstock.steps;

import io.penstock.error.PenstockException;
import java.util.HashSet;
import java.util.List;

/** Checks the numbers that a step is told. */
final class Numbers {
  private Numbers() {}

  static void requireAtLeast(String step, String key, int value, int least) {
    if (value < least) {
      throw PenstockException.config(
          "%s: %s is %d, but must be at least %d.", step, key, value, least);
    }
  }

  static void requireAbove(String step, String key, double value, double bound) {
    if (!(value > bound) || !Double.isFinite(value)) {
      throw PenstockException.config(
          "%s: %s is %s, but must be a number above %s.",
          step, key, Figures.text(value), Figures.text(bound));
    }
  }

  /** Counts of at least 1, each once. */
  static List<Integer> counts(String step, String key, List<Integer> values) {
    if (values.isEmpty() || new HashSet<>(values).size() < values.size()) {
      throw PenstockException.config(
          "%s: %s must be one number or several different ones, not %s.", step, key, values);
    }
    values.forEach(value -> requireAtLeast(step, key, value, 1));
    return List.copyOf(values);
  }

  /** Numbers of which none is given twice. */
  static List<Double> distinct(String step, String key, List<Double> values) {
    if (new HashSet<>(values).size() < values.size()) {
      throw PenstockException.config(
          "%s: %s must be different numbers, not %s.", step, key, values);
    }
    return List.copyOf(values);
  }
}
