package io.penstock.diagnosis;

import io.penstock.parts.RowLabel;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.statistics.Moments;
import io.penstock.statistics.RobustScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for single values that are far from their neighbours and from all others.
 *
 * <p>A value's distance from its neighbours is that from the median of the five around it, in
 * robust deviations of such distances; its distance from all is that from the median. One that is
 * like a value at the same place of a season before or after is none.
 */
final class OutlierCheck implements Check<Data> {
  /**
   * Deviations from the neighbours: with a normal distribution none in 10²³, and of a heavy-tailed
   * one few.
   */
  static final double FROM_NEIGHBOURS = 10;

  /** Deviations from all others: the customary 3.5 (Iglewicz and Hoaglin, 1993). */
  static final double FROM_ALL = 3.5;

  /** A value so far away has weight in the mean and the deviation by which columns are scaled. */
  static final double EXTREME = 20;

  /**
   * Distance from the same place of other seasons, in distances from the neighbours: a peak that
   * returns every day or week is none.
   */
  static final double OF_SEASON = 0.5;

  /** Seasons before and after that are looked at: a week of days. */
  private static final int SEASONS = 7;

  /** From this share on they are more than a few. */
  static final double SHARE = 0.005;

  @Override
  public String name() {
    return "outliers";
  }

  @Override
  public Outcome look(Data data) {
    if (data.labels()) {
      return Outcome.notDone("the target is a label, which has no outliers.");
    }
    List<Finding> findings = new ArrayList<>();
    for (Column column : data.targets()) {
      List<Finding> ofMembers = new ArrayList<>();
      data.members().forEach(member -> look(data, column, member, ofMembers));
      OfSeries.worst(ofMembers, data.members().size()).ifPresent(findings::add);
    }
    return Outcome.of(findings);
  }

  private void look(Data data, Column column, Member member, List<Finding> findings) {
    RowRange rows = member.rows();
    double[] sample = column.sample(rows, Data.SAMPLE);
    if (sample.length < 30) {
      return;
    }
    RobustScale all = RobustScale.of(sample);
    double neighbours = neighbourScale(column, rows);
    if (!(all.deviation() > 0) || !(neighbours > 0)) {
      return;
    }
    int count = 0;
    double farthest = 0;
    int at = -1;
    double[] five = new double[5];
    for (int row = rows.from() + 2; row < rows.to() - 2; row++) {
      double value = column.value(row);
      double distance = Math.abs(value - all.median()) / all.deviation();
      if (!(distance > FROM_ALL)) {
        continue;
      }
      double apart = Math.abs(value - around(column, row, five));
      if (apart > FROM_NEIGHBOURS * neighbours
          && fromSeasons(column, rows, row, data.season()) > OF_SEASON * apart) {
        count++;
        if (distance > farthest) {
          farthest = distance;
          at = row;
        }
      }
    }
    if (count == 0) {
      return;
    }
    double share = (double) count / rows.size();
    findings.add(
        found(
                farthest > EXTREME || share > SHARE ? Severity.WARNING : Severity.NOTE,
                "Column %s has %d %s that %s far from %s neighbours and from all others (%s of the rows); the farthest is %s at %s, %s robust deviations from the median %s.",
                data.name(column, member),
                count,
                count == 1 ? "value" : "values",
                count == 1 ? "is" : "are",
                count == 1 ? "its" : "their",
                Text.percent(share),
                (double) column.value(at),
                RowLabel.of(data.series(), at),
                farthest,
                all.median())
            .with("farthest", farthest)
            .with("values", count)
            .with("share of rows", share)
            .tryThis(
                "If they are errors, correct them or try --step 'outliers: {columns: [%s], method: winsorise}'; if they are real, --loss huber or --scale robust gives them less weight.",
                column.name()));
  }

  /** The least distance from the values at the same place of seasons before and after. */
  private static double fromSeasons(Column column, RowRange rows, int row, int season) {
    double least = Double.POSITIVE_INFINITY;
    for (int k = 1; season > 1 && k <= SEASONS; k++) {
      for (int other : new int[] {row - k * season, row + k * season}) {
        if (rows.contains(other) && Float.isFinite(column.value(other))) {
          least = Math.min(least, Math.abs((double) column.value(row) - column.value(other)));
        }
      }
    }
    return least;
  }

  private static double neighbourScale(Column column, RowRange rows) {
    int stride = (Math.max(1, rows.size()) - 1) / Data.SAMPLE + 1;
    double[] apart = new double[rows.size() / stride + 1];
    double[] five = new double[5];
    int count = 0;
    for (int row = rows.from() + 2; row < rows.to() - 2; row += stride) {
      double difference = column.value(row) - around(column, row, five);
      if (Double.isFinite(difference)) {
        apart[count++] = difference;
      }
    }
    if (count == 0) {
      return 0;
    }
    double[] some = Arrays.copyOf(apart, count);
    double robust = RobustScale.of(some).deviation();
    // Where most values are the median of their neighbours, the mean distance serves.
    return Math.max(robust, Moments.size(some));
  }

  private static double around(Column column, int row, double[] five) {
    for (int k = 0; k < 5; k++) {
      five[k] = column.value(row - 2 + k);
    }
    Arrays.sort(five);
    return five[2];
  }
}
