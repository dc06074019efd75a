package io.penstock.csv;

/**
 * A date written in digits alone: a year, {@code yyyyMM}, {@code yyyyMMdd}, or with hour, minute
 * and second after it.
 */
final class CompactForm implements TimeForm {
  private final int length;

  /**
   * @param length how many digits: 4, 6, 8, 10, 12 or 14
   */
  CompactForm(int length) {
    this.length = length;
  }

  @Override
  public long read(char[] text, int from, int to) {
    Scan scan = new Scan(text, from, to);
    if (to - from != length || scan.digits() != length) {
      return NONE;
    }
    int year = scan.exactly(4);
    // Other numbers of as many digits, and seconds since 1970 above all, are rarely years of our
    // time.
    if (year < (length == 4 || length == 8 ? 1000 : 1800) || year > 2200) {
      return NONE;
    }
    int month = length > 4 ? scan.exactly(2) : 1;
    int day = length > 6 ? scan.exactly(2) : 1;
    int hour = length > 8 ? scan.exactly(2) : 0;
    int minute = length > 10 ? scan.exactly(2) : 0;
    int second = length > 12 ? scan.exactly(2) : 0;
    long date = TimeForm.date(year, month, day);
    if (date == NONE || hour > 23 || minute > 59 || second > 59) {
      return NONE;
    }
    return date + hour * 3_600_000L + minute * 60_000L + second * 1_000L;
  }

  @Override
  public boolean isNumeric() {
    return true;
  }

  @Override
  public boolean hasClock() {
    return length > 8;
  }

  @Override
  public String pattern() {
    return "yyyyMMddHHmmss".substring(0, length);
  }
}
