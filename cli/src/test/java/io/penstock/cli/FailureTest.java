package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class FailureTest {
  private static final Set<ErrorCode> DEFECTS = Set.of(ErrorCode.PLUGIN, ErrorCode.INTERNAL);

  @ParameterizedTest
  @EnumSource
  void whatSomeoneCanMendIsTwoAndADefectThree(ErrorCode code) {
    Failure failure = Failure.of(new PenstockException(code, "It is so."));

    assertThat(failure.exitCode()).isEqualTo(DEFECTS.contains(code) ? 3 : 2);
    assertThat(failure.message()).contains("It is so.");
  }

  @Test
  void whatIsUnexpectedIsADefectToBeReported() {
    Failure failure = Failure.of(new IllegalStateException("no engine"));

    assertThat(failure.exitCode()).isEqualTo(3);
    assertThat(failure.message())
        .contains("java.lang.IllegalStateException: no engine")
        .contains("Please report it, with what --debug prints besides.");
  }

  @Test
  void aPluginsDefectIsItsMakersToMend() {
    Failure failure = Failure.of(PenstockException.plugin("The plugin %s has no name.", "Loud"));

    assertThat(failure.message())
        .startsWith("a defect of a plugin: The plugin Loud has no name.")
        .contains("Tell its maker")
        .doesNotContain("Please report it");
  }

  @Test
  void lackOfMemorySaysWhatToDo() {
    Failure failure = Failure.of(new OutOfMemoryError("Java heap space"));

    assertThat(failure.exitCode()).isEqualTo(2);
    assertThat(failure.message())
        .startsWith("out of memory (Java heap space): the JVM may use ")
        .contains("PENSTOCK_JAVA_OPTS=-Xmx4g");
  }

  @Test
  void theStackIsPrintedOnlyWhenDebugging() {
    Failure failure = Failure.of(PenstockException.data("Row 3 is short."));

    assertThat(printed(failure, false))
        .isEqualTo("penstock: Row 3 is short." + System.lineSeparator());
    assertThat(printed(failure, true)).contains("at io.penstock.cli.FailureTest");
  }

  private static String printed(Failure failure, boolean debug) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    failure.report(new PrintStream(bytes, true, StandardCharsets.UTF_8), debug);
    return bytes.toString(StandardCharsets.UTF_8);
  }
}
