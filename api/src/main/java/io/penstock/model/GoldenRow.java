package io.penstock.model;

import java.util.List;

/**
 * One remembered question and answer, by which a model file proves itself anywhere.
 *
 * @param window raw rows, [lookBack, column], row-major
 * @param forecast what the training engine made of them, [horizon, target, parameter], row-major,
 *     as the file gives it
 */
public record GoldenRow(List<Float> window, List<Float> forecast) {
  /** Copies both lists. */
  public GoldenRow {
    window = List.copyOf(window);
    forecast = List.copyOf(forecast);
  }
}
