package io.penstock.steps.numeric;

/**
 * A cubic spline through points, without a knot at the second and the last but one (C. de Boor,
 * 1978, "A Practical Guide to Splines", chapter IV). It is described by its slopes at the points.
 */
final class CubicSpline {
  private final double[] x;
  private final double[] y;
  private final double[] slopes;

  private CubicSpline(double[] x, double[] y, double[] slopes) {
    this.x = x;
    this.y = y;
    this.slopes = slopes;
  }

  /**
   * The spline through points, at least two.
   *
   * @param x increasing
   */
  static CubicSpline through(double[] x, double[] y) {
    int n = x.length;
    if (n == 2) {
      double slope = (y[1] - y[0]) / (x[1] - x[0]);
      return new CubicSpline(x, y, new double[] {slope, slope});
    }
    double[] width = new double[n - 1];
    double[] chord = new double[n - 1];
    for (int k = 0; k < n - 1; k++) {
      width[k] = x[k + 1] - x[k];
      chord[k] = (y[k + 1] - y[k]) / width[k];
    }
    return new CubicSpline(x, y, n == 3 ? parabola(width, chord) : notAKnot(width, chord));
  }

  private static double[] parabola(double[] width, double[] chord) {
    double bend = (chord[1] - chord[0]) / (width[0] + width[1]);
    return new double[] {
      chord[0] - bend * width[0], chord[0] + bend * width[0], chord[1] + bend * width[1]
    };
  }

  /** Solves the tridiagonal equations of the slopes from the first to the last and back. */
  private static double[] notAKnot(double[] width, double[] chord) {
    int n = width.length + 1;
    double[] diagonal = new double[n];
    double[] above = new double[n];
    double[] slopes = new double[n];
    double first = width[0] + width[1];
    diagonal[0] = width[1];
    above[0] = first;
    slopes[0] =
        ((width[0] + 2 * first) * width[1] * chord[0] + width[0] * width[0] * chord[1]) / first;
    for (int k = 1; k < n; k++) {
      double below;
      double right;
      if (k < n - 1) {
        below = width[k];
        diagonal[k] = 2 * (width[k - 1] + width[k]);
        above[k] = width[k - 1];
        right = 3 * (width[k] * chord[k - 1] + width[k - 1] * chord[k]);
      } else {
        double last = width[n - 2] + width[n - 3];
        below = last;
        diagonal[k] = width[n - 3];
        right =
            (width[n - 2] * width[n - 2] * chord[n - 3]
                    + (2 * last + width[n - 2]) * width[n - 3] * chord[n - 2])
                / last;
      }
      double factor = below / diagonal[k - 1];
      diagonal[k] -= factor * above[k - 1];
      slopes[k] = right - factor * slopes[k - 1];
    }
    slopes[n - 1] /= diagonal[n - 1];
    for (int k = n - 2; k >= 0; k--) {
      slopes[k] = (slopes[k] - above[k] * slopes[k + 1]) / diagonal[k];
    }
    return slopes;
  }

  /**
   * The value at an abscissa.
   *
   * @param piece the point before it
   */
  double at(int piece, double abscissa) {
    double width = x[piece + 1] - x[piece];
    double chord = (y[piece + 1] - y[piece]) / width;
    double t = abscissa - x[piece];
    double square = (3 * chord - 2 * slopes[piece] - slopes[piece + 1]) / width;
    double cube = (slopes[piece] + slopes[piece + 1] - 2 * chord) / (width * width);
    return y[piece] + t * (slopes[piece] + t * (square + t * cube));
  }
}
