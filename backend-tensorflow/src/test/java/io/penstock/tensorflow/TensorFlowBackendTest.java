package io.penstock.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.training.Loss;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class TensorFlowBackendTest {
  private final NativeLibrary library = NativeLibrary.ofThisMachine();
  private final Backend backend = new TensorFlowBackend(library);
  private final Network network = Example.random(1, 1, 3, 1, 1, 1, 2).network();

  @Test
  void theProcessorIsTheFirstDevice() {
    assertThat(backend.devices()).startsWith(Device.CPU);
  }

  @Test
  void versionsOfRuntimeAndBindingAreNamed() {
    assertThat(backend.versions().get("TensorFlow")).matches("2\\.\\d+\\.\\d+");
    assertThat(backend.versions().get("TensorFlow Java")).matches("\\d+\\.\\d+\\.\\d+");
  }

  @Test
  void theWayItTakesIsNamed() {
    assertThat(backend.path(network, Device.CPU))
        .isEqualTo("unrolled graph with fused cells and fused cell gradients");
  }

  @Test
  void theWayEachLayerTakesIsNamed() {
    LstmLayer tanh = LstmLayer.of(2);
    LstmLayer relu = new LstmLayer(2, Direction.BIDIRECTIONAL, Activation.RELU);
    LstmLayer sigmoid = new LstmLayer(2, Direction.FORWARD, Activation.SIGMOID);
    assertThat(path(relu, sigmoid)).isEqualTo("unrolled graph with plain steps");
    assertThat(path(relu, tanh, sigmoid))
        .isEqualTo(
            "unrolled graph with fused cells and fused cell gradients in layer 2, plain steps in layers 1, 3");
  }

  private String path(LstmLayer... layers) {
    return backend.path(new Network(3, 1, 1, 1, Anchor.NONE, List.of(layers)), Device.CPU);
  }

  @Test
  void aDeviceThatIsNotThereIsRefusedByName() {
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(
            () -> backend.open(network, Loss.MSE, Device.cuda(97, "card", OptionalLong.empty())))
        .withMessageStartingWith("TensorFlow cannot compute on cuda:97 here; it can on cpu")
        .withMessageEndingWith(backend.cudaStatus())
        .extracting(PenstockException::code)
        .isEqualTo(ErrorCode.ENVIRONMENT);
  }

  @Test
  void thereIsEitherACudaDeviceOrAReasonWhyNot() {
    assertThat(backend.missingCuda().isEmpty()).isEqualTo(backend.devices().size() > 1);
  }

  @Test
  void theLibraryForProcessorsListsNoCudaDevice() {
    assumeThat(library.hasGpu()).isFalse();
    backend.versions();
    assertThat(Devices.cuda("card")).isEmpty();
    assertThat(backend.devices()).containsExactly(Device.CPU);
  }

  @Test
  void withoutNativesNothingIsLoadedAndTheMissingArtifactIsNamed() {
    Backend bare = new TensorFlowBackend(new NativeLibrary("Linux", "amd64", name -> false));
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> bare.open(network, Loss.MSE, Device.CPU))
        .withMessageEndingWith(":linux-x86_64.")
        .extracting(PenstockException::code)
        .isEqualTo(ErrorCode.ENVIRONMENT);
  }
}
