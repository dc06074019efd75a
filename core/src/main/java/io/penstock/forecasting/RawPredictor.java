package io.penstock.forecasting;

/**
 * Something that turns raw windows into forecasts: the exported graph, or the engine that trained.
 */
interface RawPredictor extends AutoCloseable {
  /**
   * @param windows [count, lookBack, column], row-major, raw units
   * @param future [count, horizon, future column], row-major, raw units; empty if the model takes
   *     none
   * @return [count, horizon, target, parameter], row-major, in the targets' units
   */
  float[] predict(float[] windows, float[] future, int count);

  @Override
  void close();
}
