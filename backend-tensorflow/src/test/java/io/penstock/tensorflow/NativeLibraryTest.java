package io.penstock.tensorflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibraryTest {
  private static final String FOLDER = "org/tensorflow/internal/c_api/";

  @ParameterizedTest
  @CsvSource({
    "Linux,        amd64,   linux-x86_64",
    "Linux,        aarch64, linux-arm64",
    "Mac OS X,     aarch64, macosx-arm64",
    "Windows 11,   amd64,   windows-x86_64",
  })
  void theMissingArtifactIsNamedWithItsClassifier(
      String system, String architecture, String classifier) {
    assertThat(new NativeLibrary(system, architecture, name -> false).missing())
        .hasValue(
            "TensorFlow's native library for this platform is not on the class path: add org.tensorflow:tensorflow-core-native:"
                + NativeLibrary.version().orElseThrow()
                + ":"
                + classifier
                + ".");
  }

  @ParameterizedTest
  @CsvSource({
    "Linux,        amd64,   linux-x86_64/libjnitensorflow.so",
    "Linux,        amd64,   linux-x86_64-gpu/libjnitensorflow.so",
    "Linux,        aarch64, linux-arm64/libjnitensorflow.so",
    "Mac OS X,     aarch64, macosx-arm64/libjnitensorflow.dylib",
    "Windows 11,   amd64,   windows-x86_64/jnitensorflow.dll",
  })
  void nothingIsMissingWhereThePlatformsLibraryIs(String system, String architecture, String file) {
    assertThat(
            new NativeLibrary(system, architecture, name -> name.equals(FOLDER + file)).missing())
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"Mac OS X, x86_64", "Linux, riscv64", "Windows 11, aarch64", "AIX, ppc64"})
  void aPlatformWithoutNativesIsNamed(String system, String architecture) {
    assertThat(new NativeLibrary(system, architecture, name -> true).missing())
        .hasValueSatisfying(
            why -> assertThat(why).endsWith("this is " + system + " on " + architecture + "."));
  }

  @Test
  void anotherPlatformsLibraryDoesNotCount() {
    NativeLibrary library =
        new NativeLibrary("Linux", "aarch64", name -> name.contains("/linux-x86_64/"));
    assertThat(library.missing()).isPresent();
  }

  @Test
  void whereThereIsNoLibraryForCudaItIsSaid() {
    NativeLibrary library = new NativeLibrary("Mac OS X", "aarch64", name -> false);
    assertThat(library.hasGpu()).isFalse();
    assertThat(library.isPublishedForGpu()).isFalse();
    assertThat(library.gpuRemedy())
        .isEqualTo(
            "TensorFlow Java computes on CUDA devices on Linux (x86_64) only; this is Mac OS X on aarch64.");
  }
}
