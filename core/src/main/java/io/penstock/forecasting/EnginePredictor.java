package io.penstock.forecasting;

import io.penstock.dataset.Windows;
import io.penstock.engine.Engines;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainedModel;
import io.penstock.modelling.Outputs;
import io.penstock.network.Network;
import io.penstock.preparation.Preparation;
import io.penstock.trainer.ShardedNetwork;

/** Forecasts with a training engine, through the Java side of the preparation. */
final class EnginePredictor implements RawPredictor {
  private final ModelDescription model;
  private final ShardedNetwork network;

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
  public synchronized float[] predict(float[] raw, float[] future, int count) {
    Preparation preparation = model.preparation();
    Network shape = model.network();
    int columns = preparation.columns().size();
    int past = shape.lookBack() * columns;
    int length = shape.lookBack() + (shape.future() > 0 ? shape.horizon() : 0);
    float[] rows = new float[Math.multiplyExact(count, length * columns)];
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = i * length;
      int at = starts[i] * columns;
      for (int k = 0; k < past; k++) {
        rows[at + k] = preparation.columns().get(k % columns).apply(raw[i * past + k]);
      }
      for (int k = 0; k < shape.futureValues(); k++) {
        int column = preparation.future().get(k % shape.future());
        float value = future[i * shape.futureValues() + k];
        rows[at + past + k / shape.future() * columns + column] =
            preparation.columns().get(column).apply(value);
      }
    }
    Windows windows = Windows.asking(rows, preparation.roles(), shape, starts);
    return Outputs.toRaw(network.predict(windows), windows, shape, preparation);
  }

  @Override
  public synchronized void close() {
    network.close();
  }
}
