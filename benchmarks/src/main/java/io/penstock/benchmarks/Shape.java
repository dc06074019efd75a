package io.penstock.benchmarks;

import io.penstock.dataset.Columns;
import io.penstock.dataset.Truths;
import io.penstock.dataset.Windows;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.Weights;
import io.penstock.trainer.InitialWeights;
import io.penstock.trainer.TrainingRun;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The shape of a training.
 *
 * @param batch windows of a step
 * @param lookBack steps of a window
 * @param features values of a step
 * @param units of each layer
 * @param layers of LSTM
 * @param dropout between them
 */
record Shape(int batch, int lookBack, int features, int units, int layers, double dropout) {
  private static final int WINDOWS = 4096;

  /** The shapes by which speed is told. */
  static final List<Shape> USUAL =
      List.of(
          new Shape(32, 10, 1, 50),
          new Shape(32, 30, 7, 64),
          new Shape(64, 96, 7, 128),
          new Shape(256, 96, 7, 128),
          new Shape(64, 96, 7, 128, 2, 0.2));

  /** One layer. */
  Shape(int batch, int lookBack, int features, int units) {
    this(batch, lookBack, features, units, 1, 0);
  }

  /** As arguments of a program. */
  List<String> arguments() {
    return Stream.of(batch, lookBack, features, units, layers, dropout)
        .map(String::valueOf)
        .toList();
  }

  /** From the arguments of a program. */
  static Shape of(List<String> arguments) {
    List<Integer> numbers = arguments.stream().limit(5).map(Integer::valueOf).toList();
    return new Shape(
        numbers.get(0),
        numbers.get(1),
        numbers.get(2),
        numbers.get(3),
        numbers.get(4),
        Double.parseDouble(arguments.get(5)));
  }

  Network network() {
    List<LstmLayer> stack = new ArrayList<>();
    for (int l = 1; l <= layers; l++) {
      // As torch has it, none after the last.
      stack.add(LstmLayer.of(units).withDropout(l < layers ? dropout : 0));
    }
    return new Network(lookBack, features, 1, 1, Anchor.LAST_VALUE, stack);
  }

  /**
   * A training that goes on until its listener stops it.
   *
   * @param validationWindows what early stopping looks at after each epoch; 0 for none
   */
  TrainingRun endless(int validationWindows) {
    return endless(validationWindows, Training.DEFAULT);
  }

  /**
   * A training that goes on until its listener stops it.
   *
   * @param validationWindows what early stopping looks at after each epoch; 0 for none
   * @param training how to train, but for its batch size, its epochs and its patience
   */
  TrainingRun endless(int validationWindows, Training training) {
    Network network = network();
    Weights initial = InitialWeights.of(network, 1);
    return new TrainingRun(
        network,
        training.withBatchSize(batch).withEpochs(Integer.MAX_VALUE).withPatience(0),
        windows(WINDOWS),
        windows(validationWindows),
        initial);
  }

  /** Overlapping windows of a random series, as in a forecast of its first column. */
  private Windows windows(int count) {
    float[] rows = new float[(count + lookBack) * features];
    Random random = new Random(1);
    for (int i = 0; i < rows.length; i++) {
      rows[i] = (float) random.nextGaussian();
    }
    int[] starts = new int[count];
    for (int i = 0; i < count; i++) {
      starts[i] = i;
    }
    Columns columns =
        new Columns(features, IntStream.range(0, features).boxed().toList(), List.of(0));
    return new Windows(rows, columns, network(), Truths.PLAIN, starts);
  }

  @Override
  public String toString() {
    return batch
        + ", "
        + lookBack
        + ", "
        + features
        + ", "
        + units
        + (layers == 1 ? "" : ", " + layers + " layers")
        + (dropout == 0 ? "" : ", dropout " + dropout);
  }
}
