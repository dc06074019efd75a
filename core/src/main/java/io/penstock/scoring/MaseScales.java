package io.penstock.scoring;

import io.penstock.parts.TrainingPart;
import io.penstock.series.RowRange;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What errors are divided by in the mean absolute scaled error: the MAE of the seasonal naive
 * forecast on the training part (Hyndman and Koehler, 2006, "Another look at measures of forecast
 * accuracy"). Each of several series has its own, as in the M4 competition.
 */
public final class MaseScales {
  private MaseScales() {}

  /**
   * The mean of |y(t) − y(t − season)| over all pairs of rows of one segment of which neither is
   * missing. Where there is no such pair, as when the training part is shorter than a season, it is
   * that of season 1; where there is none either, NaN.
   *
   * @param part the rows that count
   * @param targets names of columns
   * @param season rows, at least 1
   * @return one a target, in its unit, by the id of each series that has rows in the training part;
   *     by the empty id where there is one series
   */
  public static Map<String, List<Double>> of(TrainingPart part, List<String> targets, int season) {
    if (season < 1) {
      throw new IllegalArgumentException("a season of " + season + " rows");
    }
    Map<String, List<Double>> scales = new LinkedHashMap<>();
    part.segmentsByMember()
        .forEach(
            (member, segments) ->
                scales.put(
                    member.id(),
                    targets.stream()
                        .map(target -> scale(part, segments, target, season))
                        .toList()));
    return scales;
  }

  private static double scale(
      TrainingPart part, List<RowRange> segments, String target, int season) {
    int column = part.indexOf(target);
    if (column < 0) {
      throw new IllegalArgumentException("no column " + target);
    }
    double seasonal = meanChange(part, segments, column, season);
    return Double.isNaN(seasonal) ? meanChange(part, segments, column, 1) : seasonal;
  }

  /** NaN if there is no pair. */
  private static double meanChange(
      TrainingPart part, List<RowRange> segments, int column, int season) {
    double sum = 0;
    long pairs = 0;
    for (RowRange segment : segments) {
      for (int before = segment.from(); before < segment.to() - season; before++) {
        double change = (double) part.value(before + season, column) - part.value(before, column);
        if (!Double.isNaN(change)) {
          sum += Math.abs(change);
          pairs++;
        }
      }
    }
    return sum / pairs;
  }
}
