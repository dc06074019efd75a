package io.penstock.evaluation;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A model's scores beside those of the baselines on the same windows.
 *
 * @param windows how many windows were forecast
 * @param season rows of a season, for the seasonal naive forecast
 * @param leading the metric by which the model is called better or worse than a baseline
 * @param model scores of the model
 * @param baselines scores of the baselines, in the order of {@link Baseline}
 * @param series the same of each series that has a window, in their order; empty where there is one
 *     series. The scores over all series are over all windows, but for MASE, which is the mean of
 *     the series' own
 * @param breakdown the same of each step and target, in the network's scale, and of classes what
 *     was decided
 * @param data name of the series that was scored, where it is one of its own and no part of what
 *     the model was trained on
 */
public record Evaluation(
    int windows,
    int season,
    Metric leading,
    Scores model,
    Map<Baseline, Scores> baselines,
    List<SeriesScores> series,
    Breakdown breakdown,
    Optional<String> data) {
  /** Copies the map and checks that all are there. */
  public Evaluation {
    Objects.requireNonNull(leading, "leading");
    Objects.requireNonNull(model, "model");
    EnumMap<Baseline, Scores> ordered = new EnumMap<>(Baseline.class);
    ordered.putAll(baselines);
    baselines = Collections.unmodifiableMap(ordered);
    series = List.copyOf(series);
    Objects.requireNonNull(breakdown, "breakdown");
    Objects.requireNonNull(data, "data");
  }

  /**
   * Of a part of what the model was trained on, or where that does not matter.
   *
   * @param windows how many windows were forecast
   * @param season rows of a season, for the seasonal naive forecast
   * @param leading the metric by which the model is called better or worse than a baseline
   * @param model scores of the model
   * @param baselines scores of the baselines, in the order of {@link Baseline}
   * @param series the same of each series that has a window, in their order
   * @param breakdown the same of each step and target, in the network's scale, and of classes what
   *     was decided
   */
  public Evaluation(
      int windows,
      int season,
      Metric leading,
      Scores model,
      Map<Baseline, Scores> baselines,
      List<SeriesScores> series,
      Breakdown breakdown) {
    this(windows, season, leading, model, baselines, series, breakdown, Optional.empty());
  }

  /**
   * Of which nothing is known but the scores over all and of each series.
   *
   * @param windows how many windows were forecast
   * @param season rows of a season, for the seasonal naive forecast
   * @param leading the metric by which the model is called better or worse than a baseline
   * @param model scores of the model
   * @param baselines scores of the baselines, in the order of {@link Baseline}
   * @param series the same of each series that has a window, in their order
   */
  public Evaluation(
      int windows,
      int season,
      Metric leading,
      Scores model,
      Map<Baseline, Scores> baselines,
      List<SeriesScores> series) {
    this(windows, season, leading, model, baselines, series, Breakdown.NONE);
  }

  /**
   * Of one series.
   *
   * @param windows how many windows were forecast
   * @param season rows of a season, for the seasonal naive forecast
   * @param leading the metric by which the model is called better or worse than a baseline
   * @param model scores of the model
   * @param baselines scores of the baselines, in the order of {@link Baseline}
   */
  public Evaluation(
      int windows, int season, Metric leading, Scores model, Map<Baseline, Scores> baselines) {
    this(windows, season, leading, model, baselines, List.of());
  }

  /** {@return whether the model's leading score is better than that of every baseline} */
  public boolean beatsBaselines() {
    return scores().beats(leading);
  }

  /** {@return the scores over all windows} */
  public SideBySide scores() {
    return new SideBySide(model, baselines);
  }

  /** {@return the baseline that is best by the leading metric; empty if all are unknown} */
  public Optional<Baseline> bestBaseline() {
    return scores().best(leading);
  }

  /**
   * {@return how much better the model is than the best baseline, as {@link SideBySide#skill} says}
   *
   * @param metric which score counts
   */
  public double skill(Metric metric) {
    return scores().skill(metric);
  }

  /**
   * {@return the same with fewer metrics of each series, step and target, those that tables show,
   * so that a model file is not made of scores}
   */
  public Evaluation abridged() {
    return new Evaluation(
        windows,
        season,
        leading,
        model,
        baselines,
        series.stream()
            .map(
                one -> {
                  SideBySide scores = one.scores().shown();
                  return new SeriesScores(
                      one.id(), one.windows(), scores.model(), scores.baselines());
                })
            .toList(),
        new Breakdown(
            breakdown.steps().stream()
                .map(step -> new StepScores(step.ahead(), step.scores().shown()))
                .toList(),
            breakdown.targets().stream()
                .map(target -> new TargetScores(target.target(), target.scores().shown()))
                .toList(),
            breakdown.scaled(),
            breakdown.classes()),
        data);
  }

  /**
   * {@return the same, said to be of a series of its own}
   *
   * @param series how messages call it
   */
  public Evaluation on(String series) {
    return new Evaluation(
        windows, season, leading, model, baselines, this.series, breakdown, Optional.of(series));
  }
}
