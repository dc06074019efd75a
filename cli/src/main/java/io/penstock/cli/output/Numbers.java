package io.penstock.cli.output;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** Numbers as people read them. */
public final class Numbers {
  private static final int DIGITS = 4;
  private static final int MOST_DECIMALS = 8;

  private Numbers() {}

  /** With four digits that count; a dash for NaN. */
  public static String text(double value) {
    return text(value, decimals(value));
  }

  /** With a number of decimals; a dash for NaN, powers of ten where it would be long. */
  public static String text(double value, int decimals) {
    if (Double.isNaN(value)) {
      return "–";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "∞" : "-∞";
    }
    double size = Math.abs(value);
    if (size >= 1e9 || (size > 0 && size < 1e-5)) {
      return String.format(Locale.ROOT, "%.3e", value);
    }
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }

  /** Decimals that give the smallest of some numbers four digits that count. */
  public static int decimals(double... values) {
    double least =
        DoubleStream.of(values)
            .map(Math::abs)
            .filter(x -> x >= 1e-5 && x < Double.POSITIVE_INFINITY)
            .min()
            .orElse(1);
    int magnitude = (int) Math.floor(Math.log10(least));
    return Math.max(0, Math.min(MOST_DECIMALS, DIGITS - 1 - magnitude));
  }

  /** A whole number with spaces between the thousands. */
  public static String grouped(double value) {
    return String.format(Locale.ROOT, "%,.0f", value).replace(',', ' ');
  }

  /**
   * The shortest text that reads back as the same float, without a power of ten; empty for NaN. For
   * files.
   */
  static String exact(float value) {
    if (!Float.isFinite(value)) {
      return Float.isNaN(value) ? "" : Float.toString(value);
    }
    return new BigDecimal(Float.toString(value)).toPlainString();
  }

  /** A time span, as {@code 8 s}, {@code 3 min 20 s} or {@code 2 h 5 min}. */
  public static String duration(double seconds) {
    long whole = Math.round(seconds);
    if (seconds < 9.95) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min " + whole % 60 + " s";
    }
    return whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }
}
