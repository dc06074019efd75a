package io.penstock.preparation;

import io.penstock.formula.Formula;
import java.util.List;
import java.util.Objects;

/**
 * The way from a prepared target, its scaling inverted, to the target in its own unit.
 *
 * @param inverses in the order in which they are applied; none for a target that is only scaled
 * @param truth the target in its own unit, as it is learnt from and judged by; it may look ahead
 * @param unit what differences of forecasts are measured in, above 0: the target's standard
 *     deviation in the training part, or 1 for probabilities
 */
public record Recovery(List<Inverse> inverses, Formula truth, float unit) {
  /** Copies the list and checks the unit. */
  public Recovery {
    inverses = List.copyOf(inverses);
    Objects.requireNonNull(truth, "truth");
    if (!(unit > 0) || !Float.isFinite(unit)) {
      throw new IllegalArgumentException("a unit of " + unit);
    }
  }

  /** {@return whether a shift and a factor lead back, so that a distribution keeps its form} */
  public boolean isAffine() {
    return inverses.stream().allMatch(Inverse::isAffine);
  }

  /**
   * {@return how many of the inverses are applied before an interval is put around a forecast: all
   * where a shift and a factor lead back} Otherwise those before the first function of each number
   * that no running sum follows: in the units before a logarithm's inverse an interval is as wide
   * above as below whatever the level, and both its ends are led back like the forecast.
   */
  public int inversesBeforeIntervals() {
    int from = 0;
    for (int i = 0; i < inverses.size(); i++) {
      if (inverses.get(i) instanceof Inverse.Undifference) {
        from = i + 1;
      }
    }
    while (from < inverses.size() && inverses.get(from).isAffine()) {
      from++;
    }
    return from;
  }
}
