package io.penstock.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import com.google.protobuf.ByteString;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.spi.ModelFormat.StoredModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredOnnxModelTest {
  @TempDir private Path folder;

  private final Example model = Example.usual();

  @Test
  void theMetadataComeBackInTheirOrder() throws IOException {
    Map<String, String> metadata = new OnnxModelFormat().read(model.write(folder)).metadata();

    assertThat(List.copyOf(metadata.entrySet()))
        .isEqualTo(List.copyOf(Example.metadata().entrySet()));
  }

  @Test
  void theSummaryShowsWhatIsInside() throws IOException {
    Path file = model.write(folder);

    String summary = new OnnxModelFormat().read(file).summary();

    assertThat(summary.lines())
        .containsExactly(
            String.format(Locale.ROOT, "file        %,d bytes", Files.size(file)),
            "written by  penstock dev",
            "format      ONNX, IR 8, opset 17",
            "input       window float [batch, 12, 4]: Raw rows, oldest first: [batch, 12 rows, 4 columns]. Columns in order: column 0, column 1, column 2, column 3, each in the unit of the training data.",
            "output      forecast float [batch, 3, 2]: The next rows, nearest first: [batch, 3 rows, 2 targets]. Targets in order: column 2, column 1, each in the unit of the training data.",
            "operators   3 Add, 1 Div, 2 Gather, 1 Gemm, 2 LSTM, 2 Mul, 1 ReduceSum, 3 Reshape, 1 Slice, 1 Sub, 3 Transpose",
            "parameters  " + String.format(Locale.ROOT, "%,d", model.network().parameters()));
  }

  @Test
  void theSummaryNamesTheColumnsKnownOfTheFuture() throws IOException {
    Example full = Example.full();

    assertThat(new OnnxModelFormat().read(full.write(folder)).summary().lines())
        .contains(
            "input       future float [batch, 4, 2]: Raw values known for the rows to be predicted, nearest first: [batch, 4 rows, 2 columns]. Columns in order: column 3, column 0, each in the unit of the training data.",
            "parameters  " + String.format(Locale.ROOT, "%,d", full.network().parameters()));
  }

  @Test
  void aNetworkThatKnowsMoreOfTheFutureIsRefused() throws IOException {
    StoredModel stored = new OnnxModelFormat().read(Example.full().write(folder));

    assertThatThrownBy(() -> stored.weights(Example.full().network().withFuture(3)))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL))
        .hasMessageContaining("the weights head.W")
        .hasMessageContaining("shape [12, 13], its network needs")
        .hasMessageContaining("shape [12, 17]");
  }

  @Test
  void aNetworkOfOtherWidthsIsRefused() throws IOException {
    StoredModel stored = new OnnxModelFormat().read(model.write(folder));

    assertRefused(stored, model.network().layers().get(0), LstmLayer.of(9), "lstm.0.W");
    assertRefused(stored, model.network().layers().get(0), LstmLayer.of(8), "lstm.1.W");
  }

  private void assertRefused(StoredModel stored, LstmLayer first, LstmLayer second, String name) {
    Network own = model.network();
    List<LstmLayer> layers =
        name.startsWith("lstm.0") ? List.of(second, own.layers().get(1)) : List.of(first, second);
    Network other =
        new Network(
            own.lookBack(), own.features(), own.horizon(), own.targets(), own.anchor(), layers);
    assertThatThrownBy(() -> stored.weights(other))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL))
        .hasMessageContaining("model.onnx: the weights " + name)
        .hasMessageContaining("its network needs");
  }

  @Test
  void aNetworkOfMoreLayersIsRefused() throws IOException {
    StoredModel stored = new OnnxModelFormat().read(model.write(folder));
    Network own = model.network();
    Network deeper =
        new Network(
            own.lookBack(),
            own.features(),
            own.horizon(),
            own.targets(),
            own.anchor(),
            List.of(LstmLayer.of(8), LstmLayer.of(5), LstmLayer.of(5)));

    assertThatThrownBy(() -> stored.weights(deeper))
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("no weights named lstm.2.W");
  }

  @Test
  void weightsOfAnotherTypeOrLengthOrWithARecurrentBiasAreRefused() throws IOException {
    assertThat(changed("head.W", tensor -> tensor.setDataType(TensorProto.DataType.DOUBLE_VALUE)))
        .contains("type DOUBLE");
    assertThat(changed("head.W", tensor -> tensor.setRawData(ByteString.copyFrom(new byte[7]))))
        .contains("are 1 numbers");
    assertThat(
            changed(
                "lstm.0.b",
                tensor -> {
                  byte[] bias = tensor.getRawData().toByteArray();
                  bias[bias.length - 1] = 1;
                  tensor.setRawData(ByteString.copyFrom(bias));
                }))
        .contains("lstm.0.b has a recurrent bias");
  }

  @Test
  void weightsThatAnotherToolStoredAsNumbersAreRead() throws IOException {
    ModelProto.Builder file = ModelProto.parseFrom(model.encode()).toBuilder();
    float[] bias = model.weights().slot(WeightLayout.of(model.network()).slot("head.b"));
    for (TensorProto.Builder tensor : file.getGraphBuilder().getInitializerBuilderList()) {
      if (tensor.getName().equals("head.b")) {
        tensor.clearRawData();
        for (float value : bias) {
          tensor.addFloatData(value);
        }
      }
    }
    Path path = write(file);

    assertThat(new OnnxModelFormat().read(path).weights(model.network()))
        .isEqualTo(model.weights());
  }

  /** The message about a file whose weights of that name were changed. */
  private String changed(String name, Consumer<TensorProto.Builder> change) throws IOException {
    ModelProto.Builder file = ModelProto.parseFrom(model.encode()).toBuilder();
    file.getGraphBuilder().getInitializerBuilderList().stream()
        .filter(tensor -> tensor.getName().equals(name))
        .forEach(change);
    Path path = folder.resolve("changed.onnx");
    Files.write(path, file.build().toByteArray());
    try {
      new OnnxModelFormat().read(path).weights(model.network());
    } catch (PenstockException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.MODEL);
      return e.getMessage();
    }
    throw new AssertionError("the changed weights were taken");
  }

  private Path write(ModelProto.Builder file) throws IOException {
    return Files.write(
        folder.resolve("changed.onnx"), OnnxChecker.check(file.build().toByteArray()));
  }
}
