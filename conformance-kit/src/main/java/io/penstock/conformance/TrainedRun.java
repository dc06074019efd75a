package io.penstock.conformance;

import io.penstock.dataset.ArrayDataset;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.trainer.ShardedNetwork;
import io.penstock.trainer.TrainingLoop;
import io.penstock.trainer.TrainingResult;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Loss;
import io.penstock.training.StepReport;
import io.penstock.training.TrainingListener;
import java.util.ArrayList;
import java.util.List;

/**
 * A run that is done.
 *
 * @param losses of each step
 * @param result of the loop
 */
record TrainedRun(List<Double> losses, TrainingResult result) {
  static TrainedRun of(TestedBackend tested, int threads, TrainingRun run) {
    return of(tested.backend(), tested.device(), threads, run);
  }

  static TrainedRun of(Backend backend, Device device, int threads, TrainingRun run) {
    List<Double> losses = new ArrayList<>();
    TrainingListener listener =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            losses.add(report.loss());
          }
        };
    Loss loss = run.training().lossFor(run.network().head());
    try (ShardedNetwork network =
        new ShardedNetwork(backend, run.network(), loss, device, threads)) {
      return new TrainedRun(losses, TrainingLoop.train(network, run, listener));
    }
  }

  /** No examples, as where a run has no validation. */
  static ArrayDataset nothing(Network network) {
    return new ArrayDataset(
        network.lookBack(), network.features(), network.truths(), new float[0], new float[0]);
  }
}
