package io.penstock.csv;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Numbers as text, without a string for each: reading to the nearest float, as {@link
 * Float#parseFloat} does, and writing with as few digits as read back equal. Unlike {@link
 * Float#toString}, what is written does not depend on the JDK.
 */
final class Numbers {
  private static final double[] POWERS_OF_TEN = new double[23];

  static {
    double power = 1;
    for (int i = 0; i < POWERS_OF_TEN.length; i++) {
      POWERS_OF_TEN[i] = power;
      power *= 10;
    }
  }

  /** The bits of a double that a float has no room for. */
  private static final long ROUNDED_OFF = (1L << 29) - 1;

  private static final long HALF = 1L << 28;

  private Numbers() {}

  /**
   * The nearest float.
   *
   * @param text holds the number: digits with an optional sign, decimal mark and exponent, and
   *     nothing else
   * @param from where it begins
   * @param to where it ends
   * @param decimalMark between whole and fraction
   * @return NaN if it is no number, an infinity if it is too large for a float
   */
  static float parse(char[] text, int from, int to, char decimalMark) {
    int at = from;
    boolean negative = false;
    if (at < to && (text[at] == '-' || text[at] == '+')) {
      negative = text[at++] == '-';
    }
    long digits = 0;
    int digitCount = 0;
    int exponent = 0;
    boolean anyDigit = false;
    boolean fraction = false;
    for (; at < to; at++) {
      char c = text[at];
      if (c >= '0' && c <= '9') {
        anyDigit = true;
        if (digitCount < 18) {
          digits = digits * 10 + (c - '0');
          digitCount += digits == 0 ? 0 : 1;
          exponent -= fraction ? 1 : 0;
        } else {
          exponent += fraction ? 0 : 1;
        }
      } else if (c == decimalMark && !fraction) {
        fraction = true;
      } else {
        break;
      }
    }
    if (!anyDigit) {
      return Float.NaN;
    }
    if (at < to && (text[at] == 'e' || text[at] == 'E')) {
      at++;
      boolean minus = false;
      if (at < to && (text[at] == '-' || text[at] == '+')) {
        minus = text[at++] == '-';
      }
      if (at == to) {
        return Float.NaN;
      }
      int written = 0;
      for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
        written = Math.min(written * 10 + (text[at] - '0'), 100_000);
      }
      exponent += minus ? -written : written;
    }
    if (at != to) {
      return Float.NaN;
    }
    float value = decimal(digits, exponent);
    if (Float.isNaN(value)) {
      return Float.parseFloat(new String(text, from, to - from).replace(decimalMark, '.'));
    }
    return negative ? -value : value;
  }

  /**
   * {@code digits · 10^exponent} as the nearest float, or NaN where double arithmetic cannot tell
   * which that is. Product and quotient are within two units in the last place of a double of the
   * true value, digits beyond the 18th included, so the float is certain unless the double lies as
   * near as that to the middle between two floats.
   */
  private static float decimal(long digits, int exponent) {
    if (digits == 0) {
      return 0f;
    }
    if (exponent < -22 || exponent > 22) {
      return Float.NaN;
    }
    double value =
        exponent < 0 ? digits / POWERS_OF_TEN[-exponent] : digits * POWERS_OF_TEN[exponent];
    long off = (Double.doubleToRawLongBits(value) & ROUNDED_OFF) - HALF;
    if (Math.abs(off) < 8 || value < Float.MIN_NORMAL || value > 3.4e38) {
      return Float.NaN;
    }
    return (float) value;
  }

  /** Writes a finite number so that it reads back equal. */
  static void append(StringBuilder to, float value) {
    if (value == 0) {
      to.append(1 / value < 0 ? "-0" : "0");
      return;
    }
    double magnitude = Math.abs((double) value);
    if (magnitude >= 1e-5 && magnitude < 1e9) {
      for (int decimals = 0; decimals <= 14; decimals++) {
        double scaled = Math.rint(magnitude * POWERS_OF_TEN[decimals]);
        if (scaled >= 1e17) {
          break;
        }
        if (decimal((long) scaled, -decimals) == Math.abs(value)) {
          if (value < 0) {
            to.append('-');
          }
          appendDecimal(to, (long) scaled, decimals);
          return;
        }
      }
    }
    appendExactly(to, value);
  }

  private static void appendDecimal(StringBuilder to, long digits, int decimals) {
    int from = to.length();
    to.append(digits);
    while (to.length() - from <= decimals) {
      to.insert(from, '0');
    }
    if (decimals > 0) {
      to.insert(to.length() - decimals, '.');
    }
  }

  private static void appendExactly(StringBuilder to, float value) {
    BigDecimal exact = new BigDecimal(value);
    for (int precision = 1; precision <= 9; precision++) {
      BigDecimal rounded = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
      if (Float.parseFloat(rounded.toString()) == value) {
        to.append(rounded.stripTrailingZeros());
        return;
      }
    }
    to.append(exact);
  }
}
