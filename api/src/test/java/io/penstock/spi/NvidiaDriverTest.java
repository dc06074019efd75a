package io.penstock.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NvidiaDriverTest {
  /** As drivers write it to /proc/driver/nvidia/version. */
  private static final String CLOSED =
      """
      NVRM version: NVIDIA UNIX x86_64 Kernel Module  535.104.05  Sat Aug 19 01:15:15 UTC 2023
      GCC version:  gcc version 11.4.0 (Ubuntu 11.4.0-1ubuntu1~22.04)
      """;

  private static final String OPEN =
      """
      NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  570.86.15  Release Build  (dvs-builder@U16)  Thu Jan 23 22:50:36 UTC 2025
      GCC version:  gcc version 13.3.0 (Ubuntu 13.3.0-6ubuntu2~24.04)
      """;

  /** As they write it to /proc/driver/nvidia/gpus/BUS/information. */
  private static final String CARD =
      """
      Model: \t\t NVIDIA GeForce RTX 3060 Ti
      IRQ:   \t\t 142
      GPU UUID: \t GPU-00000000-0000-0000-0000-000000000000
      Video BIOS: \t 94.04.25.00.12
      Bus Type: \t PCIe
      Bus Location: \t 0000:01:00.0
      """;

  @TempDir private Path root;

  @Test
  void versionsOfBothKernelModulesAreRead() {
    assertThat(NvidiaDriver.version(CLOSED)).contains("535.104.05");
    assertThat(NvidiaDriver.version(OPEN)).contains("570.86.15");
    assertThat(NvidiaDriver.version("GCC version: 13.3.0")).isEmpty();
  }

  @Test
  void theModelOfACardIsReadWithItsSpaces() {
    assertThat(NvidiaDriver.model(CARD)).contains("NVIDIA GeForce RTX 3060 Ti");
    assertThat(NvidiaDriver.model("IRQ: 142")).isEmpty();
  }

  @Test
  void aMachineWithoutADriverShowsNothing() {
    NvidiaDriver driver = NvidiaDriver.of(root, "");

    assertThat(driver).isEqualTo(NvidiaDriver.NONE);
    assertThat(driver.missing())
        .contains(
            new MissingCuda(
                "no NVIDIA driver",
                "No NVIDIA driver is installed: a GPU of NVIDIA's and its driver, 525.60.13 or newer, are needed."));
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "no file's name may hold a colon there")
  void driverLibraryAndCardsAreFound() throws IOException {
    write("proc/driver/nvidia/version", OPEN);
    write("proc/driver/nvidia/gpus/0000:82:00.0/information", CARD.replace("3060 Ti", "4090"));
    write("proc/driver/nvidia/gpus/0000:01:00.0/information", CARD);
    write("usr/lib64/libcuda.so.1", "");

    NvidiaDriver driver = NvidiaDriver.of(root, "");

    assertThat(driver)
        .isEqualTo(
            new NvidiaDriver(
                Optional.of("570.86.15"),
                true,
                List.of("NVIDIA GeForce RTX 3060 Ti", "NVIDIA GeForce RTX 4090")));
    assertThat(driver.missing()).isEmpty();
    assertThat(driver.commonModel()).as("of two models").isEmpty();
  }

  @Test
  void cardsOfOneModelHaveItsName() {
    NvidiaDriver driver =
        new NvidiaDriver(Optional.empty(), true, List.of("NVIDIA H200", "NVIDIA H200"));

    assertThat(driver.commonModel()).contains("NVIDIA H200");
    assertThat(NvidiaDriver.NONE.commonModel()).isEmpty();
  }

  @Test
  @DisabledOnOs(value = OS.WINDOWS, disabledReason = "paths are not listed with colons there")
  void theLibraryIsFoundOnTheLibraryPathAndInTheLoadersList() throws IOException {
    write("opt/driver/libcuda.so.1", "");
    assertThat(NvidiaDriver.of(root, "opt/none:opt/driver").library()).isTrue();
    assertThat(NvidiaDriver.of(root, "opt/none:").library()).isFalse();

    write("etc/ld.so.cache", "glibc-ld.so.cache1.1\0libcuda.so.1\0/nix/lib/libcuda.so.1\0");
    assertThat(NvidiaDriver.of(root, "").library()).isTrue();
  }

  @Test
  void aDriverWhoseLibraryAContainerLacksIsToldFromNone() {
    assertThat(new NvidiaDriver(Optional.of("570.86.15"), false, List.of()).missing())
        .hasValueSatisfying(
            missing -> {
              assertThat(missing.words()).isEqualTo("no libcuda");
              assertThat(missing.sentence())
                  .contains("driver 570.86.15 is loaded", "libcuda.so.1", "--gpus all");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "470.57.02, true",
    "525.60, true",
    "525.60.12, true",
    "525.60.13, false",
    "525.105.17, false",
    "570.86.15, false"
  })
  void aDriverTooOldForCuda12IsNamedWithTheVersionThatIsNeeded(String version, boolean old) {
    Optional<MissingCuda> missing =
        new NvidiaDriver(Optional.of(version), true, List.of()).missing();

    assertThat(missing.map(MissingCuda::sentence))
        .isEqualTo(
            old
                ? Optional.of(
                    "NVIDIA's driver is "
                        + version
                        + ", too old for CUDA 12: install 525.60.13 or newer.")
                : Optional.empty());
  }

  /** As on Windows, which shows no version. */
  @Test
  void aLibraryAloneIsNotHeldToBeMissingAnything() {
    assertThat(new NvidiaDriver(Optional.empty(), true, List.of()).missing()).isEmpty();
  }

  @Test
  void thisMachineCanBeAsked() {
    assertThat(NvidiaDriver.ofThisMachine().models()).doesNotContain("");
  }

  private void write(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text, StandardCharsets.ISO_8859_1);
  }
}
