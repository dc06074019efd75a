package io.penstock.model;

import java.util.List;

/**
 * One remembered question and answer, by which a model file proves itself anywhere.
 *
 * @param window raw rows, [history + look-back, input], row-major
 * @param times of the rows, and of those to be predicted if the model reads these too; empty if it
 *     reads no time
 * @param future raw values known of the future, [horizon, future input], row-major; empty if the
 *     model takes none
 * @param forecast what the training engine made of them, [horizon, target, parameter], row-major,
 *     as the file gives it
 */
public record GoldenRow(
    List<Float> window, List<Long> times, List<Float> future, List<Float> forecast) {
  /** Copies the lists. */
  public GoldenRow {
    window = List.copyOf(window);
    times = List.copyOf(times);
    future = List.copyOf(future);
    forecast = List.copyOf(forecast);
  }

  /**
   * A question to a model that reads no time.
   *
   * @param window raw rows, [history + look-back, input], row-major
   * @param future raw values known of the future, [horizon, future input], row-major
   * @param forecast what the training engine made of them, [horizon, target, parameter], row-major,
   *     as the file gives it
   */
  public GoldenRow(List<Float> window, List<Float> future, List<Float> forecast) {
    this(window, List.of(), future, forecast);
  }

  /** {@return the question as a model takes it} */
  public RawWindows question() {
    return new RawWindows(
        1, floats(window), times.stream().mapToLong(Long::longValue).toArray(), floats(future));
  }

  /** {@return the answer, [horizon, target, parameter], row-major} */
  public float[] answer() {
    return floats(forecast);
  }

  private static float[] floats(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
