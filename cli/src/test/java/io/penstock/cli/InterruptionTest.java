package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class InterruptionTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void aSignalAsksToStopAndSetsTheExitCode() {
    try (Interruption interruption = Interruption.watch(err)) {
      assertThat(interruption.requested()).isFalse();

      interruption.arrived(2);

      assertThat(interruption.requested()).isTrue();
      assertThat(interruption.exitCode()).isEqualTo(130);
      assertThat(bytes.toString(StandardCharsets.UTF_8)).contains("Once more ends at once");
    }
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void aSignalOfTheSystemIsCaughtAndLetGoOfAgain() throws Exception {
    CompletableFuture<Integer> arrived = new CompletableFuture<>();
    Optional<Signals.Watch> watch = Signals.watch("USR2", arrived::complete);

    assertThat(watch).isPresent();
    new ProcessBuilder("kill", "-USR2", Long.toString(ProcessHandle.current().pid()))
        .start()
        .waitFor();

    assertThat(arrived.get(10, TimeUnit.SECONDS)).isPositive();
    watch.get().close();
  }

  @Test
  void aSignalThatDoesNotExistIsNotWatched() {
    assertThat(Signals.watch("NONE", number -> {})).isEmpty();
  }
}
