package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.dataset.ArrayDataset;
import io.penstock.dataset.Columns;
import io.penstock.dataset.Truths;
import io.penstock.dataset.Windows;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.trainer.InitialWeights;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Training;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Independent channels are one network on as many times the examples. */
interface ChannelRules extends BackendRules {
  @Test
  default void channelsAreTrainedAsOneNetworkOnEachOfThem() {
    Network network =
        new Network(8, 4, 2, 3, Anchor.LAST_VALUE, List.of(LstmLayer.of(12), LstmLayer.of(7)))
            .withChannels(Channels.INDEPENDENT);
    int windows = 70;
    int columns = 4;
    Random random = new Random(19);
    float[] rows = new float[(windows + 9) * columns];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    int[] targets = {2, 0, 3};
    int shared = 1;
    float[] inputs = new float[windows * 3 * 8 * 2];
    float[] truths = new float[windows * 3 * 2];
    int input = 0;
    int truth = 0;
    for (int start = 0; start < windows; start++) {
      for (int target : targets) {
        for (int row = start; row < start + 8; row++) {
          inputs[input++] = rows[row * columns + target];
          inputs[input++] = rows[row * columns + shared];
        }
        for (int row = start + 8; row < start + 10; row++) {
          truths[truth++] = rows[row * columns + target] - rows[(start + 7) * columns + target];
        }
      }
    }
    Windows views =
        new Windows(
            rows,
            new Columns(columns, List.of(0, 1, 2, 3), List.of(2, 0, 3)),
            network,
            Truths.PLAIN,
            IntStream.range(0, windows).toArray());
    ArrayDataset made = new ArrayDataset(8, 2, 2, inputs, truths);
    Training training = Training.DEFAULT.withEpochs(3).withBatchSize(16);
    TrainedRun ofChannels =
        TrainedRun.of(
            tested(),
            2,
            new TrainingRun(network, training, views, views, InitialWeights.of(network, 2)));
    TrainedRun ofExamples =
        TrainedRun.of(
            tested(),
            1,
            new TrainingRun(
                network.channel(), training, made, made, InitialWeights.of(network.channel(), 2)));
    assertThat(ofChannels.losses()).isEqualTo(ofExamples.losses());
    assertThat(ofChannels.result().validationLosses())
        .isEqualTo(ofExamples.result().validationLosses());
    assertThat(ofChannels.result().weights().toArray())
        .containsExactly(ofExamples.result().weights().toArray());
  }
}
