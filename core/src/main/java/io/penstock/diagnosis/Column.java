package io.penstock.diagnosis;

import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.Arrays;

/**
 * A column of numbers.
 *
 * @param name by which findings call it
 * @param series that has it
 * @param index where it stands there
 */
record Column(String name, Series series, int index) {
  float value(int row) {
    return series.value(row, index);
  }

  /** Values of some rows, NaN where one is missing. */
  double[] values(RowRange rows) {
    double[] values = new double[rows.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(rows.from() + i);
    }
    return values;
  }

  /** Values of at most so many rows, evenly spread, those that are not missing. */
  double[] sample(RowRange rows, int most) {
    int stride = (Math.max(1, rows.size()) - 1) / most + 1;
    double[] values = new double[(rows.size() + stride - 1) / stride];
    int count = 0;
    for (int row = rows.from(); row < rows.to(); row += stride) {
      float value = value(row);
      if (Float.isFinite(value)) {
        values[count++] = value;
      }
    }
    return Arrays.copyOf(values, count);
  }

  /**
   * The longest run of rows of a member without a gap or a missing value, its last so many rows.
   *
   * @return may be empty
   */
  RowRange longestRun(Member member, int most) {
    RowRange best = new RowRange(member.rows().from(), member.rows().from());
    int from = member.rows().from();
    int segment = -1;
    for (int row = member.rows().from(); row <= member.rows().to(); row++) {
      boolean ends = row == member.rows().to() || !Float.isFinite(value(row));
      if (!ends) {
        int at = segmentAt(row, segment);
        ends = at != segment;
        segment = at;
      }
      if (ends) {
        if (row - from > best.size()) {
          best = new RowRange(from, row);
        }
        boolean lacks = row < member.rows().to() && !Float.isFinite(value(row));
        from = lacks ? row + 1 : row;
      }
    }
    return new RowRange(Math.max(best.from(), best.to() - most), best.to());
  }

  private int segmentAt(int row, int known) {
    return known >= 0 && series.segments().get(known).contains(row) ? known : series.segmentAt(row);
  }
}
