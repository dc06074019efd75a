package io.penstock.series;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Objects;

/**
 * The distance between a row and the next: {@code count} units, as 15 minutes or 1 month.
 *
 * @param count how many units, at least 1
 * @param step the unit
 */
public record Frequency(int count, TimeStep step) {
  /** Rows are counted, not timed. */
  public static final Frequency ROWS = new Frequency(1, TimeStep.ROW);

  /** Checks the count. */
  public Frequency {
    Objects.requireNonNull(step, "step");
    if (count < 1) {
      throw new IllegalArgumentException("a frequency of " + count + " " + step);
    }
  }

  /** {@return whether times follow from it: all but {@link #ROWS}} */
  public boolean isTimed() {
    return step != TimeStep.ROW;
  }

  /**
   * The time {@code steps} rows after {@code time}.
   *
   * @param time milliseconds since 1970-01-01T00:00 in the series' own local time
   * @param steps how many rows later; may be negative
   * @return milliseconds since 1970-01-01T00:00, local; for {@link #ROWS}, {@code time + steps}
   */
  public long plus(long time, long steps) {
    long units = Math.multiplyExact(steps, (long) count);
    return switch (step) {
      case ROW, MILLISECOND -> time + units;
      case SECOND -> time + units * 1_000L;
      case MINUTE -> time + units * 60_000L;
      case HOUR -> time + units * 3_600_000L;
      case DAY -> time + units * 86_400_000L;
      case WEEK -> time + units * 604_800_000L;
      case BUSINESS_DAY -> plusBusinessDays(time, units);
      case MONTH -> plusMonths(time, units);
      case YEAR -> plusMonths(time, Math.multiplyExact(units, 12L));
    };
  }

  /**
   * {@return how many whole steps lie between two times}
   *
   * @param from milliseconds, local, not after {@code to}
   * @param to milliseconds, local
   */
  public long steps(long from, long to) {
    long span = to - from;
    return switch (step) {
      case ROW, MILLISECOND -> span / count;
      case SECOND -> span / (count * 1_000L);
      case MINUTE -> span / (count * 60_000L);
      case HOUR -> span / (count * 3_600_000L);
      case DAY -> span / (count * 86_400_000L);
      case WEEK -> span / (count * 604_800_000L);
      case MONTH, YEAR, BUSINESS_DAY -> calendarSteps(from, to);
    };
  }

  /**
   * The number of the step that a time falls into: 0 is that of 1970-01-01T00:00, or of row 0. Rows
   * of a regular series have consecutive numbers.
   *
   * @param time milliseconds since 1970-01-01T00:00 in the series' own local time; the row's number
   *     if rows are counted
   * @return of months, 12 · (year − 1970) + month − 1; of business days, 5 for each week before
   *     that of the time and one for each day before it in its own, Saturdays and Sundays being
   *     Fridays; weeks begin on Thursdays; each divided by the count, rounded down
   */
  public long stepNumber(long time) {
    long unit =
        switch (step) {
          case ROW, MILLISECOND -> time;
          case SECOND -> Math.floorDiv(time, 1_000L);
          case MINUTE -> Math.floorDiv(time, 60_000L);
          case HOUR -> Math.floorDiv(time, 3_600_000L);
          case DAY -> Math.floorDiv(time, 86_400_000L);
          case WEEK -> Math.floorDiv(time, 604_800_000L);
          case BUSINESS_DAY -> businessDay(Math.floorDiv(time, 86_400_000L));
          case MONTH -> month(time);
          case YEAR -> Math.floorDiv(month(time), 12L);
        };
    return Math.floorDiv(unit, (long) count);
  }

  private static long month(long time) {
    LocalDateTime date = local(time);
    return 12L * (date.getYear() - 1970) + date.getMonthValue() - 1;
  }

  /** 1970-01-01 was a Thursday, day 3 of its week. */
  private static long businessDay(long day) {
    return 5 * Math.floorDiv(day + 3, 7L) + Math.min(Math.floorMod(day + 3, 7L), 4) - 3;
  }

  /**
   * The most steps that do not lead beyond {@code to}, by doubling and then halving, since a gap
   * may be centuries long.
   */
  private long calendarSteps(long from, long to) {
    long beyond = 1;
    while (plus(from, beyond) <= to) {
      beyond *= 2;
    }
    long within = beyond / 2;
    while (beyond - within > 1) {
      long middle = (within + beyond) / 2;
      if (plus(from, middle) <= to) {
        within = middle;
      } else {
        beyond = middle;
      }
    }
    return within;
  }

  /** Months keep the day of the month; a series of month ends stays one of month ends. */
  private static long plusMonths(long time, long months) {
    LocalDateTime from = local(time);
    LocalDateTime to = from.plusMonths(months);
    if (from.getDayOfMonth() == YearMonth.from(from).lengthOfMonth() && from.getDayOfMonth() > 27) {
      to = to.withDayOfMonth(YearMonth.from(to).lengthOfMonth());
    }
    return to.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /**
   * Five days a week; from a weekend, the first day is the Monday after it, or backwards the Friday
   * before it.
   */
  private static long plusBusinessDays(long time, long days) {
    if (days == 0) {
      return time;
    }
    int weekday = local(time).getDayOfWeek().getValue();
    int weekend = Math.max(0, weekday - DayOfWeek.FRIDAY.getValue());
    if (days > 0) {
      long rest = days % 5;
      long skipped = Math.min(weekday, 5) + rest > 5 ? 2 : 0;
      return plusDays(time, days / 5 * 7 + rest + skipped - weekend);
    }
    long rest = -days % 5;
    int onward = weekend == 0 ? 0 : 3 - weekend;
    long skipped = (weekend == 0 ? weekday : 1) - rest < 1 ? 2 : 0;
    return plusDays(time, onward - (-days / 5 * 7 + rest + skipped));
  }

  private static long plusDays(long time, long days) {
    return Math.addExact(time, Math.multiplyExact(days, 86_400_000L));
  }

  private static LocalDateTime local(long time) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(time), ZoneOffset.UTC);
  }

  /** As written in files and messages: {@code 1 month}, {@code 15 minutes}, {@code rows}. */
  @Override
  public String toString() {
    if (step == TimeStep.ROW) {
      return "rows";
    }
    String unit = step.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    return count == 1 ? "1 " + unit : count + " " + unit + "s";
  }

  /**
   * Reads what {@link #toString} writes.
   *
   * @param text as {@code 15 minutes} or {@code rows}
   * @return the frequency
   * @throws IllegalArgumentException if the text is none
   */
  public static Frequency parse(String text) {
    if (text.equals("rows")) {
      return ROWS;
    }
    int space = text.indexOf(' ');
    if (space < 1) {
      throw new IllegalArgumentException("not a frequency: " + text);
    }
    int count = Integer.parseInt(text.substring(0, space));
    String unit = text.substring(space + 1).replace(' ', '_').toUpperCase(Locale.ROOT);
    if (count > 1 && unit.endsWith("S")) {
      unit = unit.substring(0, unit.length() - 1);
    }
    return new Frequency(count, TimeStep.valueOf(unit));
  }
}
