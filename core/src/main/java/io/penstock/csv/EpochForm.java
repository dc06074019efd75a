package io.penstock.csv;

/**
 * Seconds or milliseconds since 1970-01-01T00:00Z, with a fraction or without. The local time is
 * UTC.
 */
final class EpochForm implements TimeForm {
  private final boolean millis;
  private final boolean plausibleOnly;

  /**
   * @param millis whether milliseconds are counted, not seconds
   * @param plausibleOnly whether to refuse what is before 1973 or after 2286 and so may be any
   *     number
   */
  EpochForm(boolean millis, boolean plausibleOnly) {
    this.millis = millis;
    this.plausibleOnly = plausibleOnly;
  }

  @Override
  public long read(char[] text, int from, int to) {
    int at = from;
    boolean negative = at < to && text[at] == '-';
    if (negative) {
      at++;
    }
    int digits = 0;
    long value = 0;
    for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
      value = value * 10 + (text[at] - '0');
      if (++digits > 15) {
        return NONE;
      }
    }
    if (digits == 0) {
      return NONE;
    }
    long time = millis ? value : value * 1_000;
    if (at < to && text[at] == '.') {
      at++;
      int weight = millis ? 0 : 100;
      for (; at < to && text[at] >= '0' && text[at] <= '9'; at++) {
        time += (long) (text[at] - '0') * weight;
        weight /= 10;
      }
    }
    if (at != to
        || plausibleOnly && (negative || time < 100_000_000_000L || time >= 10_000_000_000_000L)) {
      return NONE;
    }
    // The last milliseconds of the year 9999: beyond, and the calendar of the other forms ends.
    if (time > 253_402_300_799_999L) {
      return NONE;
    }
    return negative ? -time : time;
  }

  @Override
  public boolean isNumeric() {
    return true;
  }

  @Override
  public boolean hasClock() {
    return true;
  }

  @Override
  public String pattern() {
    return millis ? "milliseconds since 1970" : "seconds since 1970";
  }
}
