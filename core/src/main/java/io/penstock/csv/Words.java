package io.penstock.csv;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of a column, each once, while they are read. */
final class Words {
  private final Map<String, Integer> places = new HashMap<>();
  private final List<String> words = new ArrayList<>();

  /** The place of a word in the order in which they were first read. */
  int place(String word) {
    Integer known = places.get(word);
    if (known != null) {
      return known;
    }
    words.add(word);
    places.put(word, words.size() - 1);
    return words.size() - 1;
  }

  /** All words, sorted. */
  List<String> sorted() {
    return words.stream().sorted().toList();
  }

  /** For each word in the order of {@link #place}, its place among the {@link #sorted}. */
  int[] ranks() {
    List<String> sorted = sorted();
    int[] ranks = new int[words.size()];
    for (int rank = 0; rank < ranks.length; rank++) {
      ranks[places.get(sorted.get(rank))] = rank;
    }
    return ranks;
  }
}
