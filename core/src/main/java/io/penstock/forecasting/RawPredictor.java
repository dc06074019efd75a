package io.penstock.forecasting;

import io.penstock.model.RawWindows;

/**
 * Something that turns raw windows into forecasts: the exported graph, or the engine that trained.
 */
interface RawPredictor extends AutoCloseable {
  /**
   * @param windows as many rows, times and future values as the model takes
   * @return [count, horizon, target, parameter], row-major, in the targets' units
   */
  float[] predict(RawWindows windows);

  @Override
  void close();
}
