package io.penstock.csv;

import java.time.LocalDate;

/**
 * A date with marks between year, month and day, and perhaps a time of day: {@code yyyy-MM-dd
 * HH:mm}, {@code dd.MM.yyyy}.
 */
final class CalendarForm implements TimeForm {
  enum Order {
    YEAR_FIRST,
    DAY_FIRST,
    /** Day first or month first: the first number above 12 tells. */
    UNDECIDED
  }

  private final Order order;
  private final char mark;
  private final Clock clock = new Clock();
  private boolean withClock;
  private boolean monthsOnly;
  private boolean dayFirst = true;
  private boolean decided;
  private int readBeforeDecision;

  CalendarForm(Order order, char mark) {
    this.order = order;
    this.mark = mark;
    this.decided = order != Order.UNDECIDED;
  }

  @Override
  public long read(char[] text, int from, int to) {
    Scan scan = new Scan(text, from, to);
    return order == Order.YEAR_FIRST ? yearFirst(scan) : yearLast(scan);
  }

  private long yearFirst(Scan scan) {
    int yearDigits = scan.digits();
    int year = scan.number(1, 4);
    if (year < 0 || !scan.skip(mark)) {
      return NONE;
    }
    int monthDigits = scan.digits();
    int month = scan.number(1, 2);
    if (scan.atEnd()) {
      // A year below 1000 counts from the beginning of the series, as in "1-01".
      monthsOnly = true;
      return monthDigits == 2 ? TimeForm.date(year, month, 1) : NONE;
    }
    if (yearDigits != 4 || !scan.skip(mark)) {
      return NONE;
    }
    return clock(scan, TimeForm.date(year, month, scan.number(1, 2)));
  }

  private long yearLast(Scan scan) {
    int first = scan.number(1, 2);
    if (first < 0 || !scan.skip(mark)) {
      return NONE;
    }
    int second = scan.number(1, 2);
    if (second < 0 || !scan.skip(mark)) {
      return NONE;
    }
    int year = scan.number(4, 4);
    if (year < 0) {
      return NONE;
    }
    if (!decided && first != second && (first > 12 || second > 12)) {
      decided = true;
      dayFirst = first > 12;
    }
    long date = dayFirst ? TimeForm.date(year, second, first) : TimeForm.date(year, first, second);
    long time = clock(scan, date);
    if (!decided && time > OTHER_OFFSET) {
      readBeforeDecision++;
    }
    return time;
  }

  private long clock(Scan scan, long date) {
    if (date == NONE || scan.atEnd()) {
      return date;
    }
    if (!scan.skip('T') && !scan.skip('t') && !scan.skip(' ')) {
      return NONE;
    }
    long time = clock.read(scan);
    if (time <= OTHER_OFFSET) {
      return time;
    }
    withClock = true;
    return date + time;
  }

  @Override
  public boolean settle(long[] times) {
    if (decided && !dayFirst) {
      for (int row = 0; row < readBeforeDecision; row++) {
        times[row] = swapped(times[row]);
      }
    }
    return decided;
  }

  /** The same time with day and month exchanged; both are at most 12. */
  private static long swapped(long time) {
    long day = Math.floorDiv(time, 86_400_000L);
    LocalDate date = LocalDate.ofEpochDay(day);
    return TimeForm.date(date.getYear(), date.getDayOfMonth(), date.getMonthValue())
        + Math.floorMod(time, 86_400_000L);
  }

  @Override
  public boolean hasClock() {
    return withClock;
  }

  @Override
  public String pattern() {
    String date =
        switch (order) {
          case YEAR_FIRST -> monthsOnly ? "yyyy" + mark + "MM" : "yyyy" + mark + "MM" + mark + "dd";
          case DAY_FIRST -> dayFirst();
          case UNDECIDED ->
              !decided ? dayFirst() + " or " + monthFirst() : dayFirst ? dayFirst() : monthFirst();
        };
    return withClock ? date + " " + clock.pattern() : date;
  }

  private String dayFirst() {
    return "dd" + mark + "MM" + mark + "yyyy";
  }

  private String monthFirst() {
    return "MM" + mark + "dd" + mark + "yyyy";
  }
}
