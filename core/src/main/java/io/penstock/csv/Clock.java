package io.penstock.csv;

/**
 * A time of day, {@code HH:mm}, with seconds and a fraction of them or without, and an offset from
 * UTC or {@code Z} behind it. The time is taken as written; the offset must be the same in every
 * row.
 */
final class Clock {
  private static final int NO_OFFSET = Integer.MIN_VALUE;

  private boolean begun;
  private int offset;
  private boolean seconds;

  /**
   * Milliseconds of the day for the rest of the cell, or {@link TimeForm#NONE} or {@link
   * TimeForm#OTHER_OFFSET}.
   */
  long read(Scan scan) {
    int hour = scan.number(1, 2);
    if (hour < 0 || hour > 23 || !scan.skip(':')) {
      return TimeForm.NONE;
    }
    int minute = scan.number(2, 2);
    if (minute < 0 || minute > 59) {
      return TimeForm.NONE;
    }
    long time = hour * 3_600_000L + minute * 60_000L;
    if (scan.skip(':')) {
      int second = scan.number(2, 2);
      if (second < 0 || second > 59) {
        return TimeForm.NONE;
      }
      seconds = true;
      time += second * 1_000L;
      if (scan.skip('.') || scan.skip(',')) {
        int digits = scan.digits();
        if (digits < 1 || digits > 9) {
          return TimeForm.NONE;
        }
        int fraction = scan.exactly(Math.min(3, digits));
        for (int i = digits; i < 3; i++) {
          fraction *= 10;
        }
        scan.number(0, 9);
        time += fraction;
      }
    }
    return offset(scan, time);
  }

  private long offset(Scan scan, long time) {
    int found = NO_OFFSET;
    scan.skip(' ');
    if (scan.skip('Z') || scan.skip('z')) {
      found = 0;
    } else if (!scan.atEnd()) {
      int sign = scan.skip('-') ? -1 : scan.skip('+') ? 1 : 0;
      int hours = scan.exactly(2);
      scan.skip(':');
      int minutes = scan.atEnd() ? 0 : scan.number(2, 2);
      if (sign == 0 || hours < 0 || hours > 18 || minutes < 0 || minutes > 59) {
        return TimeForm.NONE;
      }
      found = sign * (hours * 60 + minutes);
    }
    if (!scan.atEnd()) {
      return TimeForm.NONE;
    }
    if (begun && found != offset) {
      return TimeForm.OTHER_OFFSET;
    }
    begun = true;
    offset = found;
    return time;
  }

  String pattern() {
    if (!begun) {
      return "";
    }
    String time = seconds ? "HH:mm:ss" : "HH:mm";
    if (offset == NO_OFFSET) {
      return time;
    }
    if (offset == 0) {
      return time + " in UTC";
    }
    return String.format(
        "%s at %s%02d:%02d from UTC",
        time, offset < 0 ? "-" : "+", Math.abs(offset) / 60, Math.abs(offset) % 60);
  }
}
