package io.penstock.testing;

import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Binary;
import io.penstock.formula.Formula.Calendar;
import io.penstock.formula.Formula.Constant;
import io.penstock.formula.Formula.Cycle;
import io.penstock.formula.Formula.Elapsed;
import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Lookup;
import io.penstock.formula.Formula.Neighbours;
import io.penstock.formula.Formula.Phase;
import io.penstock.formula.Formula.Rolling;
import io.penstock.formula.Formula.Shift;
import io.penstock.formula.Formula.Unary;
import io.penstock.formula.Formula.Weighted;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws formulas of every kind, and series that make them difficult. */
public final class RandomFormulas {
  private final Random random;
  private final List<String> columns;
  private final Frequency frequency;

  /**
   * @param columns that the formulas may read
   * @param frequency of the rows
   */
  public RandomFormulas(Random random, List<String> columns, Frequency frequency) {
    this.random = random;
    this.columns = List.copyOf(columns);
    this.frequency = frequency;
  }

  /**
   * A formula that reads no later row.
   *
   * @param depth how often it may be made of others
   */
  public Formula next(int depth) {
    if (depth == 0 || random.nextInt(8) == 0) {
      return leaf();
    }
    return switch (random.nextInt(9)) {
      case 0 -> new Unary(any(Unary.Function.values()), next(depth - 1));
      case 1 -> new Binary(any(Binary.Operator.values()), next(depth - 1), next(depth - 1));
      case 2 -> next(depth - 1).isBelow(next(depth - 1)).choose(next(depth - 1), next(depth - 1));
      case 3 -> new Shift(next(depth - 1), 1 + random.nextInt(4));
      case 4 -> new Weighted(next(depth - 1), numbers(1 + random.nextInt(5)));
      case 5 ->
          new Rolling(any(Rolling.Statistic.values()), next(depth - 1), 1 + random.nextInt(5));
      case 6 -> new LastKnown(next(depth - 1), 1 + random.nextInt(3), 1 + random.nextInt(3));
      case 7 -> new Lookup(new Phase(frequency, 1 + random.nextInt(7)), numbers(7));
      default -> neighbours(depth);
    };
  }

  /** Points lie where near ones cannot be taken for each other. */
  private Formula neighbours(int depth) {
    int dimensions = 1 + random.nextInt(3);
    int points = 3 + random.nextInt(4);
    List<Formula> coordinates = new ArrayList<>();
    for (int d = 0; d < dimensions; d++) {
      coordinates.add(next(depth - 1));
    }
    return new Neighbours(
        coordinates, numbers(points * dimensions), numbers(points), 1 + random.nextInt(3));
  }

  private Formula leaf() {
    boolean dated = frequency.isTimed();
    return switch (random.nextInt(dated ? 8 : 7)) {
      case 0 -> new Constant((float) random.nextGaussian());
      case 1 -> new Phase(frequency, 1 + random.nextInt(12));
      case 2 -> new Cycle(frequency, 0.5 + random.nextInt(40) / 4.0);
      case 3 -> new Elapsed(frequency, random.nextInt(100) - 50);
      case 7 -> new Calendar(any(Calendar.Field.values()));
      default -> Formula.column(columns.get(random.nextInt(columns.size())));
    };
  }

  private List<Float> numbers(int count) {
    List<Float> numbers = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      numbers.add((float) random.nextGaussian());
    }
    return numbers;
  }

  private <T> T any(T[] values) {
    return values[random.nextInt(values.length)];
  }

  /** Frequencies of every unit. */
  public static List<Frequency> frequencies() {
    List<Frequency> frequencies = new ArrayList<>();
    for (TimeStep step : TimeStep.values()) {
      frequencies.add(step == TimeStep.ROW ? Frequency.ROWS : new Frequency(1, step));
    }
    frequencies.add(new Frequency(15, TimeStep.MINUTE));
    frequencies.add(new Frequency(3, TimeStep.MONTH));
    return frequencies;
  }

  /** What the values of a column are like. */
  public enum Kind {
    /** Around zero. */
    ORDINARY,
    /** Ordinary, a run of them missing at the begin, in the middle and at the end. */
    WITH_RUNS_MISSING,
    /** None there. */
    ALL_MISSING,
    /** All the same. */
    CONSTANT,
    /** Few different ones. */
    DUPLICATES,
    /** Up to 1e30 in size. */
    HUGE,
    /** Down to 1e-30 in size. */
    TINY,
    /** Below what a float can hold at full precision. */
    DENORMAL
  }

  /**
   * A series of some kinds of columns, named c0, c1 ….
   *
   * @param start time of the first row
   * @param rows how many
   */
  public static Series series(
      Random random, Frequency frequency, long start, int rows, List<Kind> kinds) {
    List<String> names = new ArrayList<>();
    float[] values = new float[rows * kinds.size()];
    for (int k = 0; k < kinds.size(); k++) {
      names.add("c" + k);
      for (int row = 0; row < rows; row++) {
        values[row * kinds.size() + k] = value(random, kinds.get(k), row, rows);
      }
    }
    long[] times = new long[rows];
    for (int row = 0; row < rows; row++) {
      times[row] = frequency.isTimed() ? frequency.plus(start, row) : row;
    }
    return Series.of("random", names, times, values, frequency);
  }

  private static float value(Random random, Kind kind, int row, int rows) {
    float ordinary = (float) random.nextGaussian();
    return switch (kind) {
      case ORDINARY -> ordinary;
      case WITH_RUNS_MISSING -> {
        int third = rows / 3;
        yield row < 3 || row >= rows - 3 || row / third == 1 && row % third < 4
            ? Float.NaN
            : ordinary;
      }
      case ALL_MISSING -> Float.NaN;
      case CONSTANT -> 3.25f;
      case DUPLICATES -> Math.round(ordinary);
      case HUGE -> ordinary * 1e30f;
      case TINY -> ordinary * 1e-30f;
      case DENORMAL -> ordinary * 1e-41f;
    };
  }
}
