package io.penstock.pytorch;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.spi.NvidiaDriver;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NativeLibrariesTest {
  private static final NvidiaDriver DRIVER =
      new NvidiaDriver(Optional.of("570.86.15"), true, List.of());

  private static NativeLibraries of(List<String> bundled, List<String> bridges, String folder) {
    return new NativeLibraries(
        "linux-x86_64", "2.7.1", "0.35.1", bundled, bridges, Optional.ofNullable(folder));
  }

  @Test
  void thePlatformHasTheNameOfTheJarsClassifier() {
    assertThat(NativeLibraries.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
    assertThat(NativeLibraries.platform("Linux", "aarch64")).isEqualTo("linux-aarch64");
    assertThat(NativeLibraries.platform("Mac OS X", "aarch64")).isEqualTo("osx-aarch64");
    assertThat(NativeLibraries.platform("Windows 11", "amd64")).isEqualTo("win-x86_64");
  }

  @Test
  void whatTheTestsRunOnIsComplete() {
    NativeLibraries libraries = NativeLibraries.installed();

    assertThat(libraries.missing(NvidiaDriver.NONE)).isEmpty();
    assertThat(libraries.bundled()).contains(libraries.platform());
    assertThat(libraries.bridges()).contains("cpu");
  }

  @Test
  void aMissingLibraryIsNamedWithItsClassifier() {
    assertThat(of(List.of(), List.of("cpu"), null).missing(NvidiaDriver.NONE))
        .contains(
            "PyTorch's native library for linux-x86_64 is not on the class path: add"
                + " ai.djl.pytorch:pytorch-native-cpu:2.7.1 with classifier linux-x86_64, or point"
                + " PYTORCH_LIBRARY_PATH to the folder \"lib\" of an installed libtorch 2.7.1.");
  }

  @Test
  void aLibraryForAnotherPlatformIsNotEnough() {
    assertThat(of(List.of("osx-aarch64"), List.of("cpu"), null).missing(NvidiaDriver.NONE))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .contains("linux-x86_64 is not on the class path (found: osx-aarch64): add"));
  }

  @Test
  void missingBindingsAreNamedWithTheirVersion() {
    assertThat(of(List.of("linux-x86_64"), List.of(), null).missing(NvidiaDriver.NONE))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence).contains("add ai.djl.pytorch:pytorch-jni:2.7.1-0.35.1"));
  }

  @Test
  void anInstalledLibraryStandsInForTheOneOnTheClassPath(@TempDir Path folder) throws IOException {
    Files.createFile(folder.resolve(System.mapLibraryName("torch")));
    NativeLibraries libraries = of(List.of(), List.of("cpu", "cu128"), folder.toString());

    assertThat(libraries.missing(NvidiaDriver.NONE)).isEmpty();
    assertThat(libraries.buildInFolder()).contains("cpu");
    String itself = folder.resolve(System.mapLibraryName("torch")).toString();
    assertThat(of(List.of(), List.of("cpu"), itself).missing(NvidiaDriver.NONE)).isEmpty();

    Files.createFile(folder.resolve(System.mapLibraryName("torch_cuda")));
    assertThat(libraries.buildInFolder()).contains("cu128");
    assertThat(libraries.missing(DRIVER)).isEmpty();
    assertThat(libraries.missing(NvidiaDriver.NONE))
        .contains(
            "PYTORCH_LIBRARY_PATH is "
                + folder
                + ", a libtorch for CUDA, which is not loaded without NVIDIA's driver. No NVIDIA"
                + " driver is installed: a GPU of NVIDIA's and its driver, 525.60.13 or newer, are"
                + " needed. To compute on the processor, unset PYTORCH_LIBRARY_PATH.");
  }

  @Test
  void aFolderWithoutALibraryIsNotPassedOverInSilence(@TempDir Path folder) {
    assertThat(
            of(List.of("linux-x86_64"), List.of("cpu"), folder.toString())
                .missing(NvidiaDriver.NONE))
        .hasValueSatisfying(
            sentence ->
                assertThat(sentence)
                    .startsWith("PYTORCH_LIBRARY_PATH is " + folder)
                    .contains("unset it"));
  }

  @ParameterizedTest
  @CsvSource({
    "build-version, 2.7.1+cu128, true",
    "build-version, 2.7.1, true",
    "build-version, 2.6.0+cu124, false",
    "build-version, 2.7.10+cpu, false",
    "version.py, 2.7.1+cu126, true",
    "version.py, 2.8.0+cu128, false"
  })
  void aLibraryOfAnotherVersionIsRefusedBeforeItIsLoaded(
      String file, String version, boolean fits, @TempDir Path home) throws IOException {
    Path lib = Files.createDirectory(home.resolve("lib"));
    Files.createFile(lib.resolve(System.mapLibraryName("torch")));
    Files.writeString(
        home.resolve(file),
        file.equals("version.py")
            ? "from typing import Optional\n\n__version__ = '" + version + "'\ndebug = False\n"
            : version + "\n");

    Optional<String> missing =
        of(List.of(), List.of("cpu", "cu128"), lib.toString()).missing(NvidiaDriver.NONE);

    if (fits) {
      assertThat(missing).isEmpty();
    } else {
      assertThat(missing)
          .contains(
              "PYTORCH_LIBRARY_PATH is "
                  + lib
                  + ", which is libtorch "
                  + version
                  + ", and DJL's bindings are for 2.7.1 alone: point it to the folder \"lib\" of an"
                  + " installed libtorch 2.7.1, or unset it to use the libtorch on the class path.");
    }
  }
}
