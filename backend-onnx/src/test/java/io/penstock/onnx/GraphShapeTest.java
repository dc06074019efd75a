package io.penstock.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import com.google.protobuf.ByteString;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.preparation.Scaling;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GraphShapeTest {
  @TempDir private Path folder;

  private static Example segmented() {
    Network network =
        new Network(
                12,
                2,
                3,
                2,
                Anchor.LAST_VALUE,
                List.of(
                    new LstmLayer(5, Direction.BIDIRECTIONAL, Activation.LEAKY_RELU),
                    LstmLayer.of(4)))
            .withSegment(4)
            .withEmbedding(6)
            .withHead(new Head.Quantiles(List.of(0.1, 0.2, 0.3, 0.4)));
    return Example.of(network, 3, List.of(2, 0), List.of(1, 0), Scaling.STANDARD);
  }

  @Test
  void aShapeIsWhatTheNetworkSays() throws IOException {
    assertThat(GraphShape.of(OnnxFile.read(segmented().write(folder))))
        .isEqualTo(new GraphShape(12, 3, 0, 0, 3, 2, 4, 1, 3, 50, 0));
    assertThat(GraphShape.of(OnnxFile.read(Example.usual().write(folder))))
        .isEqualTo(new GraphShape(12, 4, 0, 0, 3, 2, 1, 1, 12, 40, 0));
    assertThat(GraphShape.of(OnnxFile.read(Example.full().write(folder))))
        .isEqualTo(new GraphShape(12, 4, 0, 2, 4, 2, 3, 2, 6, 30, 0));
  }

  @Test
  void aConstantThatCannotCutTheWindowIsNotBelieved() throws IOException {
    ModelProto.Builder file = ModelProto.parseFrom(segmented().encode()).toBuilder();
    file.getGraphBuilder().getInitializerBuilderList().stream()
        .filter(constant -> constant.getName().equals(ForecastGraph.SEGMENTS_SHAPE))
        .forEach(
            constant -> {
              byte[] shape = constant.getRawData().toByteArray();
              shape[Long.BYTES] = 13;
              constant.setRawData(ByteString.copyFrom(shape));
            });
    Path path = Files.write(folder.resolve("model.onnx"), file.build().toByteArray());

    assertThat(GraphShape.of(OnnxFile.read(path)).steps()).isEqualTo(12);
  }

  @Test
  void whatIsKnownOfTheFutureHasAsManyRowsAsTheForecast() throws IOException {
    ModelProto.Builder file = ModelProto.parseFrom(Example.full().encode()).toBuilder();
    file.getGraphBuilder()
        .getInputBuilder(1)
        .getTypeBuilder()
        .getTensorTypeBuilder()
        .getShapeBuilder()
        .getDimBuilder(1)
        .setDimValue(3);

    assertNoneOfOurs(file, "takes window float [batch, 12, 4] and future float [batch, 3, 2]");
  }

  @Test
  void anInputOfAnotherNameIsNoneOfOurs() throws IOException {
    ModelProto.Builder file = ModelProto.parseFrom(Example.full().encode()).toBuilder();
    file.getGraphBuilder().getInputBuilder(1).setName("past");
    assertNoneOfOurs(file, "and past float [batch, 4, 2]");

    file.getGraphBuilder().getInputBuilder(1).setName("future");
    file.getGraphBuilder().addInput(file.getGraphBuilder().getInput(0).toBuilder().setName("x"));
    assertNoneOfOurs(file, "and x float [batch, 12, 4]");
  }

  private void assertNoneOfOurs(ModelProto.Builder file, String found) throws IOException {
    Path path = Files.write(folder.resolve("model.onnx"), file.build().toByteArray());
    assertThatThrownBy(() -> new OnnxModelFormat().open(path))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL))
        .hasMessageContaining(found)
        .hasMessageContaining("window [batch, row, column], if need be time [batch, row]");
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 5})
  void aForecastOfTooFewOrTooManyAxesIsNoneOfOurs(int axes) throws IOException {
    ModelProto.Builder file = ModelProto.parseFrom(segmented().encode()).toBuilder();
    TensorShapeProto.Builder shape =
        file.getGraphBuilder()
            .getOutputBuilder(0)
            .getTypeBuilder()
            .getTensorTypeBuilder()
            .getShapeBuilder();
    while (shape.getDimCount() > axes) {
      shape.removeDim(axes);
    }
    while (shape.getDimCount() < axes) {
      shape.addDim(TensorShapeProto.Dimension.newBuilder().setDimValue(1));
    }
    Path path = Files.write(folder.resolve("model.onnx"), file.build().toByteArray());

    assertThatThrownBy(() -> new OnnxModelFormat().open(path))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL))
        .hasMessageContaining("[batch, row, target] or [batch, row, target, parameter]");
  }
}
