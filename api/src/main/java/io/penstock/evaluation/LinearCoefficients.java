package io.penstock.evaluation;

import java.util.List;

/**
 * The linear autoregression of a target: with y the last value of a window, the value h steps ahead
 * is {@code y + s · intercept(h) + Σ coefficient(h, i) · (value i rows before the last − y)}, s the
 * series' scale of {@link Yardsticks#maseScales}.
 *
 * @param steps [horizon][1 + lags]: intercept, then the coefficients of the values 1, 2, … rows
 *     before the last
 */
public record LinearCoefficients(List<List<Float>> steps) {
  /** Copies the lists and checks that they are of one length. */
  public LinearCoefficients {
    steps = steps.stream().map(List::copyOf).toList();
    int numbers = steps.isEmpty() ? 0 : steps.get(0).size();
    if (numbers == 0 || steps.stream().anyMatch(step -> step.size() != numbers)) {
      throw new IllegalArgumentException("coefficients of unequal number, or none");
    }
  }

  /** {@return how many values before the last it reads} */
  public int lags() {
    return steps.get(0).size() - 1;
  }

  /** {@return how many steps ahead it reaches} */
  public int horizon() {
    return steps.size();
  }
}
