package io.penstock.forecasting;

import io.penstock.dataset.Windows;
import io.penstock.engine.Engines;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainedModel;
import io.penstock.modelling.Outputs;
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
            model.training().training().loss(),
            engine.devices(),
            threads);
    network.setWeights(trained.weights().toArray());
  }

  @Override
  public synchronized float[] predict(float[] raw, int count) {
    Preparation preparation = model.preparation();
    int columns = preparation.columns().size();
    int lookBack = model.network().lookBack();
    float[] rows = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      rows[i] = preparation.columns().get(i % columns).apply(raw[i]);
    }
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = i * lookBack;
    }
    Windows windows =
        new Windows(
            rows,
            columns,
            preparation.features().stream().mapToInt(Integer::intValue).toArray(),
            preparation.targets().stream().mapToInt(Integer::intValue).toArray(),
            lookBack,
            0,
            model.network().anchor(),
            starts);
    return Outputs.toRaw(network.predict(windows), windows, model.network(), preparation);
  }

  @Override
  public synchronized void close() {
    network.close();
  }
}
