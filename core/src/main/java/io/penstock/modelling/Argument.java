package io.penstock.modelling;

import java.util.function.UnaryOperator;

/** The numbers that increasing functions lead to given ones. */
final class Argument {
  /** How often the step away from the start is doubled at most. */
  private static final int DOUBLINGS = 100;

  /** How often what lies between is halved: more does not tell floats apart. */
  private static final int HALVINGS = 40;

  private Argument() {}

  /**
   * The least numbers whose values are those wanted or greater, found by halving.
   *
   * @param wanted the values
   * @param start where to look first, as many
   * @param step how far to look at first, above 0
   * @param functions gives the value of each number in its place, without changing what it is given
   * @return as many; infinite where no number has such a value
   */
  static float[] of(float[] wanted, float[] start, float[] step, UnaryOperator<float[]> functions) {
    float[] below = edge(wanted, start, step, functions, -1);
    float[] above = edge(wanted, start, step, functions, 1);
    for (int halving = 0; halving < HALVINGS; halving++) {
      float[] between = new float[wanted.length];
      for (int i = 0; i < between.length; i++) {
        between[i] = below[i] + (above[i] - below[i]) / 2;
      }
      float[] values = functions.apply(between);
      for (int i = 0; i < between.length; i++) {
        if (values[i] < wanted[i]) {
          below[i] = between[i];
        } else {
          above[i] = between[i];
        }
      }
    }
    for (int i = 0; i < above.length; i++) {
      above[i] = Float.isInfinite(below[i]) ? below[i] : above[i];
    }
    return above;
  }

  /** Numbers below the wanted ones, or not; infinite where there are none. */
  private static float[] edge(
      float[] wanted, float[] start, float[] step, UnaryOperator<float[]> functions, int sign) {
    float[] edge = start.clone();
    for (int doubling = 0; ; doubling++) {
      float[] values = functions.apply(edge);
      boolean found = true;
      for (int i = 0; i < edge.length; i++) {
        boolean beyond = sign < 0 ? values[i] < wanted[i] : values[i] >= wanted[i];
        if (!beyond) {
          found = false;
          edge[i] =
              doubling == DOUBLINGS
                  ? sign * Float.POSITIVE_INFINITY
                  : start[i] + sign * Math.scalb(step[i], doubling);
        }
      }
      if (found || doubling == DOUBLINGS) {
        return edge;
      }
    }
  }
}
