package io.penstock.evaluation;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What metrics and baselines need to know of the training part, so that a model is judged by the
 * same measure wherever its file goes. Of several series by their ids, of one by the empty id.
 *
 * @param maseScales in-sample MAE of the seasonal naive forecast, one a target, in its unit, by the
 *     id of each series that has rows in the training part: what {@link Metric#MASE} divides by
 * @param seasonalIndices what {@link Baseline#NAIVE2} divides and multiplies by, [target][place in
 *     the season], of mean 1; of a target without a significant season an empty list. By id; empty
 *     if they are not known
 * @param linear coefficients of {@link Baseline#LINEAR}, one set a target; empty if they are not
 *     known
 * @param classShares what {@link Baseline#MAJORITY_CLASS} gives, [target][class]; empty if the
 *     targets are no classes or it is not known
 */
public record Yardsticks(
    Map<String, List<Double>> maseScales,
    Map<String, List<List<Double>>> seasonalIndices,
    List<LinearCoefficients> linear,
    List<List<Double>> classShares) {
  /** Rows of {@link Baseline#MOVING_AVERAGE} where there is no season. */
  public static final int FEW_ROWS = 3;

  /** Copies the collections, keeping their order. */
  public Yardsticks {
    Map<String, List<Double>> scales = new LinkedHashMap<>();
    maseScales.forEach((id, ofTargets) -> scales.put(id, List.copyOf(ofTargets)));
    maseScales = Collections.unmodifiableMap(scales);
    Map<String, List<List<Double>>> indices = new LinkedHashMap<>();
    seasonalIndices.forEach(
        (id, ofTargets) -> indices.put(id, ofTargets.stream().map(List::copyOf).toList()));
    seasonalIndices = Collections.unmodifiableMap(indices);
    linear = List.copyOf(linear);
    classShares = classShares.stream().map(List::copyOf).toList();
  }

  /**
   * {@return what the first model files have: no more than the scales of MASE}
   *
   * @param maseScales in-sample MAE of the seasonal naive forecast, one a target, in its unit, by
   *     the id of each series that has rows in the training part: what {@link Metric#MASE} divides
   *     by
   */
  public static Yardsticks of(Map<String, List<Double>> maseScales) {
    return new Yardsticks(maseScales, Map.of(), List.of(), List.of());
  }

  /**
   * {@return whether all that is known is of so many targets}
   *
   * @param targets how many there are
   */
  public boolean fits(int targets) {
    return maseScales.values().stream().allMatch(one -> one.size() == targets)
        && seasonalIndices.values().stream().allMatch(one -> one.size() == targets)
        && (linear.isEmpty() || linear.size() == targets)
        && (classShares.isEmpty() || classShares.size() == targets);
  }
}
