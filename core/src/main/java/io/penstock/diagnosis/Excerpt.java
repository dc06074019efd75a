package io.penstock.diagnosis;

import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.Arrays;
import java.util.List;

/** Which rows of a long series are looked at. */
final class Excerpt {
  private Excerpt() {}

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
