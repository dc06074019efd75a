package io.penstock.csv;

/**
 * The ways in which files say that there is no value: nothing, NA, n/a, NaN, null, ? or -, in
 * capitals or not.
 */
final class MissingValue {
  private static final String[] WRITTEN = {"na", "n/a", "nan", "null", "?", "-"};

  private MissingValue() {}

  static boolean is(char[] text, int from, int to) {
    if (from == to) {
      return true;
    }
    for (String written : WRITTEN) {
      if (written.length() == to - from && equalsIgnoringCase(written, text, from)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equalsIgnoringCase(String lower, char[] text, int from) {
    for (int i = 0; i < lower.length(); i++) {
      char c = text[from + i];
      char lowered = c >= 'A' && c <= 'Z' ? (char) (c + 32) : c;
      if (lowered != lower.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  static boolean is(String text) {
    return is(text.toCharArray(), 0, text.length());
  }
}
