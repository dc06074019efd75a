package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.training.Loss;
import java.util.List;
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
            () -> backend.open(NETWORK, Loss.MSE, new Device("cuda:99", "of another machine")))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.ENVIRONMENT))
        .hasMessageStartingWith("There is no device cuda:99; PyTorch finds cpu")
        .hasMessageContaining("CUDA is ");
  }

  @Test
  void itSaysWhatWayItTakes() {
    assertThat(backend.path(NETWORK, Device.CPU)).contains("torch.lstm");
  }

  @Test
  void closingTwiceDoesNoHarm() {
    var session = backend.open(NETWORK, Loss.MSE, Device.CPU);
    session.close();
    session.close();
    assertThat(backend.devices()).isNotEqualTo(List.of());
  }
}
