package io.penstock.forecasting;

import io.penstock.spi.ModelFormat;
import io.penstock.spi.RawWindows;

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
