package io.penstock.baseline;

import io.penstock.parts.TrainingPart;
import io.penstock.series.RowRange;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The seasonal indices of Naive2 in the M4 competition (Makridakis, Spiliotis and Assimakopoulos,
 * 2020), fitted on the training part: those of the classical multiplicative decomposition (Kendall
 * and Stuart, 1983), if the autocorrelation at the season passes the 90 % test. A row's place in
 * the season is its {@linkplain io.penstock.series.Frequency#stepNumber step number} modulo the
 * season, so that it means the same in other data; where rows are counted and not timed, it is that
 * of the row's number.
 *
 * <p>A series has no indices if it has fewer than three seasons of values, one that is not above 0,
 * or a place of the season without a value. Missing values and gaps are left out of the sums.
 */
public final class SeasonalIndices {
  /** M4's quantile of the normal distribution. */
  private static final double CRITICAL = 1.645;

  /** Products of the autocorrelations of a series, at most; of a longer one its end is taken. */
  private static final long MOST_PRODUCTS = 200_000_000;

  /** Indices of more series, targets and places than that would make most of a file. */
  static final int MOST_INDICES = 20_000;

  private SeasonalIndices() {}

  /**
   * The indices of each target of each series that has rows in the training part.
   *
   * @param part the rows that count
   * @param targets names of columns
   * @param season rows, at least 1
   * @return by the series' ids, [target][place], of mean 1; of a target without a significant
   *     season an empty list. Empty if there would be more than {@value #MOST_INDICES} numbers
   */
  public static Map<String, List<List<Double>>> of(
      TrainingPart part, List<String> targets, int season) {
    Map<String, List<List<Double>>> indices = new LinkedHashMap<>();
    part.segmentsByMember()
        .forEach(
            (member, segments) ->
                indices.put(
                    member.id(),
                    targets.stream()
                        .map(target -> of(part, segments, part.indexOf(target), season))
                        .toList()));
    long numbers = indices.values().stream().flatMap(List::stream).mapToLong(List::size).sum();
    return numbers > MOST_INDICES ? Map.of() : indices;
  }

  private static List<Double> of(
      TrainingPart part, List<RowRange> segments, int column, int season) {
    int from = segments.get(0).from();
    int to = segments.get(segments.size() - 1).to();
    long most = Math.max(3L * season, MOST_PRODUCTS / season);
    from = (int) Math.max(from, to - most);
    double[] values = new double[to - from];
    Arrays.fill(values, Double.NaN);
    int[] places = new int[to - from];
    int[] runs = new int[to - from];
    for (int s = 0; s < segments.size(); s++) {
      RowRange segment = segments.get(s);
      for (int row = Math.max(from, segment.from()); row < segment.to(); row++) {
        values[row - from] = part.value(row, column);
        places[row - from] =
            (int) Math.floorMod(part.frequency().stepNumber(part.time(row)), (long) season);
        runs[row - from] = s;
      }
    }
    return isSeasonal(values, runs, season) ? decompose(values, places, runs, season) : List.of();
  }

  /**
   * M4's test: with r(k) the autocorrelation at lag k of n values and s the season, |r(s)| >
   * {@value #CRITICAL} · sqrt((1 + 2 Σ r(k)², k = 1 … s − 1) / n), and n ≥ 3 s.
   *
   * @param values NaN where missing
   * @param runs the segment that each is of
   */
  static boolean isSeasonal(double[] values, int[] runs, int season) {
    int known = 0;
    double sum = 0;
    for (double value : values) {
      if (!Double.isNaN(value)) {
        known++;
        sum += value;
      }
    }
    if (season < 2 || known < 3 * season) {
      return false;
    }
    double mean = sum / known;
    double variance = products(values, runs, mean, 0);
    double squares = 0;
    for (int lag = 1; lag < season; lag++) {
      double correlation = products(values, runs, mean, lag) / variance;
      squares += correlation * correlation;
    }
    double limit = CRITICAL * Math.sqrt((1 + 2 * squares) / known);
    return Math.abs(products(values, runs, mean, season) / variance) > limit;
  }

  private static double products(double[] values, int[] runs, double mean, int lag) {
    double sum = 0;
    for (int i = lag; i < values.length; i++) {
      double product = (values[i] - mean) * (values[i - lag] - mean);
      if (!Double.isNaN(product) && runs[i] == runs[i - lag]) {
        sum += product;
      }
    }
    return sum;
  }

  /**
   * The mean ratio of the values to their centred moving average over a season, by the place in the
   * season, divided by the mean of these; empty if it is not defined.
   */
  static List<Double> decompose(double[] values, int[] places, int[] runs, int season) {
    double[] sums = new double[season];
    int[] counts = new int[season];
    int half = season / 2;
    for (double value : values) {
      if (value <= 0) {
        return List.of();
      }
    }
    for (int i = half; i < values.length - half; i++) {
      if (runs[i - half] != runs[i + half]) {
        continue;
      }
      double trend = 0;
      for (int j = i - half; j <= i + half; j++) {
        boolean isEnd = season % 2 == 0 && (j == i - half || j == i + half);
        trend += isEnd ? values[j] / 2 : values[j];
      }
      double ratio = values[i] / (trend / season);
      if (!Double.isNaN(ratio)) {
        sums[places[i]] += ratio;
        counts[places[i]]++;
      }
    }
    double total = 0;
    for (int place = 0; place < season; place++) {
      sums[place] /= counts[place];
      total += sums[place];
    }
    if (Double.isNaN(total)) {
      return List.of();
    }
    double mean = total / season;
    return Arrays.stream(sums).mapToObj(index -> rounded(index / mean)).toList();
  }

  /** As many digits as a float has: a file need not hold more. */
  private static double rounded(double index) {
    return Double.parseDouble(Float.toString((float) index));
  }
}
