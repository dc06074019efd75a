package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.dataset.Columns;
import io.penstock.dataset.Truths;
import io.penstock.dataset.Windows;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.training.EpochReport;
import io.penstock.training.Loss;
import io.penstock.training.StepReport;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Independent channels are examples of one small network, to the training loop as to an engine. */
class IndependentChannelsTest {
  private static final int COLUMNS = 3;
  private static final int LOOK_BACK = 8;
  private static final int WINDOWS = 110;

  private static final Network NETWORK =
      new Network(LOOK_BACK, COLUMNS, 2, COLUMNS, Anchor.LAST_VALUE, List.of(LstmLayer.of(4)))
          .withChannels(Channels.INDEPENDENT);

  private final float[] rows = rows();

  private static float[] rows() {
    Random random = new Random(4);
    float[] rows = new float[(WINDOWS + LOOK_BACK + 1) * COLUMNS];
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) (Math.sin(i / 5.0) + random.nextGaussian());
    }
    return rows;
  }

  private Windows windows(int[] starts) {
    List<Integer> all = List.of(0, 1, 2);
    return new Windows(rows, new Columns(COLUMNS, all, all), NETWORK, Truths.PLAIN, starts);
  }

  /** The columns one after the other, as a series of one column. */
  private Windows asOneColumn(int[] starts) {
    int count = rows.length / COLUMNS;
    float[] column = new float[rows.length];
    for (int row = 0; row < count; row++) {
      for (int k = 0; k < COLUMNS; k++) {
        column[k * count + row] = rows[row * COLUMNS + k];
      }
    }
    int[] all = new int[starts.length * COLUMNS];
    for (int e = 0; e < all.length; e++) {
      all[e] = e % COLUMNS * count + starts[e / COLUMNS];
    }
    return new Windows(
        column, new Columns(1, List.of(0), List.of(0)), NETWORK.channel(), Truths.PLAIN, all);
  }

  @Test
  void trainingIsThatOfTheChannelsAsWindowsOfTheirOwn() {
    Training training = Training.DEFAULT.withEpochs(3).withPatience(0).withBatchSize(32);
    int[] first = range(0, 80);
    int[] rest = range(80, WINDOWS);
    List<StepReport> steps = new ArrayList<>();
    List<EpochReport> epochs = new ArrayList<>();
    TrainingResult independent =
        train(
            new TrainingRun(
                NETWORK, training, windows(first), windows(rest), InitialWeights.of(NETWORK, 1)),
            new TrainingListener() {
              @Override
              public void onStep(StepReport report) {
                steps.add(report);
              }

              @Override
              public void onEpoch(EpochReport report) {
                epochs.add(report);
              }
            });
    Network one = NETWORK.channel();
    TrainingResult alone =
        train(
            new TrainingRun(
                one, training, asOneColumn(first), asOneColumn(rest), InitialWeights.of(one, 1)),
            TrainingListener.NONE);
    assertThat(independent.weights().toArray()).isEqualTo(alone.weights().toArray());
    assertThat(independent.trainingLosses()).isEqualTo(alone.trainingLosses());
    assertThat(independent.validationLosses()).isEqualTo(alone.validationLosses());

    // 80 windows are 240 examples: 8 steps of 32 at most.
    assertThat(steps).hasSize(24).allMatch(step -> step.steps() == 8);
    assertThat(steps.get(7).examples()).isEqualTo(240);
    assertThat(steps.get(23).examples()).isEqualTo(720);
    assertThat(epochs).hasSize(3);
  }

  @Test
  void outputsAreReadInPiecesOfWholeWindowsAndInOrder() {
    Windows all = windows(range(0, WINDOWS));
    List<float[]> pieces = new ArrayList<>();
    try (ShardedNetwork network =
        new ShardedNetwork(new ReferenceBackend(), NETWORK, Loss.MSE, Device.CPU, 3)) {
      network.setWeights(InitialWeights.of(NETWORK, 1).toArray());
      network.loss(all, pieces::add);
      float[] together = network.predict(all);
      assertThat(pieces).hasSizeGreaterThan(1);
      int at = 0;
      for (float[] piece : pieces) {
        assertThat(piece.length % NETWORK.outputs()).isZero();
        assertThat(piece).isEqualTo(Arrays.copyOfRange(together, at, at + piece.length));
        at += piece.length;
      }
      assertThat(at).isEqualTo(together.length).isEqualTo(WINDOWS * NETWORK.outputs());
    }
  }

  @Test
  void aBatchIsCutByTheWorkOfOneChannel() {
    Network wide =
        new Network(96, 7, 1, 7, Anchor.NONE, List.of(LstmLayer.of(64)))
            .withChannels(Channels.INDEPENDENT);
    assertThat(wide.channel().features()).isEqualTo(1);
    for (int examples : new int[] {16, 32, 100, 5000}) {
      assertThat(ShardRule.PROCESSOR.shards(wide, examples))
          .isEqualTo(ShardRule.PROCESSOR.shards(wide.channel(), examples));
    }
  }

  private static int[] range(int from, int to) {
    int[] range = new int[to - from];
    Arrays.setAll(range, i -> from + i);
    return range;
  }

  private static TrainingResult train(TrainingRun run, TrainingListener listener) {
    try (ShardedNetwork network =
        new ShardedNetwork(new ReferenceBackend(), run.network(), Loss.MSE, Device.CPU, 2)) {
      return TrainingLoop.train(network, run, listener);
    }
  }
}
