package io.penstock.modelfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.dataset.Columns;
import io.penstock.dataset.Windows;
import io.penstock.modelling.Outputs;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import io.penstock.onnx.OnnxChecker;
import io.penstock.onnx.OnnxModelFormat;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.spi.ModelFormat.ModelSession;
import io.penstock.testing.ReferenceLstm;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule N4 for every head: the file gives what Java makes of a network's raw outputs. */
class HeadsAgreementTest {
  private static final int WINDOWS = 40;
  private static final int LOOK_BACK = 6;

  @TempDir private Path folder;

  static Stream<Network> networks() {
    List<LstmLayer> layers =
        List.of(
            new LstmLayer(4, Direction.BIDIRECTIONAL, Activation.SIGMOID, 0.5),
            new LstmLayer(3, Direction.BIDIRECTIONAL, Activation.LEAKY_RELU));
    Network plain = new Network(LOOK_BACK, 3, 4, 2, Anchor.NONE, layers).withSegment(2);
    Network anchored = new Network(LOOK_BACK, 3, 4, 2, Anchor.LAST_VALUE, layers).withEmbedding(5);
    return Stream.of(
        plain,
        anchored,
        plain.withHead(new Head.Sigmoid()),
        plain.withHead(new Head.Softmax(3)),
        plain.withHead(new Head.Quantiles(List.of(0.1, 0.5, 0.9))),
        anchored.withHead(new Head.Quantiles(List.of(0.1, 0.5, 0.9))),
        plain.withHead(new Head.Gaussian()),
        anchored.withHead(new Head.Gaussian()));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theFileForecastsWhatJavaDoes(Network network) throws IOException {
    Random random = new Random(23);
    Preparation preparation = preparation();
    float[] flat = new float[WeightLayout.of(network).size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = 0.5f * (float) random.nextGaussian();
    }
    float[] raw = new float[WINDOWS * LOOK_BACK * preparation.columns().size()];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = preparation.columns().get(i % 4).invert((float) random.nextGaussian());
    }

    float[] java = java(network, preparation, flat, raw);
    float[] onnx = onnx(network, preparation, flat, raw);

    assertThat(onnx).hasSize(java.length);
    boolean probabilities =
        network.head() instanceof Head.Sigmoid || network.head() instanceof Head.Softmax;
    for (int i = 0; i < java.length; i++) {
      int target = i / network.head().parameters() % network.targets();
      double scale = probabilities ? 1 : preparation.target(target).scale();
      assertThat((double) onnx[i]).as("output %d", i).isCloseTo(java[i], within(1e-5 * scale));
    }
  }

  private static Preparation preparation() {
    return new Preparation(
        Scaling.STANDARD,
        List.of(
            new ColumnScaling("a", 3, 0.5f),
            new ColumnScaling("b", -20, 7),
            new ColumnScaling("c", 1000, 90),
            new ColumnScaling("d", 0, 1)),
        List.of(3, 0, 2),
        List.of(2, 1));
  }

  private static float[] java(Network network, Preparation preparation, float[] flat, float[] raw) {
    float[] prepared = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      prepared[i] = preparation.columns().get(i % 4).apply(raw[i]);
    }
    int[] starts = new int[WINDOWS];
    int[] order = new int[WINDOWS];
    for (int i = 0; i < WINDOWS; i++) {
      starts[i] = i * LOOK_BACK;
      order[i] = i;
    }
    Windows windows =
        Windows.asking(prepared, new Columns(4, List.of(3, 0, 2), List.of(2, 1)), network, starts);
    FloatBuffer inputs = FloatBuffer.allocate(WINDOWS * LOOK_BACK * 3);
    windows.batch(order, 0, WINDOWS).inputs(inputs);
    double[] weights = new double[flat.length];
    for (int i = 0; i < flat.length; i++) {
      weights[i] = flat[i];
    }
    double[] exact = new ReferenceLstm(network).outputs(weights, inputs.array());
    float[] outputs = new float[exact.length];
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = (float) exact[i];
    }
    return Outputs.toRaw(outputs, windows, network, preparation);
  }

  private float[] onnx(Network network, Preparation preparation, float[] flat, float[] raw)
      throws IOException {
    OnnxModelFormat format = new OnnxModelFormat();
    Path file = folder.resolve("model.onnx");
    Files.write(
        file,
        OnnxChecker.check(
            format.encode(network, preparation, Weights.of(network, flat), Map.of())));
    try (ModelSession session = format.open(file)) {
      return session.run(raw, new float[0], WINDOWS);
    }
  }
}
