package io.penstock.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A model's scores beside those of the baselines on the same windows.
 *
 * @param model scores of the model
 * @param baselines scores of the baselines, in the order of {@link Baseline}
 */
public record SideBySide(Scores model, Map<Baseline, Scores> baselines) {
  /** Copies the map and checks that the model's are there. */
  public SideBySide {
    Objects.requireNonNull(model, "model");
    EnumMap<Baseline, Scores> ordered = new EnumMap<>(Baseline.class);
    ordered.putAll(baselines);
    baselines = Collections.unmodifiableMap(ordered);
  }

  /**
   * {@return the baseline that is best by a metric, the first of equals; empty if all are unknown}
   *
   * @param metric which score counts
   */
  public Optional<Baseline> best(Metric metric) {
    Optional<Baseline> best = Optional.empty();
    for (Map.Entry<Baseline, Scores> entry : baselines.entrySet()) {
      double score = entry.getValue().value(metric);
      if (!Double.isNaN(score)
          && best.map(known -> metric.isBetter(score, baselines.get(known).value(metric)))
              .orElse(true)) {
        best = Optional.of(entry.getKey());
      }
    }
    return best;
  }

  /**
   * {@return how much better the model is than the best baseline: for an error 1 − model / best,
   * else as {@link Metric#skill} says; NaN where either is unknown}
   *
   * @param metric which score counts
   */
  public double skill(Metric metric) {
    return best(metric)
        .map(naive -> metric.skill(model.value(metric), baselines.get(naive).value(metric)))
        .orElse(Double.NaN);
  }

  /**
   * {@return whether the model is better by a metric than every baseline that is known, one at
   * least}
   *
   * @param metric which score counts
   */
  public boolean beats(Metric metric) {
    return best(metric)
        .map(naive -> metric.isBetter(model.value(metric), baselines.get(naive).value(metric)))
        .orElse(false);
  }

  /** The same by the metrics that tables show. */
  SideBySide shown() {
    Map<Baseline, Scores> beside = new EnumMap<>(Baseline.class);
    baselines.forEach((naive, scores) -> beside.put(naive, scores.shown()));
    return new SideBySide(model.shown(), beside);
  }
}
