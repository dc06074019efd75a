package io.penstock.onnx;

import static io.penstock.onnx.Operators.Type.DOUBLE;
import static io.penstock.onnx.Operators.Type.FLOAT;

import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Calendar;
import io.penstock.formula.Formula.Cycle;
import io.penstock.formula.Formula.Elapsed;
import io.penstock.formula.Formula.Phase;
import io.penstock.series.Frequency;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Operators of formulas of the row's time. Whole numbers are 64-bit floats, in which division that
 * rounds down is exact and fast: of times that are less than 2⁵³ milliseconds, 285 000 years, from
 * 1970.
 */
final class TimeNodes {
  private static final long DAY = 86_400_000;
  private static final long HOUR = 3_600_000;
  private static final long MINUTE = 60_000;

  /** Days from 0000-03-01 to 1970-01-01. */
  private static final int EPOCH = 719_468;

  /** Mean days of a century and of the years of one, quarters that a float holds. */
  private static final double CENTURY = 36_524.25;

  private static final double YEAR = 365.25;

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
    String number = ops.cast(time, DOUBLE);
    Formula kind = formulas.get(0);
    if (kind instanceof Calendar calendar) {
      return field(calendar.field(), number);
    }
    if (kind instanceof Elapsed elapsed) {
      String origins = numbers(formulas, formula -> ((Elapsed) formula).origin());
      return ops.cast(ops.of("Sub", stepNumber(elapsed.frequency(), number), origins), FLOAT);
    }
    if (kind instanceof Phase phase) {
      String seasons = numbers(formulas, formula -> ((Phase) formula).season());
      return ops.cast(remainder(stepNumber(phase.frequency(), number), seasons), FLOAT);
    }
    if (kind instanceof Cycle cycle) {
      String periods = numbers(formulas, formula -> ((Cycle) formula).fractions());
      String fractions = times(stepNumber(cycle.frequency(), number), Cycle.FINENESS);
      return ops.of(
          "Div", ops.cast(remainder(fractions, periods), FLOAT), ops.cast(periods, FLOAT));
    }
    throw new IllegalStateException("not of the time: " + kind);
  }

  private String numbers(List<Formula> formulas, ToLongFunction<Formula> number) {
    return ops.doubles(
        formulas.stream().mapToDouble(formula -> number.applyAsLong(formula)).toArray(),
        formulas.size(),
        1);
  }

  /** {@link Frequency#stepNumber}. */
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
      case MONTH -> floorDiv(month(time), count);
      case YEAR -> floorDiv(month(time), 12 * count);
    };
  }

  private String floorDiv(String number, double divisor) {
    return divisor == 1 ? number : ops.of("Floor", ops.of("Div", number, ops.number(divisor)));
  }

  private String remainder(String number, String divisors) {
    String quotients = ops.of("Floor", ops.of("Div", number, divisors));
    return ops.of("Sub", number, ops.of("Mul", quotients, divisors));
  }

  private String days(String time) {
    return floorDiv(time, DAY);
  }

  /** Milliseconds since midnight. */
  private String ofDay(String time) {
    return ops.of("Sub", time, times(days(time), DAY));
  }

  /** Weeks since that of 1970-01-01, a Thursday, and days since Monday, 0 to 6. */
  private String weeks(String time) {
    return floorDiv(plus(days(time), 3), 7);
  }

  private String weekday(String time) {
    return ops.of("Sub", plus(days(time), 3), times(weeks(time), 7));
  }

  private String businessDay(String time) {
    String ofWeek = ops.of("Min", weekday(time), ops.number(4.0));
    return plus(ops.of("Add", times(weeks(time), 5), ofWeek), -3);
  }

  /** A whole number, as a 32-bit float. */
  private String field(Calendar.Field field, String time) {
    return switch (field) {
      case MINUTE_OF_DAY -> ops.cast(floorDiv(ofDay(time), MINUTE), FLOAT);
      case HOUR -> ops.cast(floorDiv(ofDay(time), HOUR), FLOAT);
      case WEEKDAY -> ops.cast(weekday(time), FLOAT);
      case DAY_OF_MONTH -> dayOfMonth(time);
      case DAY_OF_YEAR -> dayOfYear(time);
      case MONTH -> monthOfYear(time);
    };
  }

  /*
   * The calendar counts years from March, so that a leap day is a year's last. Then the first d
   * days of a century hold ⌊(d + 3/4) / 365 1/4⌋ whole years, and those of all centuries
   * ⌊(d + 3/4) / 36524 1/4⌋ whole centuries. Within a century 32-bit floats hold all exactly.
   */

  private String century(String time) {
    return floorDiv(plus(days(time), EPOCH + 0.75), CENTURY);
  }

  private String dayOfCentury(String time) {
    String before = ops.of("Floor", times(century(time), CENTURY));
    return ops.cast(ops.of("Sub", plus(days(time), EPOCH), before), FLOAT);
  }

  /** 0 to 99. */
  private String yearOfCentury(String time) {
    return ops.of("Floor", divided(added(dayOfCentury(time), 0.75f), (float) YEAR));
  }

  /** Days since the first of March, 0 to 365. */
  private String sinceMarch(String time) {
    String before = ops.of("Floor", multiplied(yearOfCentury(time), (float) YEAR));
    return ops.of("Sub", dayOfCentury(time), before);
  }

  /**
   * Months since March, 0 to 11. Five of them have 153 days, and what is added keeps off whole
   * numbers what is rounded down.
   */
  private String monthsSinceMarch(String time) {
    return ops.of("Floor", divided(added(sinceMarch(time), 0.5f), 30.6f));
  }

  private String dayOfMonth(String time) {
    String before = ops.of("Floor", added(multiplied(monthsSinceMarch(time), 30.6f), 0.5f));
    return added(ops.of("Sub", sinceMarch(time), before), 1);
  }

  /** 1 to 12. */
  private String monthOfYear(String time) {
    String months = monthsSinceMarch(time);
    String spring = ops.of("Less", months, ops.number(10f));
    return ops.where(spring, added(months, 3), added(months, -9));
  }

  /** 1 to 366. */
  private String dayOfYear(String time) {
    String year = yearOfCentury(time);
    String fourth = multiplied(ops.of("Floor", multiplied(year, 0.25f)), 4);
    String leap = ops.of("Equal", fourth, year);
    // The first year of a century has no leap day, but that of a fourth century has.
    String centuries = century(time);
    String whole = times(ops.of("Floor", times(centuries, 0.25)), 4);
    String exception =
        ops.of("And", ops.of("Less", year, ops.number(1f)), ops.of("Less", whole, centuries));
    String common = ops.of("Or", exception, ops.of("Not", leap));
    String days = sinceMarch(time);
    String spring = ops.where(common, added(days, 60), added(days, 61));
    // January and February come last, and the year's days are counted from them.
    return ops.where(ops.of("Less", days, ops.number(306f)), spring, added(days, -305));
  }

  /** Months since January 1970. */
  private String month(String time) {
    String years = ops.of("Add", times(century(time), 100), ops.cast(yearOfCentury(time), DOUBLE));
    String months = ops.of("Add", times(years, 12), ops.cast(monthsSinceMarch(time), DOUBLE));
    return plus(months, 2 - 12 * 1970);
  }

  private String plus(String number, double other) {
    return ops.of("Add", number, ops.number(other));
  }

  private String times(String number, double other) {
    return ops.of("Mul", number, ops.number(other));
  }

  private String added(String number, float other) {
    return ops.of("Add", number, ops.number(other));
  }

  private String multiplied(String number, float other) {
    return ops.of("Mul", number, ops.number(other));
  }

  private String divided(String number, float other) {
    return ops.of("Div", number, ops.number(other));
  }
}
