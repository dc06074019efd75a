package io.penstock.statistics;

import java.util.Arrays;

/**
 * Decomposition of a series into trend, season and remainder by repeated local regression
 * (Cleveland, Cleveland, McRae and Terpenning, 1990, "STL: A Seasonal-Trend Decomposition Procedure
 * Based on Loess", Journal of Official Statistics 6). All regressions are of degree 1, and every
 * point is fitted.
 *
 * @param period rows of a season, at least 2
 * @param seasonal span of the regression through equal places of the seasons, odd, at least 3
 * @param trend span of the regression of the trend, odd, above the period
 * @param lowPass span of the regression that takes the trend out of the season, odd, at least the
 *     period
 * @param inner passes with the same weights, at least 1
 * @param outer passes with weights by the remainder, so that single outliers bend nothing; 0 for
 *     none
 */
public record Stl(int period, int seasonal, int trend, int lowPass, int inner, int outer) {
  private static final int USUAL_SEASONAL = 7;

  /** Checks the ranges. */
  public Stl {
    if (period < 2 || inner < 1 || outer < 0) {
      throw new IllegalArgumentException(
          "a period of " + period + ", " + inner + " inner and " + outer + " outer passes");
    }
    requireOdd("seasonal", seasonal, 3);
    requireOdd("trend", trend, 3);
    requireOdd("low-pass", lowPass, 3);
  }

  private static void requireOdd(String name, int span, int least) {
    if (span < least || span % 2 == 0) {
      throw new IllegalArgumentException("a " + name + " span of " + span);
    }
  }

  /**
   * With the spans that the paper recommends for a seasonal span of 7, and 5 inner passes.
   *
   * @param period rows of a season, at least 2
   * @return how to decompose
   */
  public static Stl of(int period) {
    return of(period, USUAL_SEASONAL);
  }

  /**
   * With another seasonal span.
   *
   * @param period rows of a season, at least 2
   * @param seasonal span of the regression through equal places of the seasons, odd, at least 3
   * @return how to decompose
   */
  public static Stl of(int period, int seasonal) {
    int trend = (int) Math.ceil(1.5 * period / (1 - 1.5 / seasonal));
    return new Stl(period, seasonal, odd(trend), odd(Math.max(3, period)), 5, 0);
  }

  /** {@return the same, little moved by outliers: 2 inner passes in each of 15 outer ones} */
  public Stl robust() {
    return new Stl(period, seasonal, trend, lowPass, 2, 15);
  }

  private static int odd(int span) {
    return span % 2 == 0 ? span + 1 : span;
  }

  /**
   * What a series is made of: at each row the three sum up to the value.
   *
   * @param trend [row], in the series' unit
   * @param season [row], in the series' unit
   * @param remainder [row], in the series' unit
   * @param weights [row], from 0 to 1: how much each row counted in the last pass
   */
  public record Parts(double[] trend, double[] season, double[] remainder, double[] weights) {}

  /**
   * Decomposes a series.
   *
   * @param values [row], finite, at least two seasons
   * @return trend, season and rest, as many as there are values
   */
  public Parts decompose(double[] values) {
    if (values.length < 2 * period) {
      throw new IllegalArgumentException(
          values.length + " rows are less than two seasons of " + period);
    }
    double[] weights = new double[values.length];
    Arrays.fill(weights, 1);
    double[] trendLine = new double[values.length];
    double[] season = new double[values.length];
    for (int pass = 0; ; pass++) {
      for (int k = 0; k < inner; k++) {
        season = season(minus(values, trendLine), weights);
        trendLine = new Loess(trend).smooth(minus(values, season), weights);
      }
      double[] remainder = minus(minus(values, season), trendLine);
      if (pass == outer) {
        return new Parts(trendLine, season, remainder, weights);
      }
      weights = bisquare(remainder);
    }
  }

  private static double[] minus(double[] values, double[] others) {
    double[] differences = new double[values.length];
    Arrays.setAll(differences, i -> values[i] - others[i]);
    return differences;
  }

  /** Equal places of the seasons, smoothed, less what is left in them of a trend. */
  private double[] season(double[] detrended, double[] weights) {
    double[] cycles = cycles(detrended, weights);
    double[] averaged = averages(averages(averages(cycles, period), period), 3);
    double[] all = new double[averaged.length];
    Arrays.fill(all, 1);
    double[] low = new Loess(lowPass).smooth(averaged, all);
    return minus(Arrays.copyOfRange(cycles, period, period + detrended.length), low);
  }

  /** One season longer than the series at each end. */
  private double[] cycles(double[] detrended, double[] weights) {
    double[] cycles = new double[detrended.length + 2 * period];
    Loess loess = new Loess(seasonal);
    for (int place = 0; place < period; place++) {
      double[] values = everyPeriod(detrended, place);
      double[] known = everyPeriod(weights, place);
      double[] smooth = loess.smooth(values, known);
      int last = values.length - 1;
      double before = loess.at(-1, values, known);
      double after = loess.at(last + 1, values, known);
      cycles[place] = Double.isNaN(before) ? smooth[0] : before;
      for (int i = 0; i <= last; i++) {
        cycles[place + (i + 1) * period] = smooth[i];
      }
      cycles[place + (last + 2) * period] = Double.isNaN(after) ? smooth[last] : after;
    }
    return cycles;
  }

  private double[] everyPeriod(double[] values, int place) {
    double[] some = new double[(values.length - place - 1) / period + 1];
    Arrays.setAll(some, i -> values[place + i * period]);
    return some;
  }

  /** Means of {@code width} neighbours, of which there are {@code width - 1} fewer. */
  private static double[] averages(double[] values, int width) {
    double[] averages = new double[values.length - width + 1];
    double sum = 0;
    for (int i = 0; i < values.length; i++) {
      sum += values[i];
      if (i >= width - 1) {
        averages[i - width + 1] = sum / width;
        sum -= values[i - width + 1];
      }
    }
    return averages;
  }

  /** Tukey's bisquare of the remainder over six times its median size. */
  private static double[] bisquare(double[] remainder) {
    double reach = 6 * Quantile.median(Arrays.stream(remainder).map(Math::abs).toArray());
    return Arrays.stream(remainder)
        .map(
            value -> {
              double size = Math.abs(value);
              if (size <= 1e-3 * reach) {
                return 1;
              }
              if (size > 0.999 * reach) {
                return 0;
              }
              double share = size / reach;
              return (1 - share * share) * (1 - share * share);
            })
        .toArray();
  }
}
