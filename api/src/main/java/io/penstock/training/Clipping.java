package io.penstock.training;

/**
 * How a gradient is held down, after the penalties: each element to [−value, value], then the whole
 * to a Euclidean norm of {@code norm} over all weights, by {@code g · min(1, norm / ‖g‖)}.
 *
 * @param norm above 0; infinite for none
 * @param value above 0; infinite for none
 */
public record Clipping(double norm, double value) {
  /** None. */
  public static final Clipping NONE =
      new Clipping(Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Checks the ranges. */
  public Clipping {
    if (!(norm > 0) || !(value > 0)) {
      throw new IllegalArgumentException(
          "clipping to norm " + norm + ", value " + value + " is not above 0");
    }
  }
}
