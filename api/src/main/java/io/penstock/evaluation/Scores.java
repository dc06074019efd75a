package io.penstock.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * How far forecasts are from the truth, by each metric that their head has.
 *
 * @param values by metric, in the order of {@link Metric}; NaN where a metric cannot be computed
 */
public record Scores(Map<Metric, Double> values) {
  /** Copies the map. */
  public Scores {
    EnumMap<Metric, Double> ordered = new EnumMap<>(Metric.class);
    ordered.putAll(values);
    values = Collections.unmodifiableMap(ordered);
  }

  /**
   * {@return the score by a metric; NaN if it was not computed}
   *
   * @param metric which score
   */
  public double value(Metric metric) {
    return values.getOrDefault(metric, Double.NaN);
  }

  /** The same by the metrics that tables show. */
  Scores shown() {
    Map<Metric, Double> shown = new EnumMap<>(Metric.class);
    shown.putAll(values);
    shown.keySet().removeIf(metric -> !metric.isShown());
    return new Scores(shown);
  }
}
