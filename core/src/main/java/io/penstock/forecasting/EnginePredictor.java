package io.penstock.forecasting;

import io.penstock.dataset.Windows;
import io.penstock.engine.Engines;
import io.penstock.model.ModelDescription;
import io.penstock.model.RawWindows;
import io.penstock.model.TrainedModel;
import io.penstock.modelling.Outputs;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import io.penstock.trainer.ShardedNetwork;

/** Forecasts with a training engine, through the Java side of the preparation. */
final class EnginePredictor implements RawPredictor {
  private final ModelDescription model;
  private final ShardedNetwork network;
  private boolean closed;

  EnginePredictor(TrainedModel trained, Engines.Choice engine, int threads) {
    this.model = trained.description();
    this.network =
        new ShardedNetwork(
            engine.backend(),
            model.network(),
            model.training().training().lossFor(model.network().head()),
            engine.devices(),
            threads);
    network.setWeights(trained.weights().toArray());
  }

  @Override
  public synchronized float[] predict(RawWindows raw) {
    if (closed) {
      throw new IllegalStateException("the forecaster is closed");
    }
    Preparation preparation = model.preparation();
    Network shape = model.network();
    WindowTable table = new WindowTable(raw, shape, preparation);
    Windows windows =
        Windows.asking(
            preparation.apply(table, preparation.formulasInUse()),
            preparation.roles(),
            shape,
            table.starts(preparation.history()));
    return Outputs.toRaw(
        network.predict(windows), windows, shape, preparation, model.calibration());
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      network.close();
    }
  }
}
