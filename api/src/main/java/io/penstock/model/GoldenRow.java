package io.penstock.model;

import java.util.List;

/**
 * One remembered question and answer, by which a model file proves itself anywhere.
 *
 * @param window raw rows, [lookBack, column], row-major
 * @param future raw values known of the future, [horizon, future column], row-major; empty if the
 *     model takes none
 * @param forecast what the training engine made of them, [horizon, target, parameter], row-major,
 *     as the file gives it
 */
public record GoldenRow(List<Float> window, List<Float> future, List<Float> forecast) {
  /** Copies the lists. */
  public GoldenRow {
    window = List.copyOf(window);
    future = List.copyOf(future);
    forecast = List.copyOf(forecast);
  }
}
