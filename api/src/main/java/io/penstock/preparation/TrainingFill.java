package io.penstock.preparation;

import io.penstock.series.RowRange;
import java.util.List;

/**
 * Fills what is missing in the training part, looking at both sides of it, which a forecast cannot.
 * It is for training only; a formula takes its place wherever the file runs.
 */
@FunctionalInterface
public interface TrainingFill {
  /**
   * Fills a column.
   *
   * @param values [row], NaN where a value is missing; not to be changed
   * @param segments the runs of rows between gaps, across which nothing is filled
   * @return [row], NaN where it cannot be filled: there the formula's value stands
   */
  float[] fill(float[] values, List<RowRange> segments);
}
