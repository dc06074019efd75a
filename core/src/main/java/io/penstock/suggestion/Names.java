package io.penstock.suggestion;

import java.util.List;
import java.util.stream.Collectors;

/** Names and values of a file as they may stand in a message. */
public final class Names {
  private static final int LENGTH = 40;
  private static final int LISTED = 20;

  private Names() {}

  /**
   * {@return a name or a value, cut where it is long, and without control characters}
   *
   * @param text as it stands in the file
   */
  public static String shown(String text) {
    StringBuilder shown = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (i == LENGTH) {
        return shown.append('…').toString();
      }
      char c = text.charAt(i);
      if (c == '\n') {
        shown.append("\\n");
      } else if (c < ' ' || c == 0x7f) {
        shown.append(String.format("\\x%02x", (int) c));
      } else {
        shown.append(c);
      }
    }
    return shown.toString();
  }

  /**
   * {@return names with commas between; of many the first and how many more there are}
   *
   * @param names as they stand in the file
   */
  public static String listed(List<String> names) {
    String listed =
        names.stream().limit(LISTED).map(Names::shown).collect(Collectors.joining(", "));
    int others = names.size() - LISTED;
    return others > 0 ? listed + " and " + others + " more" : listed;
  }
}
