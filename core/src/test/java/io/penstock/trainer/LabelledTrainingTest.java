package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.dataset.Columns;
import io.penstock.dataset.Truths;
import io.penstock.dataset.Windows;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.training.Labels;
import io.penstock.training.Loss;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Smoothing, class weights and row weights in the loss that is minimised, against the formulas. */
class LabelledTrainingTest {
  private static final int LOOK_BACK = 5;
  private static final int HORIZON = 2;
  private static final int WINDOWS = 40;
  private static final double SMOOTHING = 0.2;

  private final Random random = new Random(7);
  private final float[] rowWeights = new float[WINDOWS + LOOK_BACK + HORIZON];
  private final int[] labels = new int[rowWeights.length];

  private Windows windows(Network network, int classes, List<Double> classWeights) {
    float[] rows = new float[2 * labels.length];
    for (int row = 0; row < labels.length; row++) {
      labels[row] = random.nextInt(classes);
      rowWeights[row] = row % 4 == 0 ? 0 : random.nextFloat() + 0.1f;
      rows[2 * row] = (float) random.nextGaussian();
      rows[2 * row + 1] = labels[row];
    }
    int[] starts = new int[WINDOWS];
    Arrays.setAll(starts, i -> i);
    return new Windows(
        rows,
        new Columns(2, List.of(0), List.of(1)),
        network,
        new Truths(new Labels(SMOOTHING, classWeights, false), rowWeights),
        starts);
  }

  private static Network network(Head head) {
    return new Network(LOOK_BACK, 1, HORIZON, 1, Anchor.NONE, List.of(LstmLayer.of(4)))
        .withHead(head);
  }

  @Test
  void aSigmoidHeadsLossIsTheWeightedMeanOverSmoothedLabels() {
    Network network = network(new Head.Sigmoid());
    List<Double> classWeights = List.of(0.5, 4.0);
    Windows windows = windows(network, 2, classWeights);
    assertLoss(
        network,
        windows,
        classWeights,
        (outputs, at, label) -> {
          double y = label * (1 - SMOOTHING) + SMOOTHING / 2;
          double p = 1 / (1 + Math.exp(-outputs[at]));
          return -y * Math.log(p) - (1 - y) * Math.log(1 - p);
        });
  }

  @Test
  void aSoftmaxHeadsLossIsTheWeightedMeanOverSmoothedLabels() {
    Network network = network(new Head.Softmax(3));
    List<Double> classWeights = List.of(0.5, 4.0, 1.5);
    Windows windows = windows(network, 3, classWeights);
    assertLoss(
        network,
        windows,
        classWeights,
        (outputs, at, label) -> {
          double total = 0;
          for (int c = 0; c < 3; c++) {
            total += Math.exp(outputs[3 * at + c]);
          }
          double loss = 0;
          for (int c = 0; c < 3; c++) {
            double y = (c == label ? 1 - SMOOTHING : 0) + SMOOTHING / 3;
            loss -= y * (outputs[3 * at + c] - Math.log(total));
          }
          return loss;
        });
  }

  private interface Term {
    double of(float[] outputs, int at, int label);
  }

  private void assertLoss(Network network, Windows windows, List<Double> classWeights, Term term) {
    try (ShardedNetwork sharded =
        new ShardedNetwork(
            new ReferenceBackend(), network, Loss.of(network.head()), Device.CPU, 1)) {
      sharded.setWeights(InitialWeights.of(network, 1).toArray());
      float[] outputs = sharded.predict(windows);
      double sum = 0;
      double weights = 0;
      for (int i = 0; i < WINDOWS; i++) {
        for (int step = 0; step < HORIZON; step++) {
          int row = i + LOOK_BACK + step;
          double weight = classWeights.get(labels[row]) * rowWeights[row];
          sum += weight * term.of(outputs, i * HORIZON + step, labels[row]);
          weights += weight;
        }
      }
      int[] order = new int[WINDOWS];
      Arrays.setAll(order, i -> i);
      double expected = sum / weights;
      assertThat(sharded.loss(windows)).isCloseTo(expected, within(1e-6));
      assertThat(sharded.gradient(windows, order, 0, WINDOWS, 0, new float[network.parameters()]))
          .isCloseTo(expected, within(1e-6));
    }
  }
}
