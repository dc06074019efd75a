package io.penstock.model;

import io.penstock.network.Head;
import io.penstock.series.Frequency;
import java.util.Collections;
import java.util.List;

/**
 * What is expected after the last row of a window.
 *
 * @param targets names of the columns that are forecast
 * @param frequency of the times; rows are counted where it is not timed
 * @param times [horizon], as {@link io.penstock.series.Series#time} gives them
 * @param head what the numbers of a step and target are, in the order of {@link
 *     Head#parameterNames()}: the network's, or that of its intervals
 * @param values [horizon][target][parameter], in the targets' own units, or probabilities
 * @param decisions one a target: how its probabilities become a class
 */
public record Forecast(
    List<String> targets,
    Frequency frequency,
    List<Long> times,
    Head head,
    List<List<List<Float>>> values,
    List<Decision> decisions) {
  /** Copies the lists and checks that they are of one length. */
  public Forecast {
    targets = List.copyOf(targets);
    decisions = List.copyOf(decisions);
    times = List.copyOf(times);
    values = values.stream().map(row -> row.stream().map(List::copyOf).toList()).toList();
    if (decisions.size() != targets.size()) {
      throw new IllegalArgumentException(decisions.size() + " decisions for " + targets);
    }
    if (times.size() != values.size()) {
      throw new IllegalArgumentException(times.size() + " times, " + values.size() + " rows");
    }
    int parameters = head.parameters();
    for (List<List<Float>> row : values) {
      if (row.size() != targets.size()
          || row.stream().anyMatch(numbers -> numbers.size() != parameters)) {
        throw new IllegalArgumentException(
            "a row that is not " + targets.size() + " times " + parameters + " numbers: " + row);
      }
    }
  }

  /**
   * Of classes known by their numbers.
   *
   * @param targets names of the columns that are forecast
   * @param frequency of the times
   * @param times [horizon], as {@link io.penstock.series.Series#time} gives them
   * @param head what the numbers of a step and target are, in the order of {@link
   *     Head#parameterNames()}: the network's, or that of its intervals
   * @param values [horizon][target][parameter], in the targets' own units, or probabilities
   */
  public Forecast(
      List<String> targets,
      Frequency frequency,
      List<Long> times,
      Head head,
      List<List<List<Float>>> values) {
    this(
        targets,
        frequency,
        times,
        head,
        values,
        Collections.nCopies(targets.size(), Decision.USUAL));
  }

  /** {@return how many steps ahead it reaches} */
  public int horizon() {
    return times.size();
  }

  /**
   * The point forecast of a target {@code step} steps ahead, counted from 0: see {@link
   * Head#point()}.
   *
   * @param step counted from 0, below the horizon
   * @param target place among the targets, counted from 0
   * @return in the target's own units, or a probability
   */
  public float value(int step, int target) {
    return values.get(step).get(target).get(head.point());
  }
}
