package io.penstock.cli.report;

import io.penstock.cli.output.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Numbers of charts in few characters: no more digits than a chart can show. */
final class Digits {
  /** A chart is less than so many pixels high; a fifth of one cannot be seen. */
  private static final double STEPS = 5_000;

  /** Digits of a value that stands among others of the same size. */
  private static final int MOST_DECIMALS = 12;

  private Digits() {}

  /** Values rounded to what can be told apart in their range; missing ones are null. */
  static List<@Nullable Object> values(double[] values) {
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (double value : values) {
      if (Double.isFinite(value)) {
        least = Math.min(least, value);
        greatest = Math.max(greatest, value);
      }
    }
    double range = greatest - least;
    double size = range > 0 ? range : Math.max(Math.abs(greatest), Math.abs(least));
    int decimals =
        size > 0 && Double.isFinite(size)
            ? (int) Math.ceil(Math.log10(STEPS / size))
            : MOST_DECIMALS;
    List<@Nullable Object> written = new ArrayList<>(values.length);
    for (double value : values) {
      written.add(Double.isFinite(value) ? rounded(value, decimals) : null);
    }
    return written;
  }

  /** As whole numbers are written where it is one. */
  static Object place(double place) {
    return place == Math.rint(place) ? (Object) (long) place : (Object) place;
  }

  private static Number rounded(double value, int decimals) {
    int held = Math.max(-MOST_DECIMALS, Math.min(MOST_DECIMALS, decimals));
    BigDecimal rounded =
        BigDecimal.valueOf(value)
            .setScale(held, java.math.RoundingMode.HALF_EVEN)
            .stripTrailingZeros();
    if (rounded.signum() == 0) {
      return 0;
    }
    return rounded.scale() <= 0 && rounded.precision() - rounded.scale() < 18
        ? (Number) rounded.longValueExact()
        : (Number) rounded;
  }

  /**
   * Places on an axis: whole numbers as their first, their common divisor and the steps between
   * them, others as they are.
   */
  static Json places(double[] places) {
    boolean whole = Arrays.stream(places).allMatch(x -> x == Math.rint(x) && Math.abs(x) < 1e17);
    if (!whole || places.length < 2) {
      return new Json().put("at", values(places));
    }
    long unit = 0;
    for (int i = 1; i < places.length; i++) {
      unit = divisor(unit, Math.abs((long) places[i] - (long) places[i - 1]));
    }
    long divisor = Math.max(1, unit);
    List<Object> steps = new ArrayList<>();
    long run = 0;
    for (int i = 1; i < places.length; i++) {
      long step = ((long) places[i] - (long) places[i - 1]) / divisor;
      if (step == 1) {
        run++;
      } else {
        addRun(steps, run);
        run = 0;
        steps.add(step);
      }
    }
    addRun(steps, run);
    return new Json().put("from", (long) places[0]).put("unit", divisor).put("steps", steps);
  }

  /** Many equal steps of one unit are written as a list of their number. */
  private static void addRun(List<Object> steps, long run) {
    if (run > 2) {
      steps.add(List.of(run));
    } else {
      for (long i = 0; i < run; i++) {
        steps.add(1);
      }
    }
  }

  private static long divisor(long a, long b) {
    return b == 0 ? a : divisor(b, a % b);
  }
}
