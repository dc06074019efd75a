package io.penstock.onnx;

import static io.penstock.onnx.Operators.Type.DOUBLE;
import static io.penstock.onnx.Operators.Type.FLOAT;
import static io.penstock.onnx.Operators.Type.LONG;

import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Calendar;
import io.penstock.formula.Formula.Cycle;
import io.penstock.formula.Formula.Elapsed;
import io.penstock.formula.Formula.Phase;
import io.penstock.series.Frequency;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Operators of formulas of the row's time. Division of int64 numbers, which cuts off toward zero in
 * ONNX, is made to round down; whole numbers within a day, or of days, are divided as 64-bit
 * floats, which is exact below 2⁵³ and faster.
 */
final class TimeNodes {
  private static final long DAY = 86_400_000;
  private static final long MINUTE = 60_000;
  private static final long HOUR = 3_600_000;

  /** Days from 0000-03-01 to 1970-01-01. */
  private static final int EPOCH = 719_468;

  /** Days of 400 years, after which the calendar repeats. */
  private static final int ERA = 146_097;

  private final Operators ops;

  TimeNodes(Operators ops) {
    this.ops = ops;
  }

  /**
   * @param formulas all of one kind and frequency, or of one field
   * @param time int64 [batch, 1, row]
   * @return [batch, formula, row]
   */
  String of(List<Formula> formulas, String time) {
    Formula kind = formulas.get(0);
    if (kind instanceof Calendar calendar) {
      return ops.cast(field(calendar.field(), time), FLOAT);
    }
    if (kind instanceof Elapsed elapsed) {
      String origins = longs(formulas, formula -> ((Elapsed) formula).origin());
      return ops.cast(ops.of("Sub", stepNumber(elapsed.frequency(), time), origins), FLOAT);
    }
    if (kind instanceof Phase phase) {
      String seasons = longs(formulas, formula -> ((Phase) formula).season());
      // The remainder of int64 numbers has the divisor's sign.
      return ops.cast(ops.of("Mod", stepNumber(phase.frequency(), time), seasons), FLOAT);
    }
    if (kind instanceof Cycle cycle) {
      String periods = longs(formulas, formula -> ((Cycle) formula).fractions());
      String fractions =
          ops.of("Mul", stepNumber(cycle.frequency(), time), ops.longs(Cycle.FINENESS));
      return ops.of(
          "Div", ops.cast(ops.of("Mod", fractions, periods), FLOAT), ops.cast(periods, FLOAT));
    }
    throw new IllegalStateException("not of the time: " + kind);
  }

  private String longs(List<Formula> formulas, ToLongFunction<Formula> number) {
    return ops.longs(
        formulas.stream().mapToLong(number).toArray(), new long[] {formulas.size(), 1});
  }

  /** {@link Frequency#stepNumber}, int64. */
  private String stepNumber(Frequency frequency, String time) {
    long count = frequency.count();
    return switch (frequency.step()) {
      case ROW, MILLISECOND -> floorDiv(time, count);
      case SECOND -> floorDiv(time, count * 1_000);
      case MINUTE -> floorDiv(time, count * MINUTE);
      case HOUR -> floorDiv(time, count * HOUR);
      case DAY -> floorDiv(time, count * DAY);
      case WEEK -> floorDiv(time, count * 7 * DAY);
      case BUSINESS_DAY -> floorDiv(businessDay(time), count);
      case MONTH -> ops.cast(floorDiv(month(time), (double) count), LONG);
      case YEAR -> ops.cast(floorDiv(month(time), 12.0 * count), LONG);
    };
  }

  private String floorDiv(String number, long divisor) {
    if (divisor == 1) {
      return number;
    }
    String by = ops.longs(divisor);
    String quotient = ops.of("Div", number, by);
    String rest = ops.of("Sub", number, ops.of("Mul", quotient, by));
    String below = ops.cast(ops.of("Less", rest, ops.longs(0)), LONG);
    return ops.of("Sub", quotient, below);
  }

  private String floorDiv(String number, double divisor) {
    return divisor == 1 ? number : ops.of("Floor", ops.of("Div", number, ops.number(divisor)));
  }

  private String days(String time) {
    return floorDiv(time, DAY);
  }

  /** Milliseconds since midnight. */
  private String ofDay(String time) {
    return ops.of("Sub", time, ops.of("Mul", days(time), ops.longs(DAY)));
  }

