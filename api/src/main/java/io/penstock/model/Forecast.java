package io.penstock.model;

import io.penstock.series.Frequency;
import java.util.List;

/**
 * What is expected after the last row of a window.
 *
 * @param targets names of the columns that are forecast
 * @param frequency of the times; rows are counted where it is not timed
 * @param times [horizon], as {@link io.penstock.series.Series#time} gives them
 * @param values [horizon][target], in the targets' own units
 */
public record Forecast(
    List<String> targets, Frequency frequency, List<Long> times, List<List<Float>> values) {
  /** Copies the lists and checks that they are of one length. */
  public Forecast {
    targets = List.copyOf(targets);
    times = List.copyOf(times);
    values = values.stream().map(List::copyOf).toList();
    if (times.size() != values.size()) {
      throw new IllegalArgumentException(times.size() + " times, " + values.size() + " rows");
    }
  }

  /** How many steps ahead it reaches. */
  public int horizon() {
    return times.size();
  }

  /** The forecast of a target {@code step} steps ahead, counted from 0. */
  public float value(int step, int target) {
    return values.get(step).get(target);
  }
}
