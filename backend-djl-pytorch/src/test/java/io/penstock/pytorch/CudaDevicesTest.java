package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.spi.Device;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The driver's answers, by drivers that the test writes. */
class CudaDevicesTest {
  @Test
  void devicesHaveTheDriversNamesAndMemory() {
    assertThat(CudaDevices.of(new Answers()))
        .isEqualTo(
            new CudaDevices(
                List.of(
                    Device.cuda(0, "NVIDIA H200", OptionalLong.of(150_121_480_192L)),
                    Device.cuda(1, "NVIDIA GeForce RTX 3060 Ti", OptionalLong.of(8_589_934_592L))),
                OptionalInt.of(12_080),
                Optional.empty()));
  }

  @Test
  void aDeviceThatTellsNothingIsThereNevertheless() {
    Answers silent = new Answers();
    silent.ofNames = 1;
    silent.ofMemory = 1;
    assertThat(CudaDevices.of(silent).devices())
        .containsExactly(
            Device.cuda(0, "NVIDIA GPU", OptionalLong.empty()),
            Device.cuda(1, "NVIDIA GPU", OptionalLong.empty()));
  }

  @Test
  void noDeviceIsNoError() {
    Answers none = new Answers();
    none.ofInit = CudaDriver.NO_DEVICE;
    assertThat(CudaDevices.of(none))
        .isEqualTo(new CudaDevices(List.of(), OptionalInt.of(12_080), Optional.empty()));
  }

  @Test
  void theCallThatFailsIsNamedWithItsCode() {
    Answers broken = new Answers();
    broken.ofCount = 3;
    assertThat(CudaDevices.of(broken).error()).contains("cuDeviceGetCount gives 3");
    broken.ofInit = 999;
    assertThat(CudaDevices.of(broken).error()).contains("cuInit gives 999");
    assertThat(CudaDevices.of(broken).devices()).isEmpty();
    broken.ofVersion = 34;
    assertThat(CudaDevices.of(broken).error()).contains("cuDriverGetVersion gives 34");
  }

  /** Two cards, whose handles are not their numbers, and codes of errors. */
  private static final class Answers implements CudaDriver {
    private int ofVersion;
    private int ofInit;
    private int ofCount;
    private int ofNames;
    private int ofMemory;

    @Override
    public int cuInit(int flags) {
      return ofInit;
    }

    @Override
    public int cuDriverGetVersion(int[] version) {
      version[0] = 12_080;
      return ofVersion;
    }

    @Override
    public int cuDeviceGetCount(int[] count) {
      count[0] = 2;
      return ofCount;
    }

    @Override
    public int cuDeviceGet(int[] device, int ordinal) {
      device[0] = 70 + ordinal;
      return 0;
    }

    @Override
    public int cuDeviceGetName(byte[] name, int length, int device) {
      String text = device == 70 ? "NVIDIA H200" : "NVIDIA GeForce RTX 3060 Ti";
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(bytes, 0, name, 0, bytes.length);
      return ofNames;
    }

    @Override
    public int cuDeviceTotalMem_v2(long[] bytes, int device) {
      bytes[0] = device == 70 ? 150_121_480_192L : 8_589_934_592L;
      return ofMemory;
    }
  }
}