  /** Monday 0 to Sunday 6; 1970-01-01 was a Thursday. */
  private String weekday(String time) {
    return ops.of("Mod", sinceMonday(time), ops.longs(7));
  }

  private String sinceMonday(String time) {
    return ops.of("Add", days(time), ops.longs(3));
  }

  private String businessDay(String time) {
    String weeks = ops.of("Mul", floorDiv(sinceMonday(time), 7), ops.longs(5));
    String ofWeek = ops.of("Min", weekday(time), ops.longs(4));
    return ops.of("Sub", ops.of("Add", weeks, ofWeek), ops.longs(3));
  }

  /** A whole number. */
  private String field(Calendar.Field field, String time) {
    return switch (field) {
      case MINUTE_OF_DAY -> ops.of("Div", ofDay(time), ops.longs(MINUTE));
      case HOUR -> ops.of("Div", ofDay(time), ops.longs(HOUR));
      case WEEKDAY -> weekday(time);
      case DAY_OF_MONTH -> dayOfMonth(time);
      case DAY_OF_YEAR -> dayOfYear(time);
      case MONTH -> monthOfYear(time);
    };
  }

  /*
   * The calendar counts years from March, so that a leap day is a year's last: Howard Hinnant,
   * chrono-Compatible Low-Level Date Algorithms, civil_from_days. All in 64-bit floats.
   */

  private String sinceEpoch(String time) {
    return plus(ops.cast(days(time), DOUBLE), EPOCH);
  }

  private String era(String time) {
    return floorDiv(sinceEpoch(time), (double) ERA);
  }

  private String dayOfEra(String time) {
    return ops.of("Sub", sinceEpoch(time), times(era(time), ERA));
  }

  /** 0 to 399. */
  private String yearOfEra(String time) {
    String day = dayOfEra(time);
    String without = ops.of("Sub", day, floorDiv(day, 1460.0));
    String with = ops.of("Add", without, floorDiv(day, 36_524.0));
    return floorDiv(ops.of("Sub", with, floorDiv(day, 146_096.0)), 365.0);
  }

  /** Days since the first of March, 0 to 365. */
  private String sinceMarch(String time) {
    String year = yearOfEra(time);
    String before =
        ops.of("Sub", ops.of("Add", times(year, 365), floorDiv(year, 4.0)), floorDiv(year, 100.0));
    return ops.of("Sub", dayOfEra(time), before);
  }

  /** Months since March, 0 to 11. */
  private String monthsSinceMarch(String time) {
    return floorDiv(plus(times(sinceMarch(time), 5), 2), 153.0);
  }

  private String dayOfMonth(String time) {
    String before = floorDiv(plus(times(monthsSinceMarch(time), 153), 2), 5.0);
    return plus(ops.of("Sub", sinceMarch(time), before), 1);
  }

  /** 1 to 12. */
  private String monthOfYear(String time) {
    String months = monthsSinceMarch(time);
    return plus(ops.of("Sub", months, times(atLeast(months, 10), 12)), 3);
  }

  /** 1 to 366. */
  private String dayOfYear(String time) {
    String year = yearOfEra(time);
    String leap =
        ops.of(
            "Add",
            ops.of("Sub", isMultiple(year, 4), isMultiple(year, 100)),
            isMultiple(year, 400));
    String days = sinceMarch(time);
    // January and February come last, and the year's days are counted from them.
    String after = ops.of("Add", plus(days, 60), leap);
    return ops.where(ops.of("Less", days, ops.number(306.0)), after, plus(days, -305));
  }

  /** Months since January 1970. */
  private String month(String time) {
    String years = ops.of("Add", times(era(time), 400), yearOfEra(time));
    return plus(ops.of("Add", times(years, 12), monthsSinceMarch(time)), 2 - 12 * 1970);
  }

  private String isMultiple(String number, int divisor) {
    String nearest = times(floorDiv(number, (double) divisor), divisor);
    return ops.cast(ops.of("Equal", number, nearest), DOUBLE);
  }

  private String atLeast(String number, int bound) {
    return ops.cast(ops.of("GreaterOrEqual", number, ops.number((double) bound)), DOUBLE);
  }

  private String plus(String number, int other) {
    return ops.of("Add", number, ops.number((double) other));
  }

  private String times(String number, int other) {
    return ops.of("Mul", number, ops.number((double) other));
  }
}
