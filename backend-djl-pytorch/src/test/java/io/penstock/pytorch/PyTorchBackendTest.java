package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.training.Loss;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class PyTorchBackendTest {
  private static final Network NETWORK = Examples.network(3, 1, 1, 1, 4);

  private final PyTorchBackend backend = new PyTorchBackend();

  @Test
  void itNamesTheVersionsOfRuntimeAndBindings() {
    NativeLibraries libraries = NativeLibraries.installed();

    assertThat(backend.versions())
        .containsEntry("PyTorch", libraries.torchVersion())
        .containsEntry("DJL", libraries.djlVersion());
  }

  @Test
  void theProcessorIsTheFirstDevice() {
    assertThat(backend.devices().get(0)).isEqualTo(Device.CPU);
  }

  @Test
  void aDeviceThatIsNotThereIsRefusedByName() {
    assertThatThrownBy(
            () ->
                backend.open(
                    NETWORK, Loss.MSE, Device.cuda(99, "of another machine", OptionalLong.empty())))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
        .hasMessageStartingWith("There is no device cuda:99; PyTorch finds cpu")
        .hasMessageContaining("CUDA is ");
  }

  @Test
  void thereIsEitherACudaDeviceOrAReasonWhyNot() {
    assertThat(backend.missingCuda().isEmpty()).isEqualTo(backend.devices().size() > 1);
  }

  @Test
  void itSaysWhatWayItTakesForWhichLayer() {
    LstmLayer tanh = LstmLayer.of(4);
    LstmLayer both = new LstmLayer(3, Direction.BIDIRECTIONAL, Activation.TANH);
    LstmLayer relu = new LstmLayer(3, Direction.FORWARD, Activation.RELU);
    LstmLayer leaky = new LstmLayer(3, Direction.FORWARD, Activation.LEAKY_RELU);

    assertThat(path(tanh, both)).isEqualTo("fused LSTM kernel (torch.lstm)");
    assertThat(path(relu)).isEqualTo("unrolled steps for relu in layer 1");
    assertThat(path(tanh, leaky, both))
        .isEqualTo(
            "fused LSTM kernel (torch.lstm) in layers 1 and 3, unrolled steps for leaky-relu in"
                + " layer 2");
  }

  private String path(LstmLayer... layers) {
    return backend.path(new Network(3, 1, 1, 1, Anchor.NONE, List.of(layers)), Device.CPU);
  }

  @Test
  void closingTwiceDoesNoHarm() {
    var session = backend.open(NETWORK, Loss.MSE, Device.CPU);
    session.close();
    session.close();
    assertThat(backend.devices()).isNotEqualTo(List.of());
  }
}
