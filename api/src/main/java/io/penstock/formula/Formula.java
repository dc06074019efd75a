package io.penstock.formula;

import io.penstock.series.Frequency;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A number for each row of a table. All numbers are 32-bit floats, and NaN stands for what is
 * missing, as in the exported graph. What is summed over several rows is summed in 64-bit floats
 * and rounded once: so the order of the sum, which is a runtime's own, does not matter, and what is
 * equal is found to be equal. A row before the first of its segment counts as missing.
 *
 * <p>A formula is a finite filter: its value at a row depends on no row more than {@link #history}
 * before it. One that is to enter a model file depends on no later row either, its {@link #ahead}
 * is 0; only truths to be learnt may look ahead.
 *
 * <p>Where a part reads several rows, rows count backwards: row 0 is the row itself, row 1 the one
 * before.
 */
public sealed interface Formula {
  /** {@return the formulas that it is made of, in order; none for a leaf} */
  List<Formula> parts();

  /**
   * {@return the same formula of other parts, as many as {@link #parts} gives}
   *
   * @param parts in the order of those that they take the place of
   */
  Formula of(List<Formula> parts);

  /** {@return how many rows before a row it reads beyond those that its parts read, at least 0} */
  default int ownHistory() {
    return 0;
  }

  /** {@return how many rows before a row its value there may depend on, at least 0} */
  default int history() {
    return Walk.history(this);
  }

  /**
   * {@return how many rows after a row its value there may depend on; 0 for all that a file can
   * hold}
   */
  default int ahead() {
    return Walk.ahead(this);
  }

  /** {@return names of the columns that it reads, in the order in which they occur} */
  default Set<String> columns() {
    return Walk.columns(this);
  }

  /** {@return whether it reads the rows' times} */
  default boolean readsTime() {
    return Walk.readsTime(this);
  }

  /**
   * {@return the same formula with columns replaced}
   *
   * @param columns formulas by the name of the column that they stand for; others stay
   */
  default Formula replace(Map<String, Formula> columns) {
    return Walk.replace(this, columns, new IdentityHashMap<>());
  }

  /**
   * {@return a column's raw value}
   *
   * @param name of the column
   */
  static Formula column(String name) {
    return new Column(name);
  }

  /**
   * {@return the same number in every row}
   *
   * @param value the number
   */
  static Formula constant(double value) {
    return new Constant((float) value);
  }

  /**
   * {@return their sum}
   *
   * @param other computed in the same row
   */
  default Formula plus(Formula other) {
    return new Binary(Binary.Operator.ADD, this, other);
  }

  /**
   * {@return this less the other}
   *
   * @param other computed in the same row
   */
  default Formula minus(Formula other) {
    return new Binary(Binary.Operator.SUBTRACT, this, other);
  }

  /**
   * {@return their product}
   *
   * @param other computed in the same row
   */
  default Formula times(Formula other) {
    return new Binary(Binary.Operator.MULTIPLY, this, other);
  }

  /**
   * {@return this divided by the other; as floats divide, by zero too, whose sign is taken for
   * plus}
   *
   * @param other computed in the same row
   */
  default Formula over(Formula other) {
    return new Binary(Binary.Operator.DIVIDE, this, other);
  }

  /**
   * {@return this to the power of the other}
   *
   * @param other computed in the same row
   */
  default Formula power(Formula other) {
    return new Binary(Binary.Operator.POWER, this, other);
  }

  /**
   * {@return 1 where this is less than the other, else 0, as where one is missing}
   *
   * @param other computed in the same row
   */
  default Formula isBelow(Formula other) {
    return new Binary(Binary.Operator.LESS, this, other);
  }

  /**
   * {@return 1 where both are equal, else 0, as where one is missing}
   *
   * @param other computed in the same row
   */
  default Formula isEqualTo(Formula other) {
    return new Binary(Binary.Operator.EQUAL, this, other);
  }

  /** {@return 1 where it is missing, else 0} */
  default Formula isMissing() {
    return new Unary(Unary.Function.IS_MISSING, this);
  }

  /** {@return its absolute value} */
  default Formula absolute() {
    return new Unary(Unary.Function.ABSOLUTE, this);
  }

  /**
   * {@return the second where this is not 0, which is meant to be a comparison, else the third}
   *
   * @param then where the condition is not 0
   * @param otherwise where it is 0
   */
  default Formula choose(Formula then, Formula otherwise) {
    return new Choose(this, then, otherwise);
  }

  /**
   * {@return what it was some rows before}
   *
   * @param rows how many rows before
   */
  default Formula lag(int rows) {
    return rows == 0 ? this : new Shift(this, rows);
  }

  /** A formula that is made of no other. */
  sealed interface Leaf extends Formula {
    @Override
    default List<Formula> parts() {
      return List.of();
    }

    @Override
    default Formula of(List<Formula> parts) {
      return this;
    }
  }

  /** A leaf that is computed from the row's time. */
  sealed interface OfTime extends Leaf {}

  /** A raw value. */
  record Column(String name) implements Leaf {
    /** Checks the name. */
    public Column {
      Objects.requireNonNull(name, "name");
    }
  }

  /** The same number in every row. */
  record Constant(float value) implements Leaf {}

  /**
   * A part of the row's date and time. The times of counted rows are their numbers and no dates.
   */
  record Calendar(Field field) implements OfTime {
    /** What can be read off a clock or a calendar, each a whole number. */
    public enum Field {
      /** Minutes since midnight, 0 to 1439. */
      MINUTE_OF_DAY,
      /** 0 to 23. */
      HOUR,
      /** Monday 0 to Sunday 6. */
      WEEKDAY,
      /** 1 to 31. */
      DAY_OF_MONTH,
      /** 1 to 366. */
      DAY_OF_YEAR,
      /** 1 to 12. */
      MONTH
    }

    /** Checks that there is a field. */
    public Calendar {
      Objects.requireNonNull(field, "field");
    }
  }

  /**
   * How many steps of the frequency lie between an origin and the row: {@link Frequency#stepNumber}
   * of its time less the origin.
   *
   * @param frequency of the rows
   * @param origin a step number
   */
  record Elapsed(Frequency frequency, long origin) implements OfTime {
    /** Checks that there is a frequency. */
    public Elapsed {
      Objects.requireNonNull(frequency, "frequency");
    }
  }

  /**
   * Where the row stands in its season: its {@linkplain Frequency#stepNumber step number} modulo
   * the season, 0 to season − 1.
   *
   * @param frequency of the rows
   * @param season rows, at least 1
   */
  record Phase(Frequency frequency, int season) implements OfTime {
    /** Checks the season. */
    public Phase {
      Objects.requireNonNull(frequency, "frequency");
      if (season < 1) {
        throw new IllegalArgumentException("a season of " + season + " rows");
      }
    }
  }

  /**
   * What share of a period of any length has passed, 0 to below 1. With n the row's {@linkplain
   * Frequency#stepNumber step number}: {@code (n · }{@value #FINENESS}{@code mod p) / p}, where p
   * is the period in these fractions of a row, rounded to a whole number.
   *
   * @param frequency of the rows
   * @param period rows, above 0; 365.25 is one
   */
  record Cycle(Frequency frequency, double period) implements OfTime {
    /** Into how many parts a row is divided. */
    public static final long FINENESS = 1024;

    /** Checks the period. */
    public Cycle {
      Objects.requireNonNull(frequency, "frequency");
      if (!(period * FINENESS >= 1) || period > 1e12) {
        throw new IllegalArgumentException("a period of " + period + " rows");
      }
    }

    /** {@return the period in fractions of a row} */
    public long fractions() {
      return Math.round(period * FINENESS);
    }
  }

  /** A function of one number. What is missing stays so, but for {@link Function#IS_MISSING}. */
  record Unary(Function function, Formula value) implements Formula {
    /** The functions. */
    public enum Function {
      /** |x|. */
      ABSOLUTE,
      /** √x; missing below 0. */
      ROOT,
      /** e to the power of x. */
      EXPONENTIAL,
      /** The natural logarithm; missing below 0, −∞ at 0. */
      LOGARITHM,
      /** The sine of x in radians. */
      SINE,
      /** The cosine of x in radians. */
      COSINE,
      /** 1 where x is missing, else 0. */
      IS_MISSING
    }

    /** Checks that there is a function. */
    public Unary {
      Objects.requireNonNull(function, "function");
      Objects.requireNonNull(value, "value");
    }

    @Override
    public List<Formula> parts() {
      return List.of(value);
    }

    @Override
    public Formula of(List<Formula> parts) {
      return new Unary(function, parts.get(0));
    }
  }

  /** A function of two numbers. */
  record Binary(Operator operator, Formula left, Formula right) implements Formula {
    /** The functions. Missing if a number is, but for comparisons, which are 0 then. */
    public enum Operator {
      /** x + y. */
      ADD,
      /** x − y. */
      SUBTRACT,
      /** x · y. */
      MULTIPLY,
      /** x / y; a zero that is divided by has no sign. */
      DIVIDE,
      /** x to the power of y, computed in double precision; a zero has no sign. */
      POWER,
      /** 1 if x &lt; y, else 0. */
      LESS,
      /** 1 if x = y, else 0. */
      EQUAL
    }

    /** Checks that all is there. */
    public Binary {
      Objects.requireNonNull(operator, "operator");
      Objects.requireNonNull(left, "left");
      Objects.requireNonNull(right, "right");
    }

    @Override
    public List<Formula> parts() {
      return List.of(left, right);
    }

    @Override
    public Formula of(List<Formula> parts) {
      return new Binary(operator, parts.get(0), parts.get(1));
    }
  }

  /**
   * One of two numbers.
   *
   * @param condition a comparison: 1 or 0
   * @param then where the condition is not 0
   * @param otherwise where it is 0
   */
  record Choose(Formula condition, Formula then, Formula otherwise) implements Formula {
    /** Checks that all is there. */
    public Choose {
      Objects.requireNonNull(condition, "condition");
      Objects.requireNonNull(then, "then");
      Objects.requireNonNull(otherwise, "otherwise");
    }

    @Override
    public List<Formula> parts() {
      return List.of(condition, then, otherwise);
    }

    @Override
    public Formula of(List<Formula> parts) {
      return new Choose(parts.get(0), parts.get(1), parts.get(2));
    }
  }

  /**
   * What another row has.
   *
   * @param rows how many rows before; negative for after, which only a truth to be learnt may be
   */
  record Shift(Formula value, int rows) implements Formula {
    /** Checks that there is a value. */
    public Shift {
      Objects.requireNonNull(value, "value");
    }

    @Override
    public List<Formula> parts() {
      return List.of(value);
    }

    @Override
    public Formula of(List<Formula> parts) {
      return new Shift(parts.get(0), rows);
    }
  }

  /**
   * A weighted sum of the last rows, Σ weights[j] · x[row − j]. Missing if one of them is missing
   * or infinite, whatever its weight.
   *
   * @param weights that of row 0 first, at least one
   */
  record Weighted(Formula value, List<Float> weights) implements Formula {
    /** Copies the list and checks that it is not empty. */
    public Weighted {
      Objects.requireNonNull(value, "value");
      weights = List.copyOf(weights);
      if (weights.isEmpty() || weights.stream().anyMatch(weight -> !Float.isFinite(weight))) {
        throw new IllegalArgumentException("weights " + weights);
      }
    }

    @Override
    public List<Formula> parts() {
      return List.of(value);
    }

    @Override
    public Formula of(List<Formula> parts) {
      return new Weighted(parts.get(0), weights);
    }

    @Override
    public int ownHistory() {
      return weights.size() - 1;
    }
  }

  /**
   * A statistic of the last rows. Missing if one of them is.
   *
   * @param rows how many, the row itself among them, at least 1
   */
  record Rolling(Statistic statistic, Formula value, int rows) implements Formula {
    /** The statistics. */
    public enum Statistic {
      /** The mean. */
      MEAN,
      /** The population standard deviation, √(mean((x − mean x)²)); missing if one is infinite. */
      DEVIATION,
      /** The least. */
      LEAST,
      /** The greatest. */
      GREATEST,
      /** The median; of an even number of rows the mean of the two in the middle. */
      MEDIAN,
      /**
       * The median of the absolute differences from the median, each as in {@link #MEDIAN}; missing
       * if the median is infinite.
       */
      MEDIAN_DEVIATION
    }

    /** Checks the rows. */
    public Rolling {
      Objects.requireNonNull(statistic, "statistic");
      Objects.requireNonNull(value, "value");
      if (rows < 1) {
        throw new IllegalArgumentException("a statistic of " + rows + " rows");
      }
    }

    @Override
    public List<Formula> parts() {
      return List.of(value);
    }

    @Override
    public Formula of(List<Formula> parts) {
      return new Rolling(statistic, parts.get(0), rows);
    }

    @Override
    public int ownHistory() {
      return rows - 1;
    }
  }

  /**
   * The latest value that is not missing of the rows 0, stride, 2·stride … times·stride; missing if
   * all are.
   *
   * @param stride rows between two that are looked at, at least 1
   * @param times how often it looks further back, at least 1
   */
  record LastKnown(Formula value, int stride, int times) implements Formula {
    /** Checks the numbers. */
    public LastKnown {
      Objects.requireNonNull(value, "value");
      if (stride < 1 || times < 1) {
        throw new IllegalArgumentException("stride " + stride + ", " + times + " times");
      }
    }

    @Override
    public List<Formula> parts() {
      return List.of(value);
    }

    @Override
    public Formula of(List<Formula> parts) {
      return new LastKnown(parts.get(0), stride, times);
    }

    @Override
    public int ownHistory() {
      return Math.multiplyExact(stride, times);
    }
  }

  /**
   * An entry of a table.
   *
   * @param index its place, a whole number counted from 0; missing, and the entry is, where it is
   *     outside
   * @param table at least one number
   */
  record Lookup(Formula index, List<Float> table) implements Formula {
    /** Copies the table and checks that it is not empty. */
    public Lookup {
      Objects.requireNonNull(index, "index");
      table = List.copyOf(table);
      if (table.isEmpty()) {
        throw new IllegalArgumentException("an empty table");
      }
    }

    @Override
    public List<Formula> parts() {
      return List.of(index);
    }

    @Override
    public Formula of(List<Formula> parts) {
      return new Lookup(parts.get(0), table);
    }
  }

  /**
   * The mean of what the nearest of some remembered points have. The distance of a row to a point
   * is {@code Σ (x − p)²} over the coordinates that are not missing in the row, with the same ones
   * for every point; of points that are as near the first comes first. Missing where all
   * coordinates are.
   *
   * @param coordinates of the row, at least one
   * @param points [point, coordinate], row-major, none missing
   * @param values what each point has, at least {@code nearest} of them
   * @param nearest how many count, at least 1
   */
  record Neighbours(List<Formula> coordinates, List<Float> points, List<Float> values, int nearest)
      implements Formula {
    /** Copies the lists and checks that they fit. */
    public Neighbours {
      coordinates = List.copyOf(coordinates);
      points = List.copyOf(points);
      values = List.copyOf(values);
      if (coordinates.isEmpty()
          || nearest < 1
          || values.size() < nearest
          || points.size() != values.size() * coordinates.size()
          || points.stream().anyMatch(point -> !Float.isFinite(point))
          || values.stream().anyMatch(value -> !Float.isFinite(value))) {
        throw new IllegalArgumentException(
            String.format(
                "the %d nearest of %d points with %d numbers for %d coordinates",
                nearest, values.size(), points.size(), coordinates.size()));
      }
    }

    @Override
    public List<Formula> parts() {
      return coordinates;
    }

    @Override
    public Formula of(List<Formula> parts) {
      return new Neighbours(parts, points, values, nearest);
    }
  }
}
