package io.penstock.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.Scaling;
import io.penstock.spi.ModelFormat.ModelSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every combination of parts that a network may have, with random weights. */
class NetworkGraphTest {
  private static final int COLUMNS = 3;
  private static final List<Integer> FEATURES = List.of(2, 0);
  private static final List<Integer> TARGETS = List.of(1, 0);

  @TempDir private Path folder;

  static Stream<Head> heads() {
    return Stream.of(
        new Head.Linear(),
        new Head.Sigmoid(),
        new Head.Softmax(4),
        new Head.Quantiles(List.of(0.5)),
        new Head.Quantiles(List.of(0.05, 0.5, 0.9)),
        new Head.Gaussian());
  }

  static Stream<Arguments> combinations() {
    return heads()
        .flatMap(
            head ->
                Arrays.stream(Activation.values())
                    .flatMap(
                        activation ->
                            Arrays.stream(Direction.values())
                                .map(direction -> Arguments.of(head, activation, direction))));
  }

  @ParameterizedTest
  @MethodSource("combinations")
  void theGraphGivesWhatTheDefinitionInFloat64Gives(
      Head head, Activation activation, Direction direction) throws IOException {
    for (int depth = 1; depth <= 3; depth++) {
      for (int segment : new int[] {1, 3}) {
        for (int embedding : new int[] {0, 7}) {
          Network network =
              network(head, layers(depth, activation, direction), anchor(head, depth));
          network = network.withSegment(segment);
          network = embedding == 0 ? network : network.withEmbedding(embedding);
          Scaling scaling = depth == 2 ? Scaling.NONE : Scaling.STANDARD;
          assertAgrees(Example.of(network, COLUMNS, FEATURES, TARGETS, scaling));
        }
      }
    }
  }

  /** Both, one after the other; probabilities have none. */
  private static Anchor anchor(Head head, int number) {
    return head.givesProbabilities() || number == 3 ? Anchor.NONE : Anchor.LAST_VALUE;
  }

  /** Layers of different widths. */
  private static List<LstmLayer> layers(int depth, Activation activation, Direction direction) {
    return IntStream.range(0, depth)
        .mapToObj(l -> new LstmLayer(4 + 2 * l - l * l, direction, activation))
        .toList();
  }

  private static Network network(Head head, List<LstmLayer> layers, Anchor anchor) {
    return new Network(6, FEATURES.size(), 3, TARGETS.size(), anchor, layers).withHead(head);
  }

