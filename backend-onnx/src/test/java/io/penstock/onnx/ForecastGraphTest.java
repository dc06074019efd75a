package io.penstock.onnx;

import static io.penstock.network.Anchor.LAST_VALUE;
import static io.penstock.network.Anchor.NONE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import io.penstock.network.Activation;
import io.penstock.network.Channels;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.Weights;
import io.penstock.preparation.Scaling;
import io.penstock.spi.ModelFormat.ModelSession;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ForecastGraphTest {
  @TempDir private Path folder;

  static Stream<Arguments> models() {
    LstmLayer both = new LstmLayer(5, Direction.BIDIRECTIONAL, Activation.TANH);
    LstmLayer relu = new LstmLayer(4, Direction.FORWARD, Activation.RELU);
    LstmLayer bothRelu = new LstmLayer(3, Direction.BIDIRECTIONAL, Activation.RELU);
    return Stream.of(
        Arguments.of(
            "one layer, one column",
            Example.of(9, 1, List.of(0), List.of(0), 1, Scaling.NONE, NONE, lstm(6))),
        Arguments.of(
            "one row, one unit",
            Example.of(1, 1, List.of(0), List.of(0), 1, Scaling.STANDARD, LAST_VALUE, lstm(1))),
        Arguments.of(
            "anchor without scaling",
            Example.of(9, 2, List.of(0, 1), List.of(1), 4, Scaling.NONE, LAST_VALUE, lstm(6))),
        Arguments.of(
            "scaling without anchor",
            Example.of(9, 3, List.of(0, 1, 2), List.of(2, 0), 4, Scaling.MIN_MAX, NONE, lstm(6))),
        Arguments.of("two layers, features are not the columns", Example.usual()),
        Arguments.of(
            "targets are all columns, in order",
            Example.of(
                7, 3, List.of(2), List.of(0, 1, 2), 5, Scaling.STANDARD, LAST_VALUE, lstm(11))),
        Arguments.of(
            "three layers of different widths",
            Example.of(
                48,
                7,
                List.of(6, 5, 0, 2),
                List.of(6),
                24,
                Scaling.STANDARD,
                LAST_VALUE,
                lstm(17, 32, 9))),
        Arguments.of(
            "a long window and a wide layer",
            Example.of(
                300, 3, List.of(0, 1, 2), List.of(1), 24, Scaling.STANDARD, LAST_VALUE, lstm(64))),
        Arguments.of(
            "both directions",
            Example.of(
                9, 2, List.of(0, 1), List.of(1), 4, Scaling.STANDARD, LAST_VALUE, List.of(both))),
        Arguments.of(
            "both directions between forward layers",
            Example.of(
                9,
                2,
                List.of(1, 0),
                List.of(1),
                4,
                Scaling.STANDARD,
                NONE,
                List.of(LstmLayer.of(3), both, LstmLayer.of(7), both))),
        Arguments.of(
            "relu",
            Example.of(
                6,
                2,
                List.of(0, 1),
                List.of(0),
                2,
                Scaling.STANDARD,
                LAST_VALUE,
                List.of(relu, bothRelu))));
  }

  private static List<LstmLayer> lstm(int... units) {
    return Arrays.stream(units).mapToObj(LstmLayer::of).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void theGraphGivesWhatTheDefinitionInFloat64Gives(String name, Example model) throws IOException {
    int count = 5;
    float[] windows = model.windows(count, 11);
    float[] forecasts;
    try (ModelSession session = new OnnxModelFormat().open(model.write(folder))) {
      forecasts = session.run(windows, Example.NO_FUTURE, count);
    }

    ReferenceForecast reference = new ReferenceForecast(model);
    int outputs = model.network().outputs();
    assertThat(forecasts).hasSize(count * outputs);
    for (int i = 0; i < count; i++) {
      double[] expected = reference.of(windows, Example.NO_FUTURE, i);
      for (int j = 0; j < outputs; j++) {
        double scale = model.preparation().target(j % model.network().targets()).scale();
        assertThat((double) forecasts[i * outputs + j])
            .as("window %d, output %d", i, j)
            .isCloseTo(expected[j], within(1e-5 * scale));
      }
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("models")
  void theWeightsComeBackBitForBit(String name, Example model) throws IOException {
    Path file = model.write(folder);

    Weights stored = new OnnxModelFormat().read(file).weights(model.network());

    assertThat(stored).isEqualTo(model.weights());
  }

  @Test
  void oddNumbersComeBackBitForBit() throws IOException {
    Example model = Example.usual();
    float[] flat = model.weights().toArray();
    flat[0] = -0f;
    flat[1] = Float.MIN_VALUE;
    flat[2] = Float.NaN;
    flat[3] = Float.NEGATIVE_INFINITY;
    Weights odd = Weights.of(model.network(), flat);
    Path file = new Example(model.network(), model.preparation(), odd).write(folder);

    assertThat(new OnnxModelFormat().read(file).weights(model.network())).isEqualTo(odd);
  }

  @Test
  void nothingIsComputedThatChangesNothing() throws IOException {
    Example plain = Example.of(9, 2, List.of(0, 1), List.of(1), 4, Scaling.NONE, NONE, lstm(6));

    assertThat(operators(plain))
        .containsExactly(
            "Transpose",
            "LSTM",
            "Transpose",
            "Reshape",
            "Mul",
            "ReduceSum",
            "Gemm",
            "Reshape",
            "Add");
    assertThat(operators(Example.usual()))
        .containsExactly(
            "Sub",
            "Div",
            "Slice",
            "Gather",
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
            "Add",
            "Gather",
            "Add",
            "Mul",
            "Add");
  }

  private static List<String> operators(Example model) throws IOException {
    return ModelProto.parseFrom(model.encode()).getGraph().getNodeList().stream()
        .map(NodeProto::getOpType)
        .toList();
  }

  @Test
  void theInputSaysWhichColumnsItTakes() throws IOException {
    ModelProto model = ModelProto.parseFrom(Example.usual().encode());

    assertThat(model.getGraph().getInput(0).getDocString())
        .contains("column 0, column 1, column 2, column 3");
    assertThat(model.getGraph().getOutput(0).getDocString()).contains("column 2, column 1");
  }

  @Test
  void equalArgumentsGiveEqualBytes() {
    assertThat(Example.usual().encode()).isEqualTo(Example.usual().encode());
  }

  @Test
  void independentChannelsMustReadThemselves() {
    Network network =
        new Network(6, 2, 3, 2, NONE, List.of(LstmLayer.of(4))).withChannels(Channels.INDEPENDENT);

    assertThatThrownBy(
            () -> Example.of(network, 3, List.of(0, 2), List.of(1, 0), Scaling.NONE).encode())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "independent channels read themselves: of the targets [1, 0] each must be one of the features [0, 2]");
  }

  @Test
  void partsThatDoNotFitEachOtherAreRefused() {
    Example model = Example.usual();
    Network wider = new Network(12, 4, 3, 2, LAST_VALUE, model.network().layers());

    assertThatThrownBy(
            () ->
                new OnnxModelFormat().encode(wider, model.preparation(), model.weights(), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("4 features")
        .hasMessageContaining("3 features");
  }
}
