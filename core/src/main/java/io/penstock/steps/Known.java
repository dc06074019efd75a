package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.preparation.FittingRows;
import io.penstock.steps.numeric.Sample;

/** What is known of a column in the training part. */
final class Known {
  private Known() {}

  /**
   * The values that are not missing.
   *
   * @throws PenstockException with code DATA if there are none, or one is infinite
   */
  static Sample of(String step, String column, FittingRows rows) {
    float[] values = rows.values(column);
    requireFinite(step, column, values, rows);
    Sample sample = Sample.of(values);
    if (sample.count() == 0) {
      throw PenstockException.data(
          "%s: column %s of %s has no value in the training part, %s, so that nothing can be learnt of it. "
              + "Leave it out of the step, or choose a split whose training part has values of it.",
          step, column, rows.name(), Chosen.span(rows));
    }
    return sample;
  }

  private static void requireFinite(String step, String column, float[] values, FittingRows rows) {
    for (int row = 0; row < values.length; row++) {
      if (Float.isInfinite(values[row])) {
        throw PenstockException.data(
            "%s: column %s of %s has an infinite value at %s. Correct it, or leave it empty to count as missing.",
            step, column, rows.name(), rows.label(row));
      }
    }
  }

  /**
   * The same of a column that must not have one value only.
   *
   * @throws PenstockException with code DATA if it does
   */
  static Sample varying(String step, String column, FittingRows rows) {
    Sample sample = of(step, column, rows);
    if (sample.isConstant()) {
      throw PenstockException.data(
          "%s: column %s of %s is %s in every row of the training part, %s: nothing can be fitted to it. "
              + "Leave it out of the step.",
          step, column, rows.name(), Figures.text(sample.least()), Chosen.span(rows));
    }
    return sample;
  }

  /** Whether some other value can be divided by it, and be no less a number. */
  static boolean isDivisor(double value) {
    return Math.abs((float) value) >= Float.MIN_NORMAL && Float.isFinite((float) value);
  }

  /**
   * Checks that values are in the domain of a function.
   *
   * @param above what every value must be above, by no less than a normal float
   * @param remedy what else to do
   * @throws PenstockException with code DATA if one is not
   */
  static void requireAbove(
      String step, String column, FittingRows rows, float above, String remedy) {
    float[] values = rows.values(column);
    for (int row = 0; row < values.length; row++) {
      if (values[row] - above < Float.MIN_NORMAL) {
        throw PenstockException.data(
            "%s: column %s of %s is %s at %s, but all values must be above %s. %s",
            step,
            column,
            rows.name(),
            Figures.text(values[row]),
            rows.label(row),
            Figures.text(above),
            remedy);
      }
    }
  }
}
