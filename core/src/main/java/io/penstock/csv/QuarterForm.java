package io.penstock.csv;

/**
 * A quarter of a year, {@code yyyyQn} or {@code yyyy-Qn}; its time is the first of its first month.
 */
final class QuarterForm implements TimeForm {
  @Override
  public long read(char[] text, int from, int to) {
    Scan scan = new Scan(text, from, to);
    int year = scan.number(4, 4);
    if (!scan.skip('-')) {
      scan.skip(' ');
    }
    if (year < 0 || !scan.skip('Q') && !scan.skip('q')) {
      return NONE;
    }
    int quarter = scan.number(1, 1);
    return quarter < 1 || quarter > 4 || !scan.atEnd()
        ? NONE
        : TimeForm.date(year, 3 * quarter - 2, 1);
  }

  @Override
  public String pattern() {
    return "yyyy-Qn";
  }
}
