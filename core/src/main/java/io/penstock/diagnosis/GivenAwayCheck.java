package io.penstock.diagnosis;

import io.penstock.leak.Tie;
import io.penstock.parts.TrainingPart;
import io.penstock.series.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Looks for columns that give a target away: that go with it at the same time, in level and in
 * change, or are its later values, or add up to it. Only rows of the training part are looked at.
 */
final class GivenAwayCheck implements Check<Data> {
  /**
   * Correlation from which a column goes with a target: the R² is 0.9 there, and what columns of
   * one matter have in common is seldom so much once their changes are looked at too.
   */
  static final double CORRELATION = 0.95;

  /** The same with a target some rows later: nothing but the target itself knows it so well. */
  static final double AHEAD = 0.98;

  /**
   * How much less of a later target may be left unexplained than the target itself leaves, to be
   * told from columns that are as slow as it.
   */
  static final double LEFT = 0.2;

  /** Rows ahead that are tried. */
  private static final int MOST_AHEAD = 48;

  /** More columns have too many pairs. */
  private static final int MOST_COLUMNS = 60;

  /** Rows that are looked at, in runs of consecutive ones. */
  private static final int ROWS = 100_000;

  @Override
  public String name() {
    return "given away";
  }

  @Override
  public Outcome look(Data data) {
    if (!data.targetsNamed()) {
      return Outcome.notDone("no target is named; name it by --target.");
    }
    if (data.features().isEmpty()) {
      return Outcome.NOTHING;
    }
    List<Finding> findings = new ArrayList<>();
    int[] rows = rows(data.parts().training());
    float[][] features =
        data.features().stream().map(column -> values(column, rows)).toArray(float[][]::new);
    for (Column target : data.targets()) {
      float[] truth = values(target, rows);
      boolean[] told = new boolean[features.length];
      for (int k = 0; k < features.length; k++) {
        told[k] =
            sameTime(data, target, k, truth, features[k], findings)
                || ahead(data, target, k, truth, features[k], findings);
      }
      for (int one = 0; features.length <= MOST_COLUMNS && one < features.length; one++) {
        for (int other = one + 1; other < features.length; other++) {
          if (Tie.addUp(features[one], features[other], truth)) {
            findings.add(sum(data, target, one, other));
          }
        }
      }
    }
    return Outcome.of(findings);
  }

  /** The last rows of the training part. */
  private static int[] rows(TrainingPart part) {
    int[] rows = new int[Math.min(part.count(), ROWS)];
    int at = rows.length;
    List<RowRange> ranges = part.ranges();
    for (int k = ranges.size() - 1; k >= 0 && at > 0; k--) {
      for (int row = ranges.get(k).to() - 1; row >= ranges.get(k).from() && at > 0; row--) {
        rows[--at] = row;
      }
    }
    return rows;
  }

  private static float[] values(Column column, int[] rows) {
    float[] values = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = column.value(rows[i]);
    }
    return values;
  }

  private boolean sameTime(
      Data data, Column target, int k, float[] truth, float[] feature, List<Finding> findings) {
    double levels = Tie.correlation(feature, truth);
    double changes = Tie.correlation(changes(feature), changes(truth));
    if (!(Math.abs(levels) >= CORRELATION) || !(Math.abs(changes) >= CORRELATION)) {
      return false;
    }
    String column = data.features().get(k).name();
    findings.add(
        found(
                severity(data, List.of(column)),
                "Column %s goes with the target %s at the same time: their correlation in the training part is %s, that of their changes from row to row %s.",
                column,
                target.name(),
                levels,
                changes)
            .with("correlation", levels)
            .with("correlation of changes", changes)
            .tryThis("%s", advice(data, List.of(column))));
    return true;
  }

  private boolean ahead(
      Data data, Column target, int k, float[] truth, float[] feature, List<Finding> findings) {
    for (int step = 1; step <= MOST_AHEAD && step < truth.length / 4; step++) {
      float[] later = Arrays.copyOfRange(truth, step, truth.length);
      double correlation = Tie.correlation(Arrays.copyOf(feature, feature.length - step), later);
      if (!(Math.abs(correlation) >= AHEAD)) {
        continue;
      }
      double own = own(truth, step);
      if (1 - correlation * correlation <= LEFT * (1 - own * own)) {
        String column = data.features().get(k).name();
        findings.add(
            found(
                    Severity.GRAVE,
                    "Column %s knows the target %s %d %s later: their correlation is %s, that of what is known of the target by then at most %s.",
                    column,
                    target.name(),
                    step,
                    step == 1 ? "row" : "rows",
                    correlation,
                    own)
                .with("correlation", correlation)
                .with("correlation of the target with itself", own)
                .with("rows ahead", step)
                .tryThis(
                    "If it is computed from later rows, a forecast will not have it: leave it out of --features."));
        return true;
      }
    }
    return false;
  }

  /**
   * The greatest correlation of the target with an earlier value of its own that is known by then.
   */
  private static double own(float[] truth, int step) {
    double greatest = 0;
    for (int lag = step; lag <= step + MOST_AHEAD && lag < truth.length / 2; lag++) {
      double correlation =
          Tie.correlation(
              Arrays.copyOf(truth, truth.length - lag),
              Arrays.copyOfRange(truth, lag, truth.length));
      greatest = Math.max(greatest, Math.abs(correlation));
    }
    return greatest;
  }

  private Finding sum(Data data, Column target, int one, int other) {
    List<String> columns =
        List.of(data.features().get(one).name(), data.features().get(other).name());
    return found(
            severity(data, columns),
            "Columns %s and %s add up to the target %s in every row of the training part.",
            columns.get(0),
            columns.get(1),
            target.name())
        .with("share of rows", 1)
        .tryThis("%s", advice(data, columns));
  }

  /** In the look-back alone they know of nothing that is to be forecast. */
  private static Severity severity(Data data, List<String> columns) {
    if (columns.stream().anyMatch(data.future()::contains)) {
      return Severity.GRAVE;
    }
    return data.ofModel() ? Severity.NOTE : Severity.WARNING;
  }

  private static String advice(Data data, List<String> columns) {
    if (columns.stream().anyMatch(data.future()::contains)) {
      return "It is said to be known for the rows to be forecast; if it is not, take it out of --future.";
    }
    return "Where it is known no earlier than the target, never name it in --future; leave it out of --features if it adds nothing to the target's own past.";
  }

  private static float[] changes(float[] values) {
    float[] changes = new float[values.length - 1];
    for (int i = 0; i < changes.length; i++) {
      changes[i] = values[i + 1] - values[i];
    }
    return changes;
  }
}
