package io.penstock.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * A model's scores on one of several series, beside those of the baselines on the same windows.
 *
 * @param id of the series
 * @param windows how many of its windows were forecast
 * @param model scores of the model
 * @param baselines scores of the baselines, in the order of {@link Baseline}
 */
public record SeriesScores(String id, int windows, Scores model, Map<Baseline, Scores> baselines) {
  /** Copies the map and checks that all are there. */
  public SeriesScores {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(model, "model");
    EnumMap<Baseline, Scores> ordered = new EnumMap<>(Baseline.class);
    ordered.putAll(baselines);
    baselines = Collections.unmodifiableMap(ordered);
  }

  /** {@return the model's scores beside those of the baselines} */
  public SideBySide scores() {
    return new SideBySide(model, baselines);
  }
}
