package io.penstock.modelfile;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.dataset.Windows;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.model.Calibration;
import io.penstock.model.Intervals;
import io.penstock.modelling.Outputs;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
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
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.spi.ModelFormat.ModelSession;
import io.penstock.training.Loss;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rule N4 for every head, anchor and kind of channels, with and without a known future: the file
 * gives what Java makes of a network's raw outputs, and nothing where Java gives nothing.
 */
class HeadsAgreementTest {
  private static final int WINDOWS = 40;
  private static final int LOOK_BACK = 6;
  private static final int HORIZON = 4;
  private static final int COLUMNS = 4;

  /** What is known of the future is read by both; the targets' own future is there, too. */
  private static final int ROWS = LOOK_BACK + HORIZON;

  @TempDir private Path folder;

  static Stream<Anchor> anchors() {
    return Stream.of(Anchor.NONE, Anchor.LAST_VALUE, Anchor.lastSeason(3), Anchor.lastSeason(5))
        .flatMap(anchor -> Stream.of(anchor, anchor.withScaled(true)))
        .flatMap(
            anchor ->
                anchor.isNone()
                    ? Stream.of(anchor)
                    : Stream.of(anchor, anchor.withRelativeInputs(true)));
  }

  static Stream<Network> networks() {
    List<LstmLayer> layers =
        List.of(
            new LstmLayer(4, Direction.BIDIRECTIONAL, Activation.SIGMOID, 0.5),
            new LstmLayer(3, Direction.BIDIRECTIONAL, Activation.LEAKY_RELU));
    List<Head> heads =
        List.of(
            new Head.Linear(),
            new Head.Sigmoid(),
            new Head.Softmax(3),
            new Head.Quantiles(List.of(0.1, 0.5, 0.9)),
            new Head.Gaussian());
    return anchors()
        .flatMap(
            anchor ->
                heads.stream()
                    .filter(head -> anchor.isNone() || !head.givesProbabilities())
                    .map(
                        head ->
                            new Network(LOOK_BACK, 3, HORIZON, 2, anchor, layers)
                                .withSegment(2)
                                .withHead(head)))
        .flatMap(network -> Stream.of(network, network.withEmbedding(5)))
        .flatMap(network -> Stream.of(network, network.withChannels(Channels.INDEPENDENT)))
        .flatMap(network -> Stream.of(network, network.withFuture(2)));
  }

  @ParameterizedTest
  @MethodSource("networks")
  void theFileForecastsWhatJavaDoes(Network network) throws IOException {
    requireAgreement(network, Calibration.NONE);
  }

  static Stream<Network> networksOfValues() {
    return networks().filter(network -> !network.head().givesProbabilities());
  }

  @ParameterizedTest
  @MethodSource("networksOfValues")
  void theFilePutsTheIntervalsThatJavaPutsAroundWhatItForecasts(Network network)
      throws IOException {
    Random random = new Random(24);
    for (Intervals.Method method : Intervals.Method.values()) {
      boolean adaptive =
          method == Intervals.Method.ADAPTIVE && network.channels() == Channels.INDEPENDENT;
      Intervals intervals =
          new Intervals(
              method,
              0.8,
              100,
              offsets(-1, random),
              offsets(1, random),
              adaptive ? List.of(1.2f, 0.4f) : List.of());
      requireAgreement(network, Calibration.NONE.withIntervals(intervals));
    }
  }

  /** Some of the ends beyond the middle, where they are held. */
  private static List<List<Float>> offsets(int sign, Random random) {
    return IntStream.range(0, HORIZON)
        .mapToObj(
            step ->
                List.of(
                    sign * (0.7f + (float) random.nextGaussian()),
                    sign * (0.7f + (float) random.nextGaussian())))
        .toList();
  }

