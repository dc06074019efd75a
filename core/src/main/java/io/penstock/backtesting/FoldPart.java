package io.penstock.backtesting;

import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.List;
import java.util.OptionalLong;

/**
 * A part of a fold.
 *
 * @param ranges its rows in the series that was given, one range for each of several series that
 *     has any, in their order
 * @param firstTime the earliest time of a row, as {@link Series#time} gives it; empty if there is
 *     no row
 * @param lastTime the latest
 */
public record FoldPart(List<RowRange> ranges, OptionalLong firstTime, OptionalLong lastTime) {
  /** Copies the list. */
  public FoldPart {
    ranges = List.copyOf(ranges);
  }

  static FoldPart of(Series series, List<RowRange> ranges) {
    return new FoldPart(
        ranges,
        ranges.stream().mapToLong(range -> series.time(range.from())).min(),
        ranges.stream().mapToLong(range -> series.time(range.to() - 1)).max());
  }

  /** {@return how many rows it has} */
  public int rows() {
    return ranges.stream().mapToInt(RowRange::size).sum();
  }
}
