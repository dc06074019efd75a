package io.penstock.steps;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.stream.Collectors;

/** Numbers for people. */
final class Figures {
  private static final MathContext DIGITS = new MathContext(6);

  /** Beyond these powers of ten a number is written with an exponent. */
  private static final int LARGEST = 9;

  private static final int SMALLEST = -5;

  private Figures() {}

  /** A number of at most six digits. */
  static String text(double value) {
    if (value == 0 || !Double.isFinite(value)) {
      return value == 0 ? "0" : Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
    int power = rounded.precision() - rounded.scale() - 1;
    return power > LARGEST || power < SMALLEST ? rounded.toString() : rounded.toPlainString();
  }

  /** Names or numbers with commas between. */
  static String list(List<?> items) {
    return items.stream()
        .map(item -> item instanceof Double number ? text(number) : String.valueOf(item))
        .collect(Collectors.joining(", "));
  }

  /** Names that begin alike, as {@code load_lag_24, load_lag_168}. */
  static String names(String begin, List<?> ends) {
    return ends.stream().map(end -> begin + end).collect(Collectors.joining(", "));
  }

  /** {@code 1 row}, {@code 24 rows}. */
  static String rows(int count) {
    return count == 1 ? "1 row" : count + " rows";
  }
}
