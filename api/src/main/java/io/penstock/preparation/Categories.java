package io.penstock.preparation;

import java.util.HashSet;
import java.util.List;

/**
 * The labels of a raw column that holds no numbers but words: a row has the place of its label in
 * the list, counted from 0, or −1 for a label that is none of them.
 *
 * @param labels each once, in order
 * @param othersAllowed whether a row may have another label; else a forecast of it is refused
 */
public record Categories(List<String> labels, boolean othersAllowed) {
  /** Copies the list and checks that no label occurs twice. */
  public Categories {
    labels = List.copyOf(labels);
    if (new HashSet<>(labels).size() != labels.size()) {
      throw new IllegalArgumentException("a label occurs twice: " + labels);
    }
  }
}
