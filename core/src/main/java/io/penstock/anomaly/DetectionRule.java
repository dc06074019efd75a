package io.penstock.anomaly;

/**
 * When a row is called an anomaly.
 *
 * @param smoothing residuals that are averaged, at least 1: the row's own and those before it. One
 *     finds single spikes; more find also levels that shift and shapes that change, some rows later
 * @param memory averaged residuals before a row that say what is usual, at least {@value
 *     #LEAST_MEMORY}. Those of the row and after it say nothing of it
 * @param probability of as great a residual if nothing is wrong, in (0, 1); a row with one no
 *     greater is an anomaly
 */
public record DetectionRule(int smoothing, int memory, double probability) {
  /** Fewer residuals say nothing of one in a hundred. */
  public static final int LEAST_MEMORY = 100;

  /** Averages 3 residuals, remembers 6 400 and takes one in 10 000 as an anomaly. */
  public static final DetectionRule DEFAULT = new DetectionRule(3, 6400, 1e-4);

  /** Checks the ranges. */
  public DetectionRule {
    if (smoothing < 1) {
      throw new IllegalArgumentException(smoothing + " residuals to average");
    }
    if (memory < LEAST_MEMORY) {
      throw new IllegalArgumentException(
          "a memory of " + memory + " residuals, below " + LEAST_MEMORY);
    }
    if (!(probability > 0 && probability < 1)) {
      throw new IllegalArgumentException(
          "a probability of " + probability + ", which is not in (0, 1)");
    }
  }
}
