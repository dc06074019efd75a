package io.penstock.cli.config;

import io.penstock.error.PenstockException;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with the settings, collected so that all of it is said at once. */
final class Problems {
  private final List<String> found = new ArrayList<>();

  void add(String where, String what) {
    found.add(where + ": " + what);
  }

  void add(String what) {
    found.add(what);
  }

  /** All, in the order in which they were found. */
  List<String> found() {
    return List.copyOf(found);
  }

  boolean any() {
    return !found.isEmpty();
  }

  /**
   * Ends here if anything is wrong.
   *
   * @throws PenstockException with code CONFIG
   */
  void refuse() {
    if (found.size() == 1) {
      throw PenstockException.config("%s", found.get(0));
    }
    if (any()) {
      throw PenstockException.config(
          "%d problems with the settings:%n  %s",
          found.size(), String.join(System.lineSeparator() + "  ", found));
    }
  }
}
