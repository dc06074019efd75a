package io.penstock.training;

/**
 * What holds weights down: {@code l1 Σ|w| + l2 Σw²} over all matrices, not biases. It is added to
 * the gradient and not to the loss that is reported.
 *
 * @param l1 at least 0; its gradient at zero is zero
 * @param l2 at least 0
 */
public record Penalty(double l1, double l2) {
  /** None. */
  public static final Penalty NONE = new Penalty(0, 0);

  /** Checks the ranges. */
  public Penalty {
    if (!(l1 >= 0) || !(l2 >= 0) || Double.isInfinite(l1) || Double.isInfinite(l2)) {
      throw new IllegalArgumentException(
          "penalties l1 " + l1 + ", l2 " + l2 + " are not at least 0");
    }
  }
}
