package io.penstock.forecasting;

import io.penstock.model.Decision;
import io.penstock.network.Head;
import io.penstock.series.Frequency;
import java.util.Collections;
import java.util.List;

/**
 * Forecasts of every window of a series or of a part of it, beside the truth.
 *
 * @param targets names of the columns that are forecast
 * @param frequency of the times
 * @param horizon steps of each forecast
 * @param origins [window], time of the last row that the forecast knew
 * @param times [window, horizon], row-major, times of the rows forecast
 * @param head what the numbers of a step and target are
 * @param forecasts [window, horizon, target, parameter], row-major, in the targets' units, or
 *     probabilities
 * @param truth [window, horizon, target], row-major, in the targets' units
 * @param series [window], id of the series that each is of; empty where there is one series
 * @param decisions one a target: how its probabilities become a class
 */
public record WindowedForecasts(
    List<String> targets,
    Frequency frequency,
    int horizon,
    long[] origins,
    long[] times,
    Head head,
    float[] forecasts,
    float[] truth,
    List<String> series,
    List<Decision> decisions) {
  /** Checks that the arrays fit. They are not copied, since they may be large. */
  public WindowedForecasts {
    targets = List.copyOf(targets);
    series = List.copyOf(series);
    decisions = List.copyOf(decisions);
    if (!series.isEmpty() && series.size() != origins.length
        || decisions.size() != targets.size()
        || times.length != origins.length * horizon
        || truth.length != times.length * targets.size()
        || forecasts.length != truth.length * head.parameters()) {
      throw new IllegalArgumentException("the arrays of windowed forecasts do not fit each other");
    }
  }

  /**
   * Of classes known by their numbers.
   *
   * @param targets names of the columns that are forecast
   * @param frequency of the times
   * @param horizon steps of each forecast
   * @param origins [window], time of the last row that the forecast knew
   * @param times [window, horizon], row-major, times of the rows forecast
   * @param head what the numbers of a step and target are
   * @param forecasts [window, horizon, target, parameter], row-major, in the targets' units, or
   *     probabilities
   * @param truth [window, horizon, target], row-major, in the targets' units
   * @param series [window], id of the series that each is of
   */
  public WindowedForecasts(
      List<String> targets,
      Frequency frequency,
      int horizon,
      long[] origins,
      long[] times,
      Head head,
      float[] forecasts,
      float[] truth,
      List<String> series) {
    this(
        targets,
        frequency,
        horizon,
        origins,
        times,
        head,
        forecasts,
        truth,
        series,
        Collections.nCopies(targets.size(), Decision.USUAL));
  }

  /**
   * Of one series.
   *
   * @param targets names of the columns that are forecast
   * @param frequency of the times
   * @param horizon steps of each forecast
   * @param origins [window], time of the last row that the forecast knew
   * @param times [window, horizon], row-major, times of the rows forecast
   * @param head what the numbers of a step and target are
   * @param forecasts [window, horizon, target, parameter], row-major, in the targets' units, or
   *     probabilities
   * @param truth [window, horizon, target], row-major, in the targets' units
   */
  public WindowedForecasts(
      List<String> targets,
      Frequency frequency,
      int horizon,
      long[] origins,
      long[] times,
      Head head,
      float[] forecasts,
      float[] truth) {
    this(targets, frequency, horizon, origins, times, head, forecasts, truth, List.of());
  }

  /** {@return how many windows were forecast} */
  public int windows() {
    return origins.length;
  }
}
