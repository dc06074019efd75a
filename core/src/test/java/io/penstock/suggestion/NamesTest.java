package io.penstock.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void whatWouldBreakAMessageIsWrittenOut() {
    assertThat(Names.shown("a\nb\u001b[31m")).isEqualTo("a\\nb\\x1b[31m");
    assertThat(Names.shown("x".repeat(5000))).isEqualTo("x".repeat(40) + "…");
  }

  @Test
  void ofManyNamesTheFirstAreListed() {
    assertThat(Names.listed(List.of("a", "b\n"))).isEqualTo("a, b\\n");
    assertThat(Names.listed(IntStream.range(0, 100).mapToObj(i -> "V" + i).toList()))
        .startsWith("V0, V1, ")
        .endsWith(", V19 and 80 more");
  }
}
