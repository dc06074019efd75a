package io.penstock.forecasting;

import io.penstock.spi.ModelFormat;

/** Forecasts with the exported graph. */
record SessionPredictor(ModelFormat.ModelSession session) implements RawPredictor {
  @Override
  public float[] predict(float[] windows, float[] future, int count) {
    return session.run(windows, future, count);
  }

  @Override
  public void close() {
    session.close();
  }
}
