package io.penstock.forecasting;

/**
 * Something that turns raw windows into forecasts: the exported graph, or the engine that trained.
 */
interface RawPredictor extends AutoCloseable {
  /**
   * @param windows [count, lookBack, column], row-major, raw units
   * @return [count, horizon, target], row-major, in the targets' units
   */
  float[] predict(float[] windows, int count);

  @Override
  void close();
}
