package io.penstock.suggestion;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/** Finds what a user may have meant. */
public final class Suggestion {
  private Suggestion() {}

  /**
   * {@return the known name nearest to what was written, if one is near enough to be meant: at most
   * a third of the letters differ, capitals aside} Of equally near names the first is taken.
   *
   * @param written what the user wrote
   * @param known the names there are
   */
  public static Optional<String> nearest(String written, Collection<String> known) {
    String lower = written.toLowerCase(Locale.ROOT);
    String nearest = null;
    int least = Integer.MAX_VALUE;
    for (String name : known) {
      int distance = distance(lower, name.toLowerCase(Locale.ROOT));
      int allowed = Math.max(1, (Math.max(written.length(), name.length()) + 1) / 3);
      if (distance <= allowed && distance < least && distance < name.length()) {
        least = distance;
        nearest = name;
      }
    }
    return Optional.ofNullable(nearest);
  }

  /**
   * {@return a sentence to go into a message, with a space before it, as {@code " Did you mean
   * passengers?"}; empty if nothing is near}
   *
   * @param written what the user wrote
   * @param known the names there are
   */
  public static String sentence(String written, Collection<String> known) {
    return nearest(written, known).map(name -> " Did you mean " + name + "?").orElse("");
  }

  /**
   * How many letters must be inserted, deleted, replaced or swapped with their neighbour to turn
   * one word into the other (optimal string alignment: no letter is changed twice).
   */
  static int distance(String a, String b) {
    int[][] cost = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          cost[i][j] = i + j;
          continue;
        }
        int replaced = cost[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int least = Math.min(replaced, 1 + Math.min(cost[i - 1][j], cost[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          least = Math.min(least, 1 + cost[i - 2][j - 2]);
        }
        cost[i][j] = least;
      }
    }
    return cost[a.length()][b.length()];
  }
}
