package io.penstock.trainer;

import io.penstock.network.WeightLayout;
import io.penstock.training.Clipping;
import io.penstock.training.Penalty;

/**
 * What happens to a gradient between engine and optimizer: penalties are added, then each element
 * is clipped, then the norm over all. See {@link Penalty} and {@link Clipping}.
 */
final class GradientRestraint {
  private final WeightLayout layout;
  private final float l1;
  private final float twiceL2;
  private final float value;
  private final double norm;

  GradientRestraint(WeightLayout layout, Penalty penalty, Clipping clipping) {
    this.layout = layout;
    this.l1 = (float) penalty.l1();
    this.twiceL2 = (float) (2 * penalty.l2());
    this.value = (float) clipping.value();
    this.norm = clipping.norm();
  }

  /**
   * Adds the penalties and clips the elements, in place.
   *
   * @return what the gradient is yet to be multiplied by so that its norm is clipped: the optimizer
   *     does it in its own pass
   */
  float apply(float[] weights, float[] gradient) {
    if (l1 > 0 || twiceL2 > 0) {
      for (WeightLayout.Slot slot : layout.slots()) {
        if (slot.role().isMatrix()) {
          penalise(weights, gradient, slot.offset(), slot.end());
        }
      }
    }
    if (value < Float.POSITIVE_INFINITY) {
      for (int i = 0; i < gradient.length; i++) {
        gradient[i] = Math.max(-value, Math.min(value, gradient[i]));
      }
    }
    if (norm == Double.POSITIVE_INFINITY) {
      return 1;
    }
    double length = Math.sqrt(sumOfSquares(gradient));
    return length > norm ? (float) (norm / length) : 1;
  }

  private void penalise(float[] weights, float[] gradient, int from, int to) {
    float most = l1;
    float slope = twiceL2;
    for (int i = from; i < to; i++) {
      float w = weights[i];
      // l1 · sign(w) without a branch, which a random sign would mispredict every other time; short
      // of it only where w is smaller than any float of full precision.
      float sign = Math.max(-most, Math.min(most, w * Float.MAX_VALUE));
      gradient[i] += sign + slope * w;
    }
  }

  /**
   * In double and in one fixed order: four sums of every fourth, which a core adds side by side.
   */
  private static double sumOfSquares(float[] vector) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int whole = vector.length - vector.length % 4;
    for (int i = 0; i < whole; i += 4) {
      a += (double) vector[i] * vector[i];
      b += (double) vector[i + 1] * vector[i + 1];
      c += (double) vector[i + 2] * vector[i + 2];
      d += (double) vector[i + 3] * vector[i + 3];
    }
    for (int i = whole; i < vector.length; i++) {
      a += (double) vector[i] * vector[i];
    }
    return a + b + (c + d);
  }
}
