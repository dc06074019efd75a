package io.penstock.preparation;

import io.penstock.formula.Formula;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * The way back from a transformed target to the target before the transformation, for the rows that
 * are forecast.
 */
public sealed interface Inverse {
  /**
   * {@return the same with columns replaced by formulas}
   *
   * @param columns formulas by the name of the column that they stand for
   */
  default Inverse replace(Map<String, Formula> columns) {
    return this;
  }

  /** {@return what must be known of the window or of the rows to be forecast} */
  default List<Formula> carriers() {
    return List.of();
  }

  /** {@return whether the carriers are read in the rows to be forecast; else in the window} */
  default boolean readsFuture() {
    return false;
  }

  /**
   * {@return whether a normal distribution stays one: for each row a shift and a factor above 0
   * that do not depend on other rows' outcomes}
   */
  default boolean isAffine() {
    return true;
  }

  /**
   * {@code x · scale + centre}.
   *
   * @param scale above 0
   */
  record Affine(float centre, float scale) implements Inverse {
    /** Checks that it is increasing. */
    public Affine {
      if (!Float.isFinite(centre) || !Float.isFinite(scale) || !(scale > 0)) {
        throw new IllegalArgumentException("centre " + centre + ", scale " + scale);
      }
    }
  }

  /**
   * An increasing function of each number of a forecast, as the exponential is that of a logarithm.
   *
   * @param function reads the one column {@value #VALUE}, one row and no time
   */
  record Pointwise(Formula function) implements Inverse {
    /** The column that stands for the number. */
    public static final String VALUE = "value";

    /** Checks what it reads. */
    public Pointwise {
      if (!function.columns().equals(Set.of(VALUE))
          || function.history() > 0
          || function.ahead() > 0
          || function.readsTime()) {
        throw new IllegalArgumentException("no function of one number: " + function);
      }
    }

    @Override
    public boolean isAffine() {
      return false;
    }
  }

  /**
   * Adds what follows from the time alone, as a trend or the mean of a season does.
   *
   * @param known reads the time and no column
   */
  record Plus(Formula known) implements Inverse {
    /** Checks what it reads. */
    public Plus {
      if (!known.columns().isEmpty() || known.ahead() > 0) {
        throw new IllegalArgumentException("not known for the rows to be forecast: " + known);
      }
    }

    @Override
    public boolean readsFuture() {
      return true;
    }

    @Override
    public List<Formula> carriers() {
      return List.of(known);
    }
  }

  /**
   * Multiplies by what follows from the time alone.
   *
   * @param known reads the time and no column; above 0
   */
  record Times(Formula known) implements Inverse {
    /** Checks what it reads. */
    public Times {
      if (!known.columns().isEmpty() || known.ahead() > 0) {
        throw new IllegalArgumentException("not known for the rows to be forecast: " + known);
      }
    }

    @Override
    public boolean readsFuture() {
      return true;
    }

    @Override
    public List<Formula> carriers() {
      return List.of(known);
    }
  }

  /**
   * {@code x · scale + centre} with two numbers that the window's last row has, as the series that
   * it is of may have its own.
   *
   * @param scale above 0
   */
  record OfLastRow(Formula centre, Formula scale) implements Inverse {
    /** Checks what they read. */
    public OfLastRow {
      if (centre.ahead() > 0 || scale.ahead() > 0) {
        throw new IllegalArgumentException("not known in the last row: " + centre + ", " + scale);
      }
    }

    @Override
    public Inverse replace(Map<String, Formula> columns) {
      return new OfLastRow(centre.replace(columns), scale.replace(columns));
    }

    @Override
    public List<Formula> carriers() {
      return List.of(centre, scale);
    }
  }

  /**
   * Adds up differences: the value h steps ahead, counted from 0, is {@code x(h) + value(h − lag)},
   * where the values before the first are those of the window's last rows.
   *
   * @param lag rows between the two that were subtracted, at least 1
   * @param before the column before it was differenced
   */
  record Undifference(int lag, Formula before) implements Inverse {
    /** Checks the lag. */
    public Undifference {
      Objects.requireNonNull(before, "before");
      if (lag < 1 || before.ahead() > 0) {
        throw new IllegalArgumentException("differences over " + lag + " rows of " + before);
      }
    }

    @Override
    public Inverse replace(Map<String, Formula> columns) {
      return new Undifference(lag, before.replace(columns));
    }

    @Override
    public List<Formula> carriers() {
      return List.of(before);
    }
  }
}
