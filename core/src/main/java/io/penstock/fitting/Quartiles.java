package io.penstock.fitting;

import io.penstock.parts.TrainingPart;
import io.penstock.series.RowRange;
import java.util.Arrays;

/**
 * Quartiles of a column's values that are not missing, with linear interpolation between the two
 * nearest (Hyndman and Fan, 1996, "Sample quantiles in statistical packages", definition 7).
 *
 * @param lower below which a quarter lies
 * @param median below which half lies
 * @param upper above which a quarter lies
 */
record Quartiles(double lower, double median, double upper) {
  /**
   * @param count how many values are not missing, at least 1
   */
  static Quartiles of(TrainingPart part, ColumnStatistics.Values values, int count) {
    float[] sorted = new float[count];
    int at = 0;
    for (RowRange range : part.ranges()) {
      for (int row = range.from(); row < range.to(); row++) {
        float value = values.at(row);
        if (!Float.isNaN(value)) {
          sorted[at++] = value;
        }
      }
    }
    Arrays.sort(sorted);
    return new Quartiles(at(sorted, 0.25), at(sorted, 0.5), at(sorted, 0.75));
  }

  private static double at(float[] sorted, double share) {
    double place = share * (sorted.length - 1);
    int below = (int) Math.floor(place);
    int above = Math.min(sorted.length - 1, below + 1);
    return sorted[below] + (place - below) * ((double) sorted[above] - sorted[below]);
  }

  /** The distance between the upper and the lower; 0 if half of the values are the same. */
  double range() {
    return upper - lower;
  }
}
