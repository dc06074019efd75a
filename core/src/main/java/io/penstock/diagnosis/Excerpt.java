package io.penstock.diagnosis;

import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Some rows of a series as a series of their own. */
final class Excerpt {
  private Excerpt() {}

  /**
   * The rows of some ranges.
   *
   * @param ranges at most one of each member, in order, none empty, at least one
   */
  static Series of(Series series, List<RowRange> ranges) {
    int width = series.columns().size();
    int rows = ranges.stream().mapToInt(RowRange::size).sum();
    if (rows == series.rows()) {
      return series;
    }
    long[] times = new long[rows];
    float[] values = new float[rows * width];
    int at = 0;
    for (RowRange range : ranges) {
      for (int row = range.from(); row < range.to(); row++) {
        times[at + row - range.from()] = series.time(row);
      }
      System.arraycopy(
          series.values(), range.from() * width, values, at * width, range.size() * width);
      at += range.size();
    }
    Map<String, List<String>> words = new LinkedHashMap<>();
    for (String column : series.columns()) {
      if (!series.labels(column).isEmpty()) {
        words.put(column, series.labels(column));
      }
    }
    Series excerpt =
        series
            .idColumn()
            .map(
                id ->
                    Series.ofMany(
                        series.name(),
                        series.columns(),
                        id,
                        series.labels(id),
                        times,
                        values,
                        series.frequency()))
            .orElseGet(
                () ->
                    Series.of(series.name(), series.columns(), times, values, series.frequency()));
    return excerpt.withLabels(words).withSource(series.source());
  }

  /**
   * The last rows of each range and what a window reads before them.
   *
   * @param ranges each in one member
   * @param last rows to be kept, at most, of each
   * @param before rows before these, as far as the member has them
   */
  static List<RowRange> last(Series series, List<RowRange> ranges, int last, int before) {
    return ranges.stream()
        .map(
            range -> {
              int member = series.members().get(series.memberAt(range.from())).rows().from();
              int from = Math.max(range.from(), range.to() - last);
              return new RowRange(Math.max(member, from - before), range.to());
            })
        .toList();
  }

  /** Some of them, evenly taken where there are more. */
  static List<RowRange> some(List<RowRange> ranges, int most) {
    if (ranges.size() <= most) {
      return ranges;
    }
    RowRange[] some = new RowRange[most];
    Arrays.setAll(some, k -> ranges.get((int) ((long) k * ranges.size() / most)));
    return List.of(some);
  }
}