  private void assertAgrees(Example model) throws IOException {
    int count = 3;
    float[] windows = model.windows(count, 11);
    float[] forecasts;
    try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
      forecasts = session.run(windows, Example.NO_FUTURE, count);
    }
    Network network = model.network();
    ReferenceForecast reference = new ReferenceForecast(model);
    int outputs = network.outputs();
    assertThat(forecasts).hasSize(count * outputs);
    for (int i = 0; i < forecasts.length; i++) {
      double expected = reference.of(windows, Example.NO_FUTURE, i / outputs)[i % outputs];
      int target = i / network.head().parameters() % network.targets();
      assertThat((double) forecasts[i])
          .as("%s, output %d", network, i)
          .isCloseTo(expected, within(1e-5 * model.scale(target)));
    }
    assertThat(new OnnxModelFormat().read(folder.resolve("model.onnx")).weights(network))
        .isEqualTo(model.weights());
  }

  @Test
  void layersOfEveryKindFollowEachOther() throws IOException {
    List<LstmLayer> layers = new ArrayList<>();
    for (Direction direction : Direction.values()) {
      for (Activation activation : Activation.values()) {
        layers.add(new LstmLayer(2 + layers.size() % 3, direction, activation));
      }
    }
    Network network = network(new Head.Linear(), layers, Anchor.LAST_VALUE);

    assertAgrees(Example.of(network, COLUMNS, FEATURES, TARGETS, Scaling.MIN_MAX));
  }

  @ParameterizedTest
  @MethodSource("heads")
  void theForecastHasAnAxisForParametersWhereThereMayBeSeveral(Head head) throws IOException {
    ValueInfoProto output = ModelProto.parseFrom(usual(head).encode()).getGraph().getOutput(0);

    List<Long> shape =
        output.getType().getTensorType().getShape().getDimList().stream()
            .skip(1)
            .map(dimension -> dimension.getDimValue())
            .toList();
    boolean one = head instanceof Head.Linear || head instanceof Head.Sigmoid;
    assertThat(shape).isEqualTo(one ? List.of(3L, 2L) : List.of(3L, 2L, (long) head.parameters()));
  }

  private static Example usual(Head head) {
    Network network =
        network(head, List.of(LstmLayer.of(5), LstmLayer.of(4)), anchor(head, 1))
            .withSegment(2)
            .withEmbedding(3);
    return Example.of(network, COLUMNS, FEATURES, TARGETS, Scaling.STANDARD);
  }

  @ParameterizedTest
  @MethodSource("heads")
  void aMissingValueThatTheNetworkReadsMakesTheWholeForecastMissing(Head head) throws IOException {
    Example model = usual(head);
    int outputs = model.network().outputs();
    try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
      for (int row = 0; row < model.network().lookBack(); row++) {
        float[] windows = model.windows(3, 5);
        windows[model.inputs() + row * COLUMNS + 2] = Float.NaN;

        float[] forecasts = session.run(windows, Example.NO_FUTURE, 3);

        assertThat(Arrays.copyOfRange(forecasts, outputs, 2 * outputs))
            .as("missing at row %d", row)
            .containsOnly(Float.NaN);
        assertThat(Arrays.copyOfRange(forecasts, 0, outputs)).doesNotContain(Float.NaN);
        assertThat(Arrays.copyOfRange(forecasts, 2 * outputs, 3 * outputs))
            .doesNotContain(Float.NaN);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("heads")
  void aWindowsForecastDoesNotDependOnItsNeighbours(Head head) throws IOException {
    Example model = usual(head);
    int count = 600;
    int outputs = model.network().outputs();
    float[] windows = model.windows(count, 3);
    try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
      float[] together = session.run(windows, Example.NO_FUTURE, count);

      assertThat(together).hasSize(count * outputs);
      for (int i = 0; i < count; i += 7) {
        int from = i * model.inputs();
        float[] alone =
            session.run(
                Arrays.copyOfRange(windows, from, from + model.inputs()), Example.NO_FUTURE, 1);
        for (int j = 0; j < outputs; j++) {
          double scale = model.scale(j / model.network().head().parameters() % 2);
          assertThat(Math.abs(together[i * outputs + j] - alone[j]) / scale)
              .as("window %d, output %d", i, j)
              .isLessThan(2e-6);
        }
      }
    }
  }

  @Test
  void quantilesNeverCross() throws IOException {
    List<Double> levels = List.of(0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99);
    Example model = usual(new Head.Quantiles(levels));
    try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
      float[] forecasts = session.run(model.windows(200, 9), Example.NO_FUTURE, 200);

      for (int at = 0; at < forecasts.length; at += levels.size()) {
        assertThat(Arrays.copyOfRange(forecasts, at, at + levels.size())).isSorted();
      }
    }
  }

  @Test
  void probabilitiesAddUpToOne() throws IOException {
    Example model = usual(new Head.Softmax(5));
    try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
      float[] forecasts = session.run(model.windows(50, 9), Example.NO_FUTURE, 50);

      for (int at = 0; at < forecasts.length; at += 5) {
        double sum = 0;
        for (int c = at; c < at + 5; c++) {
          assertThat(forecasts[c]).isBetween(0f, 1f);
          sum += forecasts[c];
        }
        assertThat(sum).isCloseTo(1, within(1e-6));
      }
    }
  }

  @Test
  void dropoutIsNotInTheGraph() {
    Example model = usual(new Head.Linear());
    Network own = model.network();
    Network dropping =
        new Network(
            own.lookBack(),
            own.features(),
            own.horizon(),
            own.targets(),
            own.anchor(),
            own.segment(),
            own.embedding(),
            own.layers().stream().map(layer -> layer.withDropout(0.4)).toList(),
            own.head());

    assertThat(new Example(dropping, model.preparation(), model.weights()).encode())
        .isEqualTo(model.encode());
  }

  @Test
  void nothingIsComputedThatChangesNothing() throws IOException {
    assertThat(operators(usual(new Head.Gaussian())))
        .containsExactly(
            "Sub",
            "Div",
            "Slice",
            "Gather",
            "Reshape",
            "Transpose",
            "MatMul",
            "Add",
            "Relu",
            "Transpose",
            "LSTM",
            "Transpose",
            "Reshape",
            "LSTM",
            "Transpose",
            "Reshape",
            "Mul",
            "ReduceSum",
            "Gemm",
            "Reshape",
            "Split",
            "Gather",
            "Unsqueeze",
            "Add",
            "Mul",
            "Add",
            "Softplus",
            "Add",
            "Mul",
            "Concat",
            "Unsqueeze",
            "Add");
    assertThat(operators(usual(new Head.Quantiles(List.of(0.1, 0.9))))).endsWith("Add", "TopK");
    assertThat(operators(usual(new Head.Quantiles(List.of(0.1))))).doesNotContain("TopK");
  }

  private static List<String> operators(Example model) throws IOException {
    return ModelProto.parseFrom(model.encode()).getGraph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .toList();
  }

  @Test
  void theOutputAndTheSummarySayWhatTheForecastHolds() throws IOException {
    assertThat(summary(new Head.Sigmoid()))
        .contains("forecast float [batch, 3, 2]: Probabilities for the next rows");
    assertThat(summary(new Head.Softmax(4)))
        .contains("forecast float [batch, 3, 2, 4]: Probabilities for the next rows", "4 classes");
    assertThat(summary(new Head.Quantiles(List.of(0.1, 0.5, 0.9))))
        .contains("forecast float [batch, 3, 2, 3]: Quantiles", "the quantiles 0.1, 0.5, 0.9");
    assertThat(summary(new Head.Gaussian()))
        .contains("forecast float [batch, 3, 2, 2]: Normal distributions", "mean and scale")
        .contains("Targets in order: column 1, column 0, each in the unit of the training data.")
        .contains("parameters  " + usual(new Head.Gaussian()).network().parameters());
  }

  private String summary(Head head) throws IOException {
    return new OnnxModelFormat().read(usual(head).write(folder)).summary();
  }
}
