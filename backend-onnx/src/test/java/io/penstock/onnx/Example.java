package io.penstock.onnx;

import io.penstock.model.RawWindows;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A model with random weights and a random preparation, the same for the same seed. */
record Example(Network network, Preparation preparation, Weights weights) {
  /** What a model is given that takes nothing known of the future. */
  static final float[] NO_FUTURE = {};

  /**
   * @param columns raw columns
   * @param features which of them the network reads
   * @param targets which of them it predicts
   */
  static Example of(
      int lookBack,
      int columns,
      List<Integer> features,
      List<Integer> targets,
      int horizon,
      Scaling scaling,
      Anchor anchor,
      List<LstmLayer> layers) {
    Network network =
        new Network(lookBack, features.size(), horizon, targets.size(), anchor, layers);
    return of(network, columns, features, targets, scaling);
  }

  /**
   * @param columns raw columns
   * @param features which of them the network reads
   * @param targets which of them it predicts
   */
  static Example of(
      Network network,
      int columns,
      List<Integer> features,
      List<Integer> targets,
      Scaling scaling) {
    return of(network, columns, features, targets, List.of(), scaling, 7);
  }

  /**
   * @param columns raw columns
   * @param features which of them the network reads
   * @param targets which of them it predicts
   * @param future which of them are known for the rows to be predicted
   * @param seed decides weights and preparation
   */
  static Example of(
      Network network,
      int columns,
      List<Integer> features,
      List<Integer> targets,
      List<Integer> future,
      Scaling scaling,
      long seed) {
    Random random = new Random(seed);
    List<ColumnScaling> scalings = new ArrayList<>();
    for (int k = 0; k < columns; k++) {
      scalings.add(
          scaling == Scaling.NONE
              ? new ColumnScaling("column " + k, 0, 1)
              : new ColumnScaling(
                  "column " + k, 20 * (random.nextFloat() - 0.5f), 0.1f + 9 * random.nextFloat()));
    }
    float[] flat = new float[WeightLayout.of(network).size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = 0.4f * (float) random.nextGaussian();
    }
    return new Example(
        network,
        new Preparation(scaling, scalings, features, targets, future),
        Weights.of(network, flat));
  }

  /** Two layers, three of four columns read, two predicted, scaled and anchored. */
  static Example usual() {
    return of(
        12,
        4,
        List.of(0, 3, 1),
        List.of(2, 1),
        3,
        Scaling.STANDARD,
        Anchor.LAST_VALUE,
        List.of(LstmLayer.of(8), LstmLayer.of(5)));
  }

  /** Independent channels that share a column, know two of the future, and have a whole anchor. */
  static Example full() {
    Network network =
        new Network(
                12,
                3,
                4,
                2,
                Anchor.lastSeason(3).withScaled(true).withRelativeInputs(true),
                List.of(LstmLayer.of(6), LstmLayer.of(5)))
            .withChannels(Channels.INDEPENDENT)
            .withFuture(2)
            .withSegment(2)
            .withEmbedding(3)
            .withHead(new Head.Quantiles(List.of(0.1, 0.5, 0.9)));
    return of(network, 4, List.of(2, 0, 1), List.of(1, 2), List.of(3, 0), Scaling.STANDARD, 7);
  }

  static Map<String, String> metadata() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("penstock.format", "1");
    metadata.put("penstock.b", "{\"unit\": \"°C\"}");
    metadata.put("penstock.a", "");
    return metadata;
  }

  /** The file's bytes, checked. */
  byte[] encode() {
    return OnnxChecker.check(
        new OnnxModelFormat().encode(network, preparation, weights, metadata()));
  }

  Path write(Path folder) throws IOException {
    return Files.write(folder.resolve("model.onnx"), encode());
  }

  int inputs() {
    return RawWindows.pastRows(network, preparation) * preparation.inputs().size();
  }

  /** By what a target's forecasts are measured: its scale, or 1 for a probability. */
  double scale(int target) {
    return network.head().givesProbabilities() ? 1 : preparation.target(target).scale();
  }

  /** Random raw windows, in the range of the preparation. */
  float[] windows(int count, long seed) {
    Random random = new Random(seed);
    float[] windows = new float[count * inputs()];
    for (int i = 0; i < windows.length; i++) {
      ColumnScaling column = preparation.columns().get(i % preparation.columns().size());
      windows[i] = column.invert((float) random.nextGaussian());
    }
    return windows;
  }

  /** Random raw values known of the future, in the range of the preparation. */
  float[] future(int count, long seed) {
    Random random = new Random(seed);
    float[] future = new float[count * network.horizon() * preparation.futureInputs().size()];
    for (int i = 0; i < future.length; i++) {
      List<String> inputs = preparation.futureInputs();
      int column = preparation.inputs().indexOf(inputs.get(i % inputs.size()));
      future[i] = preparation.columns().get(column).invert((float) random.nextGaussian());
    }
    return future;
  }
}
