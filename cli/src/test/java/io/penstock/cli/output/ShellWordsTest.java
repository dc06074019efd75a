package io.penstock.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Words of a line as a shell would take them. */
class ShellWordsTest {
  @Test
  void quotesAndBackslashesHoldWordsTogether() {
    assertThat(ShellWords.words("  train 'a b'  \"c 'd'\"e f\\ g '' --x='$1 | 2' \"\\$\" "))
        .containsExactly("train", "a b", "c 'd'e", "f g", "", "--x=$1 | 2", "$");
  }

  @Test
  void whatIsQuotedIsReadBackAsItWas() {
    List<String> words =
        List.of("train", "it's", "a b", "--step", "lag: {rows: [1]}", "", "<|>", "ä");

    assertThat(ShellWords.words(ShellWords.line(words))).isEqualTo(words);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a | b", "a && b", "a > b", "a $b", "a `b`", "a; b", "a \"$b\""})
  void whatOnlyAShellCanDoIsRefused(String line) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ShellWords.words(line))
        .withMessageStartingWith("only a shell knows what ")
        .withMessageEndingWith(" is in: " + line);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a 'b", "a \"b"})
  void aQuoteThatIsNotClosedIsRefused(String line) {
    assertThatExceptionOfType(IllegalArgumentException.class)
        .isThrownBy(() -> ShellWords.words(line))
        .withMessageContaining("is not closed in: " + line);
  }
}
