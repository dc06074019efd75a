package io.penstock.forecasting;

/**
 * What came of replaying a model file's golden rows.
 *
 * @param rows how many were replayed
 * @param largestDifference of any forecast value, as a fraction of its target's scale
 * @param bound the greatest difference allowed (rule N4)
 */
public record Verification(int rows, double largestDifference, double bound) {
  /** {@return whether the file gives what it remembers} */
  public boolean holds() {
    return rows > 0 && largestDifference <= bound;
  }
}
