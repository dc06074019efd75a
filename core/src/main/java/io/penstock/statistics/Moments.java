package io.penstock.statistics;

/** Mean, deviation and correlation of numbers. */
public final class Moments {
  private Moments() {}

  /**
   * {@return the mean; NaN of none}
   *
   * @param x [row]
   */
  public static double mean(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += value;
    }
    double about = sum / x.length;
    double rest = 0;
    for (double value : x) {
      rest += value - about;
    }
    return about + rest / x.length;
  }

  /**
   * {@return the population's standard deviation, in two passes; NaN of none}
   *
   * @param x [row]
   */
  public static double deviation(double[] x) {
    double mean = mean(x);
    double squares = 0;
    for (double value : x) {
      squares += (value - mean) * (value - mean);
    }
    return Math.sqrt(squares / x.length);
  }

  /**
   * Pearson's correlation of two series, in two passes.
   *
   * @param x [row]
   * @param y [row], as many
   * @return NaN where one of them is constant
   */
  public static double correlation(double[] x, double[] y) {
    double meanX = mean(x);
    double meanY = mean(y);
    double squaresX = 0;
    double squaresY = 0;
    double products = 0;
    for (int t = 0; t < x.length; t++) {
      double a = x[t] - meanX;
      double b = y[t] - meanY;
      squaresX += a * a;
      squaresY += b * b;
      products += a * b;
    }
    return products / Math.sqrt(squaresX * squaresY);
  }

  /**
   * {@return the mean of the absolute values; NaN of none}
   *
   * @param x [row]
   */
  public static double size(double[] x) {
    double sum = 0;
    for (double value : x) {
      sum += Math.abs(value);
    }
    return sum / x.length;
  }
}
