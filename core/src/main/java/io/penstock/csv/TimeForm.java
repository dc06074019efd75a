package io.penstock.csv;

import java.time.YearMonth;

/**
 * A way of writing a time in one cell. A form is used for one file, row after row, since some learn
 * from the rows: which of two numbers is the day, and whether the offset from UTC is always the
 * same.
 */
interface TimeForm {
  /** The cell is not written in this form. */
  long NONE = Long.MIN_VALUE;

  /** The cell's offset from UTC differs from that of the cells before it. */
  long OTHER_OFFSET = Long.MIN_VALUE + 1;

  /**
   * Reads a cell.
   *
   * @return milliseconds since 1970-01-01T00:00 in the local time that is written, or {@link #NONE}
   *     or {@link #OTHER_OFFSET}
   */
  long read(char[] text, int from, int to);

  /** The form for people, as {@code yyyy-MM-dd HH:mm}. */
  String pattern();

  /** Whether it could as well be an ordinary number, so that only the column's name can tell. */
  default boolean isNumeric() {
    return false;
  }

  /** Whether it tells a time of day. */
  default boolean hasClock() {
    return false;
  }

  /**
   * Puts right what was read before the form was known for certain.
   *
   * @param times of all rows
   * @return whether the form is certain now
   */
  default boolean settle(long[] times) {
    return true;
  }

  /** Milliseconds of a date, or {@link #NONE} if there is no such day. */
  static long date(int year, int month, int day) {
    if (month < 1 || month > 12 || day < 1 || day > 31 || year < 1 || year > 9999) {
      return NONE;
    }
    if (day > 28 && day > YearMonth.of(year, month).lengthOfMonth()) {
      return NONE;
    }
    // Days since 0000-03-01 in the proleptic Gregorian calendar: years begin in March, so that the
    // leap day comes last.
    int fromMarch = (month + 9) % 12;
    long marchYear = month > 2 ? year : year - 1L;
    long days =
        365 * marchYear
            + marchYear / 4
            - marchYear / 100
            + marchYear / 400
            + (153L * fromMarch + 2) / 5
            + day
            - 1;
    return (days - 719_468) * 86_400_000L;
  }
}
