package io.penstock.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A model's scores beside those of the naive forecasts on the same windows.
 *
 * @param windows how many windows were forecast
 * @param season rows of a season, for the seasonal naive forecast
 * @param leading the metric by which the model is called better or worse than a naive forecast
 * @param model scores of the model
 * @param baselines scores of the naive forecasts, in the order of {@link Baseline}
 * @param series the same of each series that has a window, in their order; empty where there is one
 *     series. The scores over all series are over all windows, but for MASE, which is the mean of
 *     the series' own
 */
public record Evaluation(
    int windows,
    int season,
    Metric leading,
    Scores model,
    Map<Baseline, Scores> baselines,
    List<SeriesScores> series) {
  /** Copies the map and checks that all are there. */
  public Evaluation {
    Objects.requireNonNull(leading, "leading");
    Objects.requireNonNull(model, "model");
    EnumMap<Baseline, Scores> ordered = new EnumMap<>(Baseline.class);
    ordered.putAll(baselines);
    baselines = Collections.unmodifiableMap(ordered);
    series = List.copyOf(series);
  }

  /** Of one series. */
  public Evaluation(
      int windows, int season, Metric leading, Scores model, Map<Baseline, Scores> baselines) {
    this(windows, season, leading, model, baselines, List.of());
  }

  /** Whether the model's leading score is better than that of every naive forecast. */
  public boolean beatsBaselines() {
    return baselines.values().stream()
        .allMatch(naive -> leading.isBetter(model.value(leading), naive.value(leading)));
  }
}
