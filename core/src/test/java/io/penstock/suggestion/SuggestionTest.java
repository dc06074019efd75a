package io.penstock.suggestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionTest {
  private static final List<String> KNOWN = List.of("passengers", "price", "pressure", "OT", "a");

  @Test
  void theNearestNameIsFound() {
    assertThat(Suggestion.nearest("pasengers", KNOWN)).contains("passengers");
    assertThat(Suggestion.nearest("PRICE", KNOWN)).contains("price");
    assertThat(Suggestion.nearest("prcie", KNOWN)).contains("price");
    assertThat(Suggestion.nearest("ot", KNOWN)).contains("OT");
  }

  @Test
  void whatResemblesNothingGetsNoSuggestion() {
    assertThat(Suggestion.nearest("temperature", KNOWN)).isEmpty();
    assertThat(Suggestion.nearest("b", KNOWN)).isEmpty();
    assertThat(Suggestion.nearest("x", List.of())).isEmpty();
  }

  @Test
  void theSentenceFitsIntoAMessage() {
    assertThat(Suggestion.sentence("pice", KNOWN)).isEqualTo(" Did you mean price?");
    assertThat(Suggestion.sentence("temperature", KNOWN)).isEmpty();
  }

  @Test
  void theDistanceCountsInsertionsDeletionsReplacementsAndSwaps() {
    assertThat(Suggestion.distance("kitten", "sitting")).isEqualTo(3);
    assertThat(Suggestion.distance("abcd", "abdc")).isEqualTo(1);
    assertThat(Suggestion.distance("", "abc")).isEqualTo(3);
    assertThat(Suggestion.distance("same", "same")).isZero();
  }
}
