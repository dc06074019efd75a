package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.spi.Device;
import io.penstock.spi.MissingCuda;
import io.penstock.spi.NvidiaDriver;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** What is said of CUDA on machines that the test describes. */
class CudaStatusTest {
  private static final NvidiaDriver DRIVER =
      new NvidiaDriver(Optional.of("570.86.15"), true, List.of("NVIDIA H200"));
  private static final Device CARD = Device.cuda(0, "NVIDIA H200", OptionalLong.of(1L << 37));
  private static final CudaDevices FOUND =
      new CudaDevices(List.of(CARD, CARD), OptionalInt.of(12_080), Optional.empty());

  private static NativeLibraries libraries(String platform, String... bridges) {
    return new NativeLibraries(
        platform, "2.7.1", "0.35.1", List.of(platform), List.of(bridges), Optional.empty());
  }

  private static CudaStatus linux(boolean cudaBuild, NvidiaDriver driver, CudaDevices found) {
    return new CudaStatus(
        libraries("linux-x86_64", "cpu", "cu128"),
        cudaBuild,
        cudaBuild && !found.devices().isEmpty(),
        driver,
        found,
        Optional.empty());
  }

  @Test
  void devicesThatCanBeUsedAreCounted() {
    CudaStatus status = linux(true, DRIVER, FOUND);
    assertThat(status.missing()).isEmpty();
    assertThat(status.sentence()).isEqualTo("CUDA is usable: 2 devices.");
  }

  /** As on Windows and under WSL, where the driver shows itself only when asked. */
  @Test
  void aDriverThatAnswersIsBelievedWhateverTheMachineShows() {
    assertThat(linux(true, NvidiaDriver.NONE, FOUND).missing()).isEmpty();
  }

  @Test
  void onAPlatformWithoutBindingsNothingCanBeInstalled() {
    CudaStatus status =
        new CudaStatus(
            libraries("osx-aarch64", "cpu"),
            false,
            false,
            NvidiaDriver.NONE,
            CudaDevices.NONE,
            Optional.empty());
    assertThat(status.missing())
        .contains(
            new MissingCuda(
                "PyTorch has none for osx-aarch64",
                "CUDA is not available. DJL has no CUDA bindings for osx-aarch64."));
  }

  @Test
  void withoutADriverItIsNamedFirstAndTheLibraryNext() {
    assertThat(linux(false, NvidiaDriver.NONE, CudaDevices.NONE).missing())
        .contains(
            new MissingCuda(
                "no NVIDIA driver",
                "CUDA is not available. No NVIDIA driver is installed: a GPU of NVIDIA's and its"
                    + " driver, 525.60.13 or newer, are needed. The libtorch in use is built"
                    + " for the processor only: set PYTORCH_LIBRARY_PATH to the folder \"lib\" of an"
                    + " installed libtorch 2.7.1 for CUDA 12.8."));
  }

  @Test
  void withADriverTheBuildOfTheLibraryIsWhatIsMissing() {
    assertThat(linux(false, DRIVER, CudaDevices.NONE).missing())
        .contains(
            new MissingCuda(
                "libtorch is built for the processor only",
                "CUDA is not available. The libtorch in use is built for the processor only: set"
                    + " PYTORCH_LIBRARY_PATH to the folder \"lib\" of an installed libtorch 2.7.1 for"
                    + " CUDA 12.8."));
  }

  @Test
  void aLibraryForCudaWithoutADriverLacksOnlyThat() {
    assertThat(linux(true, NvidiaDriver.NONE, CudaDevices.NONE).missing())
        .contains(
            new MissingCuda(
                "no NVIDIA driver",
                "CUDA is not available. No NVIDIA driver is installed: a GPU of NVIDIA's and its"
                    + " driver, 525.60.13 or newer, are needed."));
  }

  @Test
  void aDriverTooOldIsNamedWithWhatItServesEvenIfItShowsDevices() {
    CudaDevices old = new CudaDevices(List.of(CARD), OptionalInt.of(11_040), Optional.empty());
    CudaStatus status = linux(true, new NvidiaDriver(Optional.empty(), true, List.of()), old);
    assertThat(status.missing())
        .contains(
            new MissingCuda(
                "NVIDIA driver for CUDA 11.4 is too old",
                "CUDA is not available. NVIDIA's driver serves CUDA up to 11.4, and libtorch is built"
                    + " for CUDA 12.8: install a newer driver."));
  }

  @Test
  void aDriverThatDoesNotAnswerIsToldWithItsCode() {
    CudaDevices failed =
        new CudaDevices(List.of(), OptionalInt.of(12_080), Optional.of("cuInit gives 803"));
    assertThat(linux(true, DRIVER, failed).sentence())
        .isEqualTo(
            "CUDA is not available. NVIDIA's driver does not answer: cuInit gives 803. See whether"
                + " nvidia-smi finds the GPU; after an update of the driver the machine must be"
                + " started again.");
  }

  @Test
  void aLibraryThatCannotUseWhatTheDriverShowsIsToldFromOneWithoutADriver() {
    CudaStatus status =
        new CudaStatus(
            libraries("linux-x86_64", "cpu", "cu128"),
            true,
            false,
            DRIVER,
            FOUND,
            Optional.empty());
    assertThat(status.missing())
        .contains(
            new MissingCuda(
                "libtorch does not find the GPU",
                "CUDA is not available. NVIDIA's driver shows 2 GPUs, and libtorch cannot use them:"
                    + " what it says to standard error when it is loaded names the reason."));
  }

  @Test
  void whereNoDeviceIsShownTheVariableThatMayHideItIsNamed() {
    CudaDevices none = new CudaDevices(List.of(), OptionalInt.of(12_080), Optional.empty());
    assertThat(linux(true, DRIVER, none).sentence())
        .isEqualTo("CUDA is not available. NVIDIA's driver shows no GPU.");
    assertThat(
            new CudaStatus(
                    libraries("linux-x86_64", "cpu", "cu128"),
                    true,
                    false,
                    DRIVER,
                    none,
                    Optional.of("-1"))
                .sentence())
        .isEqualTo(
            "CUDA is not available. NVIDIA's driver shows no GPU; CUDA_VISIBLE_DEVICES is \"-1\","
                + " which may hide it.");
  }
}
