package io.penstock.formula;

import io.penstock.formula.Formula.Calendar;
import java.time.LocalDate;

/** Reads the fields of a date off a time. */
final class Clock {
  private static final long MINUTE = 60_000;
  private static final long DAY = 86_400_000;

  private Clock() {}

  /**
   * @param time milliseconds since 1970-01-01T00:00, local
   */
  static int value(Calendar.Field field, long time) {
    long days = Math.floorDiv(time, DAY);
    int minute = (int) (Math.floorMod(time, DAY) / MINUTE);
    return switch (field) {
      case MINUTE_OF_DAY -> minute;
      case HOUR -> minute / 60;
      // 1970-01-01 was a Thursday.
      case WEEKDAY -> (int) Math.floorMod(days + 3, 7L);
      case DAY_OF_MONTH -> LocalDate.ofEpochDay(days).getDayOfMonth();
      case DAY_OF_YEAR -> LocalDate.ofEpochDay(days).getDayOfYear();
      case MONTH -> LocalDate.ofEpochDay(days).getMonthValue();
    };
  }
}
