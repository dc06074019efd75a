package io.penstock.statistics;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/**
 * A pattern that returns.
 *
 * @param period rows after which it does, at least 2
 * @param strength how much of what is no trend it is, in [0, 1]; see {@link #strength}
 */
public record Season(int period, double strength) {
  /** Peaks of the autocorrelation that are looked at. */
  private static final int PEAKS = 6;

  /** How far a peak must stand above the valley before it. */
  private static final double PROMINENCE = 0.1;

  /** By how much a longer period must be stronger than a shorter one. */
  private static final double GAIN = 0.1;

  /** Times that a pattern must have returned to be called one. */
  private static final int LEAST_RETURNS = 4;

  /**
   * {@return the strongest season of a series: among the given periods, and those at which the
   * autocorrelation of what is left of a straight line has its highest peaks, the shortest that is
   * not much weaker than a longer one}
   *
   * @param x [row]
   * @param periods that are looked at in any case
   * @param most the longest period
   * @param least strength below which there is none
   */
  public static Optional<Season> of(
      double[] x, Collection<Integer> periods, int most, double least) {
    TreeSet<Integer> candidates = new TreeSet<>(periods);
    int longest = Math.min(most, x.length / LEAST_RETURNS);
    if (longest >= 2) {
      candidates.addAll(peaks(Kpss.fromLine(x), longest));
    }
    candidates.removeIf(period -> period < 2 || period > longest);
    Optional<Season> strongest = Optional.empty();
    for (int period : candidates) {
      double strength = strength(x, period);
      double before = strongest.map(Season::strength).orElse(least - GAIN);
      if (strength >= before + GAIN) {
        strongest = Optional.of(new Season(period, strength));
      }
    }
    return strongest;
  }

  /** Lags of the highest peaks of the autocorrelation. */
  private static List<Integer> peaks(double[] x, int longest) {
    double[] correlations = Autocorrelation.of(x, Math.min(longest + 1, x.length - 1));
    List<Integer> peaks = new ArrayList<>();
    double valley = 1;
    for (int lag = 1; lag + 1 < correlations.length; lag++) {
      valley = Math.min(valley, correlations[lag]);
      boolean peak =
          correlations[lag] > correlations[lag - 1] && correlations[lag] >= correlations[lag + 1];
      if (peak && correlations[lag] > valley + PROMINENCE) {
        peaks.add(lag);
        valley = correlations[lag];
      }
    }
    peaks.sort((one, other) -> Double.compare(correlations[other], correlations[one]));
    return peaks.subList(0, Math.min(PEAKS, peaks.size()));
  }

  /**
   * The strength of a season after Wang, Smith and Hyndman (2006, "Characteristic-based clustering
   * for time series data", Data Mining and Knowledge Discovery 13): 1 − Var(rest) / Var(season +
   * rest), where the trend is the centred mean over a period, and the season the mean of each place
   * in it. The variances are divided by their degrees of freedom, so that many places find no
   * season in noise.
   *
   * @param x [row]
   * @param period at least 2
   * @return 0 where there are fewer than four periods or nothing is left of the trend
   */
  public static double strength(double[] x, int period) {
    int half = period / 2;
    int count = x.length - 2 * half;
    if (count < 2 * period || x.length < LEAST_RETURNS * period) {
      return 0;
    }
    double[] sums = new double[period];
    int[] counts = new int[period];
    double[] detrended = detrended(x, period);
    for (int i = 0; i < count; i++) {
      sums[i % period] += detrended[i];
      counts[i % period]++;
    }
    double mean = Moments.mean(detrended);
    double all = 0;
    double rest = 0;
    for (int i = 0; i < count; i++) {
      double ofPlace = sums[i % period] / counts[i % period];
      all += (detrended[i] - mean) * (detrended[i] - mean);
      rest += (detrended[i] - ofPlace) * (detrended[i] - ofPlace);
    }
    if (!(all > 0)) {
      return 0;
    }
    return Math.max(0, 1 - rest / (count - period) / (all / (count - 1)));
  }

  /** Less the centred mean over a period; an even one has half of both ends. */
  private static double[] detrended(double[] x, int period) {
    int half = period / 2;
    double[] detrended = new double[x.length - 2 * half];
    double[] sums = new double[x.length + 1];
    double level = Moments.mean(x);
    for (int t = 0; t < x.length; t++) {
      sums[t + 1] = sums[t] + (x[t] - level);
    }
    for (int i = 0; i < detrended.length; i++) {
      int t = i + half;
      double sum = sums[t + half + 1] - sums[t - half];
      if (period % 2 == 0) {
        sum -= (x[t - half] + x[t + half] - 2 * level) / 2;
      }
      detrended[i] = x[t] - level - sum / period;
    }
    return detrended;
  }
}
