package io.penstock.diagnosis;

import io.penstock.parts.RowLabel;
import io.penstock.series.RowRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Looks for runs of rows of the training part that stand in a later part once more: what is learnt
 * by heart is then taken for skill. A series that repeats itself within the training part as well
 * is not judged by that.
 */
final class RepeatedRowsCheck implements Check<Data> {
  /**
   * Rows of a run. Any repetition of twice as many holds one that begins at a multiple of it; by
   * chance so many rows are hardly ever the same.
   */
  static final int RUN = 12;

  /** Share of the runs of a later part, found in the training part, from which it is said. */
  static final double SHARE = 0.01;

  /** Runs that are remembered, at most. */
  private static final int MOST = 200_000;

  @Override
  public String name() {
    return "rows twice";
  }

  @Override
  public Outcome look(Data data) {
    List<RowRange> later = new ArrayList<>(data.parts().validation());
    later.addAll(data.parts().test());
    if (later.isEmpty()) {
      return Outcome.notDone("there are no rows after the training part.");
    }
    List<Column> columns = new ArrayList<>(data.sequences() ? List.of() : data.targets());
    columns.addAll(data.features());
    Map<Long, Integer> known = new HashMap<>();
    int runs = 0;
    int within = 0;
    for (RowRange range : data.parts().training().ranges()) {
      for (int row = range.from(); row + RUN <= range.to() && runs < MOST; row += RUN) {
        long hash = hash(columns, row);
        if (hash != 0) {
          runs++;
          within += known.putIfAbsent(hash, row) == null ? 0 : 1;
        }
      }
    }
    // A series may repeat itself; a sequence that stands there twice is no better for it.
    if (runs == 0 || (within > SHARE * runs && !data.sequences())) {
      return Outcome.NOTHING;
    }
    int rows = 0;
    int repeated = 0;
    int first = -1;
    int original = -1;
    for (RowRange range : later) {
      int to = Math.min(range.to(), range.from() + MOST);
      for (int row = range.from(); row + RUN <= to; row++) {
        rows++;
        Integer at = known.get(hash(columns, row));
        if (at != null && same(columns, row, at)) {
          if (first < 0) {
            first = row;
            original = at;
          }
          repeated += RUN;
          row += RUN - 1;
          rows += RUN - 1;
        }
      }
    }
    double share = rows == 0 ? 0 : (double) repeated / rows;
    if (share < SHARE) {
      return Outcome.NOTHING;
    }
    return Outcome.of(
        List.of(
            found(
                    Severity.GRAVE,
                    "Of the rows after the training part %s stand in it already, the first run at %s, the same as from %s on.",
                    Text.percent(share),
                    RowLabel.of(data.series(), first),
                    RowLabel.of(data.series(), original))
                .with("share of later rows", share)
                .tryThis(
                    "Take the repeated rows out of the file, or split before them by --split or --test-from; scores on them say nothing.")));
  }

  private static boolean same(List<Column> columns, int one, int other) {
    for (Column column : columns) {
      for (int k = 0; k < RUN; k++) {
        if (Float.compare(column.value(one + k), column.value(other + k)) != 0) {
          return false;
        }
      }
    }
    return true;
  }

  /** Of the values of a run; 0 where no column has several of them. */
  private static long hash(List<Column> columns, int row) {
    long hash = 1;
    boolean varied = false;
    for (Column column : columns) {
      int[] bits = new int[RUN];
      for (int k = 0; k < RUN; k++) {
        bits[k] = Float.floatToIntBits(column.value(row + k));
        hash = hash * 0x9E3779B97F4A7C15L + bits[k];
        hash ^= hash >>> 29;
      }
      varied |= Arrays.stream(bits).distinct().count() > RUN / 2;
    }
    return varied ? hash : 0;
  }
}
