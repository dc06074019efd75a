package io.penstock.csv;

import io.penstock.error.PenstockException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalQueries;
import java.util.Locale;

/**
 * The form that the user states: a pattern of {@link DateTimeFormatter}, with English names of
 * months.
 */
final class PatternForm implements TimeForm {
  private static final int NO_OFFSET = Integer.MIN_VALUE;

  private final String pattern;
  private final DateTimeFormatter formatter;
  private boolean begun;
  private int offset;

  PatternForm(String pattern) {
    this.pattern = pattern;
    try {
      this.formatter =
          new DateTimeFormatterBuilder()
              .parseCaseInsensitive()
              .appendPattern(pattern)
              .toFormatter(Locale.ENGLISH);
    } catch (IllegalArgumentException e) {
      throw PenstockException.config(
          "The time format %s is no pattern: %s. Expected is a pattern as dd/MM/yyyy HH:mm, epoch-seconds or epoch-millis.",
          pattern, e.getMessage());
    }
  }

  @Override
  public long read(char[] text, int from, int to) {
    TemporalAccessor found;
    try {
      found = formatter.parse(new String(text, from, to - from));
    } catch (DateTimeException e) {
      return NONE;
    }
    int foundOffset =
        found.isSupported(ChronoField.OFFSET_SECONDS)
            ? found.get(ChronoField.OFFSET_SECONDS)
            : NO_OFFSET;
    if (begun && foundOffset != offset) {
      return OTHER_OFFSET;
    }
    begun = true;
    offset = foundOffset;
    LocalTime clock = found.query(TemporalQueries.localTime());
    LocalDate date = found.query(TemporalQueries.localDate());
    if (date == null) {
      int year = part(found, ChronoField.YEAR, part(found, ChronoField.YEAR_OF_ERA, -1));
      int month = part(found, ChronoField.MONTH_OF_YEAR, 1);
      return TimeForm.date(year, month, 1);
    }
    long day = TimeForm.date(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    return day == NONE || clock == null ? day : day + clock.toNanoOfDay() / 1_000_000;
  }

  private static int part(TemporalAccessor found, ChronoField field, int otherwise) {
    return found.isSupported(field) ? found.get(field) : otherwise;
  }

  @Override
  public boolean hasClock() {
    return true;
  }

  @Override
  public String pattern() {
    return pattern;
  }
}
