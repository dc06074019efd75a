package io.penstock.csv;

import io.penstock.series.RowRange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The order that the rows of a file have as rows of series: those of one series together, in order
 * of time.
 *
 * @param fileRows the row of the file that each row of the series is; empty if they are in order
 * @param members the rows of each series, in the order of their ids
 */
record RowOrder(int[] fileRows, List<RowRange> members) {
  /** As in the file. */
  static RowOrder asRead(int rows) {
    return new RowOrder(new int[0], List.of(new RowRange(0, rows)));
  }

  /**
   * By id, then by time; rows of one series with the same time stay as in the file.
   *
   * @param ids place of each row's id, counted from 0
   * @param times of each row, in the order of the file; empty if rows are counted
   */
  static RowOrder sorted(int[] ids, int count, long[] times) {
    int[] ends = new int[count];
    for (int id : ids) {
      ends[id]++;
    }
    int sum = 0;
    List<RowRange> members = new ArrayList<>();
    for (int id = 0; id < count; id++) {
      members.add(new RowRange(sum, sum + ends[id]));
      sum += ends[id];
      ends[id] = members.get(id).from();
    }
    int[] order = new int[ids.length];
    for (int row = 0; row < ids.length; row++) {
      order[ends[ids[row]]++] = row;
    }
    if (times.length > 0) {
      members.forEach(member -> sortByTime(order, member, times));
    }
    return new RowOrder(order, List.copyOf(members));
  }

  private static void sortByTime(int[] order, RowRange member, long[] times) {
    boolean sorted = true;
    for (int row = member.from() + 1; sorted && row < member.to(); row++) {
      sorted = times[order[row]] >= times[order[row - 1]];
    }
    if (!sorted) {
      int[] byTime =
          IntStream.range(member.from(), member.to())
              .mapToObj(row -> order[row])
              .sorted(Comparator.comparingLong(row -> times[row]))
              .mapToInt(Integer::intValue)
              .toArray();
      System.arraycopy(byTime, 0, order, member.from(), byTime.length);
    }
  }

  /** The row of the file that a row of the series is. */
  int fileRow(int row) {
    return fileRows.length == 0 ? row : fileRows[row];
  }

  /** Where each row of the file stands among the rows of the series; empty if in order. */
  int[] places() {
    int[] places = new int[fileRows.length];
    for (int row = 0; row < places.length; row++) {
      places[fileRows[row]] = row;
    }
    return places;
  }

  /** Times in this order. */
  long[] arranged(long[] times) {
    if (fileRows.length == 0) {
      return times;
    }
    long[] arranged = new long[times.length];
    for (int row = 0; row < arranged.length; row++) {
      arranged[row] = times[fileRows[row]];
    }
    return arranged;
  }
}
