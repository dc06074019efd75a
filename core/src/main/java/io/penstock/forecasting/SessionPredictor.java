package io.penstock.forecasting;

import io.penstock.model.RawWindows;
import io.penstock.spi.ModelFormat;

/** Forecasts with the exported graph. */
record SessionPredictor(ModelFormat.ModelSession session) implements RawPredictor {
  @Override
  public float[] predict(RawWindows windows) {
    return session.run(windows);
  }

  @Override
  public void close() {
    session.close();
  }
}
