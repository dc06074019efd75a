package io.penstock.diagnosis;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Numbers and lists as findings say them. */
final class Text {
  private static final int LISTED = 6;

  private Text() {}

  /** As {@link String#format}, numbers with a point given as {@link #number} does. */
  static String format(String text, Object... arguments) {
    Object[] shown =
        Arrays.stream(arguments)
            .map(value -> value instanceof Double number ? number(number) : value)
            .toArray();
    return String.format(Locale.ROOT, text, shown);
  }

  /** With three digits that count. */
  static String number(double value) {
    double size = Math.abs(value);
    if (!Double.isFinite(value) || size == 0) {
      return Double.isNaN(value) ? "no number" : size == 0 ? "0" : "infinite";
    }
    if (size >= 1e7 || size < 1e-4) {
      return String.format(Locale.ROOT, "%.2e", value);
    }
    int decimals = Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
    String text = String.format(Locale.ROOT, "%." + decimals + "f", value);
    return decimals > 0 ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
  }

  /** A share in percent, as {@code 4.72 %}. */
  static String percent(double share) {
    return number(100 * share) + " %";
  }

  /** Names, the first few of them. */
  static String listed(List<String> names) {
    return String.join(", ", names.subList(0, Math.min(LISTED, names.size())))
        + (names.size() > LISTED ? " and " + (names.size() - LISTED) + " more" : "");
  }
}