  private void requireAgreement(Network network, Calibration calibration) throws IOException {
    Random random = new Random(23);
    Preparation preparation = preparation(network);
    float[] flat = new float[WeightLayout.of(network).size()];
    for (int i = 0; i < flat.length; i++) {
      flat[i] = 0.5f * (float) random.nextGaussian();
    }
    float[] raw = new float[WINDOWS * ROWS * COLUMNS];
    for (int i = 0; i < raw.length; i++) {
      raw[i] = preparation.columns().get(i % COLUMNS).invert((float) random.nextGaussian());
    }
    for (int i = 1; i < WINDOWS; i += 3) {
      raw[i * ROWS * COLUMNS + random.nextInt(ROWS * COLUMNS)] = Float.NaN;
    }

    float[] java = java(network, preparation, calibration, flat, raw);
    float[] onnx = onnx(network, preparation, calibration, flat, raw);
    Head head = calibration.head(network.head());

    assertThat(onnx).hasSize(java.length);
    for (int i = 0; i < java.length; i++) {
      int target = i / head.parameters() % network.targets();
      double scale = network.head().givesProbabilities() ? 1 : preparation.target(target).scale();
      double difference = Math.abs((double) onnx[i] - java[i]);
      assertThat(difference <= 1e-5 * scale || Float.isNaN(onnx[i]) && Float.isNaN(java[i]))
          .as("output %d: %s in Java, %s in the file", i, java[i], onnx[i])
          .isTrue();
    }
    if (calibration.intervals().isPresent()) {
      requireHeldMiddle(onnx, onnx(network, preparation, Calibration.NONE, flat, raw), network);
    }
  }

  /** The middle is the forecast without intervals, bit for bit, and between the ends. */
  private static void requireHeldMiddle(float[] ends, float[] forecasts, Network network) {
    int parameters = network.head().parameters();
    for (int i = 0; i < ends.length / 3; i++) {
      float middle = ends[3 * i + 1];
      assertThat(middle)
          .isEqualTo(Float.valueOf(forecasts[i * parameters + network.head().point()]));
      assertThat(ends[3 * i] <= middle && middle <= ends[3 * i + 2] || Float.isNaN(middle))
          .isTrue();
    }
  }

  /** With joint channels one target is no feature. */
  private static Preparation preparation(Network network) {
    return new Preparation(
        Scaling.STANDARD,
        List.of(
            new ColumnScaling("a", 3, 0.5f),
            new ColumnScaling("b", -20, 7),
            new ColumnScaling("c", 1000, 90),
            new ColumnScaling("d", 0, 1)),
        network.channels() == Channels.JOINT ? List.of(3, 0, 2) : List.of(3, 1, 2),
        List.of(2, 1),
        network.future() == 0 ? List.of() : List.of(3, 0));
  }

  private static float[] java(
      Network network,
      Preparation preparation,
      Calibration calibration,
      float[] flat,
      float[] raw) {
    float[] prepared = new float[raw.length];
    for (int i = 0; i < raw.length; i++) {
      prepared[i] = preparation.columns().get(i % COLUMNS).apply(raw[i]);
    }
    int[] starts = IntStream.range(0, WINDOWS).map(i -> i * ROWS).toArray();
    Windows windows = Windows.asking(prepared, preparation.roles(), network, starts);
    int[] order = IntStream.range(0, windows.size()).toArray();
    float[] outputs = new float[WINDOWS * network.outputs()];
    Loss loss = Loss.of(network.head());
    try (DifferentiableNetwork engine =
        new ReferenceBackend().open(network.channel(), loss, Device.CPU)) {
      engine.setWeights(flat);
      engine.predict(windows.batch(order, 0, order.length), outputs);
    }
    return Outputs.toRaw(outputs, windows, network, preparation, calibration);
  }

  private float[] onnx(
      Network network, Preparation preparation, Calibration calibration, float[] flat, float[] raw)
      throws IOException {
    float[] window = new float[WINDOWS * LOOK_BACK * COLUMNS];
    float[] future = new float[WINDOWS * network.futureValues()];
    for (int i = 0; i < WINDOWS; i++) {
      int values = LOOK_BACK * COLUMNS;
      System.arraycopy(raw, i * ROWS * COLUMNS, window, i * values, values);
      for (int k = 0; k < network.futureValues(); k++) {
        int row = i * ROWS + LOOK_BACK + k / network.future();
        int column = preparation.future().get(k % network.future());
        future[i * network.futureValues() + k] = raw[row * COLUMNS + column];
      }
    }
    OnnxModelFormat format = new OnnxModelFormat();
    Path file = folder.resolve("model.onnx");
    Files.write(
        file,
        OnnxChecker.check(
            format.encode(network, preparation, calibration, Weights.of(network, flat), Map.of())));
    try (ModelSession session = format.open(file)) {
      return session.run(window, future, WINDOWS);
    }
  }
}
