package io.penstock.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalTest {
  @ParameterizedTest
  @CsvSource({"40 120, 120", "40 7, 20", "0 0, 80", "nonsense, 80", "'', 80"})
  void theWidthIsWhatTheTerminalSaysWithinReason(String answer, int width) {
    assertThat(Terminal.width(answer)).isEqualTo(width);
  }
}
