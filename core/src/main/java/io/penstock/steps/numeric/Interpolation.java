package io.penstock.steps.numeric;

import io.penstock.series.RowRange;
import java.util.Arrays;
import java.util.List;

/** Fills values that are missing between two known ones, looking at both sides. */
public final class Interpolation {
  private Interpolation() {}

  /** A curve of pieces between known points. */
  private interface Curve {
    double at(int piece, double abscissa);
  }

  /** Which curve is laid through the known rows of a segment. */
  public enum Kind {
    /** Straight lines from each known value to the next. */
    LINEAR,
    /**
     * The cubic spline through all known values of a segment whose third derivative does not change
     * at the second and the last but one ("not-a-knot", as SciPy's {@code CubicSpline} has it by
     * default); with three values a parabola, with two a line.
     */
    SPLINE
  }

  /**
   * {@return the same values with the runs of missing ones filled that have a known value on either
   * side in the same segment}
   *
   * @param kind by lines or by curves
   * @param values [row], NaN where a value is missing; not changed
   * @param segments that nothing is filled across
   * @param longest rows of the longest run that is filled
   */
  public static float[] fill(Kind kind, float[] values, List<RowRange> segments, int longest) {
    float[] filled = values.clone();
    for (RowRange segment : segments) {
      int[] known = known(values, segment);
      if (known.length < 2) {
        continue;
      }
      Curve curve = curve(kind, known, values);
      for (int k = 1; k < known.length; k++) {
        if (known[k] - known[k - 1] - 1 <= longest) {
          for (int row = known[k - 1] + 1; row < known[k]; row++) {
            filled[row] = (float) curve.at(k - 1, row - known[0]);
          }
        }
      }
    }
    return filled;
  }

  private static int[] known(float[] values, RowRange segment) {
    int[] known = new int[segment.size()];
    int count = 0;
    for (int row = segment.from(); row < segment.to(); row++) {
      if (!Float.isNaN(values[row])) {
        known[count++] = row;
      }
    }
    return Arrays.copyOf(known, count);
  }

  /** Abscissae are counted from the first known row. */
  private static Curve curve(Kind kind, int[] known, float[] values) {
    double[] x = new double[known.length];
    double[] y = new double[known.length];
    for (int k = 0; k < known.length; k++) {
      x[k] = known[k] - known[0];
      y[k] = values[known[k]];
    }
    return switch (kind) {
      case LINEAR ->
          (piece, at) ->
              y[piece] + (at - x[piece]) / (x[piece + 1] - x[piece]) * (y[piece + 1] - y[piece]);
      case SPLINE -> CubicSpline.through(x, y)::at;
    };
  }
}
