package io.penstock.steps;

import io.penstock.series.Series;

/** The numbers of which other libraries' figures were recorded. */
final class Passengers {
  private static final float[] VALUES = {
    112, 118, 132, 129, 121, 135, 148, 148, 136, 119, 104, 118,
    115, 126, 141, 135, 125, 149, 170, 170, 158, 133, 114, 140
  };

  private Passengers() {}

  static float[] values() {
    return VALUES.clone();
  }

  /** An hourly series of them, in the column x. */
  static Series series() {
    return TrainingRows.hourly(values());
  }

  /** Each through a function. */
  static Series series(java.util.function.DoubleUnaryOperator function) {
    float[] values = values();
    for (int row = 0; row < values.length; row++) {
      values[row] = (float) function.applyAsDouble(values[row]);
    }
    return TrainingRows.hourly(values);
  }
}
