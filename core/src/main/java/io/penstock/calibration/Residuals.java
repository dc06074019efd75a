package io.penstock.calibration;

/**
 * How far truths lie beyond both ends of the intervals that a network forecast, in spreads of the
 * forecast. Of a forecast of values both ends are the value.
 *
 * @param below truth less lower end, [window, step and target], row-major
 * @param above truth less upper end, [window, step and target], row-major
 * @param outputs steps times targets
 */
public record Residuals(float[] below, float[] above, int outputs) {
  /** Checks that the arrays fit. They are not copied. */
  public Residuals {
    if (outputs < 1 || below.length != above.length || below.length % outputs != 0) {
      throw new IllegalArgumentException(
          below.length + " and " + above.length + " residuals of " + outputs + " outputs");
    }
  }

  /** {@return how many windows were forecast} */
  public int windows() {
    return below.length / outputs;
  }

  /**
   * What must be added to the lower end, in spreads, so that the truth is below it with a
   * probability of at most {@code alpha}: the greatest of the {@link ConformalQuantile}s.
   *
   * @param output step times targets, and the target
   */
  double lower(int output, double alpha) {
    double[] scores = new double[windows()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = -(double) below[i * outputs + output];
    }
    return -ConformalQuantile.of(scores, alpha);
  }

  /** What must be added to the upper end, likewise. */
  double upper(int output, double alpha) {
    double[] scores = new double[windows()];
    for (int i = 0; i < scores.length; i++) {
      scores[i] = above[i * outputs + output];
    }
    return ConformalQuantile.of(scores, alpha);
  }
}
