package io.penstock.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.spi.MissingCuda;
import io.penstock.spi.NvidiaDriver;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of CUDA on machines that the test describes. */
class CudaStatusTest {
  private static final NativeLibrary FOR_PROCESSORS =
      new NativeLibrary("Linux", "amd64", name -> name.contains("/linux-x86_64/"));
  private static final NativeLibrary FOR_CUDA =
      new NativeLibrary("Linux", "amd64", name -> name.contains("/linux-x86_64-gpu/"));
  private static final NvidiaDriver DRIVER =
      new NvidiaDriver(Optional.of("570.86.15"), true, List.of("NVIDIA H200"));
  private static final String REMEDY =
      "The TensorFlow library on the class path is the one for processors only: put"
          + " org.tensorflow:tensorflow-core-native:"
          + NativeLibrary.version().orElseThrow()
          + ":linux-x86_64-gpu in its place (./mvnw -Pgpu does).";

  private static CudaStatus of(NativeLibrary library, NvidiaDriver driver, int devices) {
    return new CudaStatus(library, driver, devices, Optional.empty());
  }

  @Test
  void devicesThatCanBeUsedAreCounted() {
    assertThat(of(FOR_CUDA, DRIVER, 1).missing()).isEmpty();
    assertThat(of(FOR_CUDA, DRIVER, 1).sentence()).isEqualTo("CUDA is usable: 1 device.");
    assertThat(of(FOR_CUDA, NvidiaDriver.NONE, 2).sentence())
        .isEqualTo("CUDA is usable: 2 devices.");
  }

  @Test
  void onAPlatformWithoutSuchALibraryNothingCanBeInstalled() {
    NativeLibrary mac = new NativeLibrary("Mac OS X", "aarch64", name -> true);
    assertThat(of(mac, NvidiaDriver.NONE, 0).missing())
        .contains(
            new MissingCuda(
                "TensorFlow Java has none for this platform",
                "CUDA is not available. TensorFlow Java computes on CUDA devices on Linux (x86_64)"
                    + " only; this is Mac OS X on aarch64."));
  }

  @Test
  void withoutADriverItIsNamedFirstAndTheLibraryNext() {
    assertThat(of(FOR_PROCESSORS, NvidiaDriver.NONE, 0).missing())
        .contains(
            new MissingCuda(
                "no NVIDIA driver",
                "CUDA is not available. No NVIDIA driver is installed: a GPU of NVIDIA's and its"
                    + " driver, 525.60.13 or newer, are needed. "
                    + REMEDY));
  }

  @Test
  void withADriverTheBuildOfTheLibraryIsWhatIsMissing() {
    assertThat(of(FOR_PROCESSORS, DRIVER, 0).missing())
        .contains(
            new MissingCuda(
                "TensorFlow's library is for processors only", "CUDA is not available. " + REMEDY));
  }

  @Test
  void aDriverTooOldIsNamedWithItsVersion() {
    NvidiaDriver old = new NvidiaDriver(Optional.of("470.57.02"), true, List.of());
    assertThat(of(FOR_CUDA, old, 0).missing())
        .contains(
            new MissingCuda(
                "NVIDIA driver 470.57.02 is too old",
                "CUDA is not available. NVIDIA's driver is 470.57.02, too old for CUDA 12: install"
                    + " 525.60.13 or newer."));
  }

  @Test
  void withDriverAndLibraryThoseOfCudaAreWhatIsMissing() {
    assertThat(of(FOR_CUDA, DRIVER, 0).missing())
        .contains(
            new MissingCuda(
                "TensorFlow finds no GPU",
                "CUDA is not available. NVIDIA's driver is there, and TensorFlow finds no GPU: the"
                    + " libraries of CUDA 12 and cuDNN 9 must be installed and their folders stand in"
                    + " LD_LIBRARY_PATH. With TF_CPP_MIN_LOG_LEVEL=0 TensorFlow says which library it"
                    + " misses."));
    assertThat(new CudaStatus(FOR_CUDA, DRIVER, 0, Optional.of("")).sentence())
        .contains("and CUDA_VISIBLE_DEVICES is \"\", which may hide it.");
  }
}
