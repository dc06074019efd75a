package io.penstock.steps;

import io.penstock.formula.Formula;
import io.penstock.steps.numeric.PowerCurve;
import io.penstock.steps.numeric.SignedPowerCurve;

/** Power transformations and their inverses as formulas. */
final class PowerFormulas {
  /** Of a float that is above 0, less 1. */
  private static final double LEAST_POWER_LESS_ONE = -1 + 0x1p-23;

  private static final Formula ZERO = Formula.constant(0);

  private PowerFormulas() {}

  /** x to w, missing where x is not above −shift or w is no number. */
  static Formula of(PowerCurve curve, Formula x) {
    float least = curve.shift() == 0 ? Float.MIN_NORMAL : Math.nextUp((float) -curve.shift());
    Formula w = powerLessOne(logarithm(curve, x), curve.power());
    return Formulas.where(x, least, Formulas.finite(w));
  }

  /** The logarithm of (x + shift) / (centre + shift), to the last digits near the centre too. */
  private static Formula logarithm(PowerCurve curve, Formula x) {
    double unit = curve.centre() + curve.shift();
    Formula near = Formulas.scaled(x, curve.centre(), unit);
    Formula far = Formulas.scaled(x, -curve.shift(), unit);
    return near.isBelow(Formula.constant(-0.5))
        .choose(Formulas.logarithm(far), Formulas.logarithmOfOnePlus(near));
  }

  /**
   * w to x. Where a power below 0 lets w not reach every number, it stays at the bound.
   *
   * @param bound the greatest x that is given back then
   */
  static Formula inverse(PowerCurve curve, Formula w, double bound) {
    double floor =
        curve.power() < 0 ? Math.max(LEAST_POWER_LESS_ONE, curve.power() * curve.apply(bound)) : -1;
    Formula t = root(w, curve.power(), floor);
    return t.times(Formula.constant(curve.centre() + curve.shift()))
        .plus(Formula.constant(curve.centre()));
  }

  /** {@code (e^logarithm)^power − 1} divided by the power. */
  private static Formula powerLessOne(Formula logarithm, double power) {
    if (power == 0) {
      return logarithm;
    }
    Formula exponent = logarithm.times(Formula.constant(power));
    return Formulas.exponentialLessOne(exponent).over(Formula.constant(power));
  }

  /** t of {@code w = ((1 + t)^power − 1) / power}. */
  private static Formula root(Formula w, double power, double floor) {
    if (power == 0) {
      return Formulas.exponentialLessOne(w);
    }
    Formula z = w.times(Formula.constant(power));
    Formula least = Formula.constant(floor);
    Formula bounded = z.isBelow(least).choose(least, z);
    return Formulas.exponentialLessOne(
        Formulas.logarithmOfOnePlus(bounded).over(Formula.constant(power)));
  }

  /** x to w. */
  static Formula of(SignedPowerCurve curve, Formula x) {
    Formula z = mirrored(curve, x);
    PowerCurve above = curve.above();
    Formula upper = powerLessOne(logarithm(above, z), above.power());
    Formula lower =
        powerLessOne(Formulas.logarithmOfOnePlus(Formulas.negative(z)), curve.powerBelow());
    Formula below =
        Formula.constant(curve.atZero()).minus(lower.over(Formula.constant(above.steepness())));
    return mirrored(curve, Formulas.finite(z.isBelow(ZERO).choose(below, upper)));
  }

  /**
   * w to x. Where a power below 0 lets w not reach every number, it stays at a bound.
   *
   * @param least the least x that is given back then
   * @param greatest the greatest
   */
  static Formula inverse(SignedPowerCurve curve, Formula w, double least, double greatest) {
    double low = curve.mirrored() ? -greatest : least;
    double high = curve.mirrored() ? -least : greatest;
    Formula v = mirrored(curve, w);
    PowerCurve above = curve.above();
    Formula upper = inverse(above, v, high);
    PowerCurve lower = new PowerCurve(1, 0, curve.powerBelow());
    Formula y =
        Formula.constant(curve.atZero()).minus(v).times(Formula.constant(above.steepness()));
    Formula below = Formulas.negative(inverse(lower, y, -low));
    return mirrored(curve, v.isBelow(Formula.constant(curve.atZero())).choose(below, upper));
  }

  private static Formula mirrored(SignedPowerCurve curve, Formula x) {
    return curve.mirrored() ? Formulas.negative(x) : x;
  }
}
