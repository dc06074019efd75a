package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Binary;
import io.penstock.formula.Formula.Unary;
import io.penstock.formula.Formula.Unary.Function;
import io.penstock.formula.Formula.Weighted;
import io.penstock.steps.numeric.Weights;

/** Formulas that several steps are made of. */
final class Formulas {
  /** What is missing in every row. */
  static final Formula MISSING = Formula.constant(Double.NaN);

  private static final Formula GREATEST = Formula.constant(Float.MAX_VALUE);
  private static final Formula ONE = Formula.constant(1);

  private Formulas() {}

  static Formula logarithm(Formula x) {
    return new Unary(Function.LOGARITHM, x);
  }

  static Formula exponential(Formula x) {
    return new Unary(Function.EXPONENTIAL, x);
  }

  /** 1 where it is outside two bounds, else 0. */
  static Formula outside(Formula x, Formula least, Formula greatest) {
    return x.isBelow(least).plus(greatest.isBelow(x));
  }

  /** A value, but missing where another is below a bound. */
  static Formula where(Formula x, float least, Formula value) {
    return x.isBelow(Formula.constant(least)).choose(MISSING, value);
  }

  /** A value, but missing where it is no finite number. */
  static Formula finite(Formula x) {
    return x.absolute().isBelow(GREATEST).choose(x, MISSING);
  }

  /** A quotient, missing where the divisor is no number to divide by. */
  static Formula quotient(Formula dividend, Formula divisor) {
    return quotient(dividend, divisor, MISSING);
  }

  /** A quotient, or something else where the divisor is no number to divide by. */
  static Formula quotient(Formula dividend, Formula divisor, Formula otherwise) {
    return divisor
        .absolute()
        .isBelow(Formula.constant(Float.MIN_NORMAL))
        .choose(otherwise, dividend.over(divisor));
  }

  /**
   * log(1 + x), to the last digits of a small x too. With u = 1 + x as it is rounded, log(u) / (u −
   * 1) is to full precision what log(1 + x) / x is (W. Kahan; N. J. Higham, 2002, "Accuracy and
   * Stability of Numerical Algorithms", section 1.14.1).
   */
  static Formula logarithmOfOnePlus(Formula x) {
    Formula u = ONE.plus(x);
    return u.isEqualTo(ONE).choose(x, logarithm(u).times(x.over(u.minus(ONE))));
  }

  /** e to the power of x, less 1, to the last digits of a small x too; likewise. */
  static Formula exponentialLessOne(Formula x) {
    Formula u = exponential(x);
    Formula difference = u.minus(ONE);
    Formula small = u.isEqualTo(ONE).choose(x, difference.times(x.over(logarithm(u))));
    return x.absolute().isBelow(ONE).choose(small, difference);
  }

  /**
   * A weighted mean of the last rows, whose weights add up to 1. They are weights of differences
   * from a number near the rows' middle: what rounding lets them lack to 1 then counts for nothing.
   */
  static Formula average(Formula x, double[] weights, double middle) {
    return combination(x, weights, middle).plus(Formula.constant(middle));
  }

  /** A weighted sum of the last rows' differences from a number near their middle. */
  static Formula combination(Formula x, double[] weights, double middle) {
    return new Weighted(x.minus(Formula.constant(middle)), Weights.rounded(weights));
  }

  /** x less a constant, divided by another. */
  static Formula scaled(Formula x, double centre, double scale) {
    return x.minus(Formula.constant(centre)).over(Formula.constant(scale));
  }

  static Formula negative(Formula x) {
    return new Binary(Binary.Operator.MULTIPLY, x, Formula.constant(-1));
  }
}
