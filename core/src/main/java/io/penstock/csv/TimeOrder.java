package io.penstock.csv;

import io.penstock.error.PenstockException;
import io.penstock.series.RowRange;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Holds the rows of a file to the order of time, and says what may be wrong where they have none.
 *
 * @param file that they are of
 * @param options by which it is read
 * @param timeColumns finds columns that tell the time
 * @param rowTime how they do
 * @param names of these columns
 * @param lines where each row of the file begins
 */
record TimeOrder(
    Path file,
    CsvOptions options,
    TimeColumns timeColumns,
    RowTime rowTime,
    String names,
    LineNumbers lines) {
  /**
   * Checks that times increase within each series.
   *
   * @param order of the rows
   * @param times of the rows, as in the file
   * @param ids of the series; empty if there is one
   * @throws PenstockException with code DATA if they do not
   */
  void require(RowOrder order, long[] times, List<String> ids) {
    for (int k = 0; k < order.members().size(); k++) {
      RowRange member = order.members().get(k);
      for (int row = member.from() + 1; row < member.to(); row++) {
        int before = order.fileRow(row - 1);
        int at = order.fileRow(row);
        if (times[at] == times[before]) {
          throw repeated(times, before, at, ids.isEmpty() ? "" : " of series " + ids.get(k));
        }
        if (times[at] < times[before]) {
          throw unsorted(times, before, at);
        }
      }
    }
  }

  private PenstockException repeated(long[] times, int before, int row, String ofSeries) {
    String advice;
    Optional<String> hour = timeColumns.hourBeside(rowTime.columns());
    if (hour.isPresent()) {
      advice =
          String.format(
              "The time of day is in column %s: name both, as --time \"%s,%s\".",
              hour.get(), names.replace(", ", ","), hour.get());
    } else if (!ofSeries.isEmpty()) {
      advice =
          "If a row occurs twice, remove one; if another column is needed to tell the series apart, name it too, as --series "
              + String.join("+", options.idColumns())
              + "+COL.";
    } else if (Math.floorMod(times[row], 86_400_000L) == 0) {
      advice = several() + " If it holds a row twice, remove one.";
    } else {
      advice =
          several()
              + " If the hour at the end of daylight saving time occurs twice, write the times in UTC.";
    }
    return PenstockException.data(
        "%s, line %d, column %s: the time %s is also that of line %d%s, and each may occur once. %s",
        file, lines.of(row), names, Times.iso(times[row]), lines.of(before), ofSeries, advice);
  }

  private PenstockException unsorted(long[] times, int before, int row) {
    return PenstockException.data(
        "%s, line %d, column %s: the time %s comes before that of line %d, %s. %s",
        file,
        lines.of(row),
        names,
        Times.iso(times[row]),
        lines.of(before),
        Times.iso(times[before]),
        isDescending(times)
            ? "The file begins with the newest row: turn the order of its rows round."
            : "Sort the rows by time. " + several());
  }

  private String several() {
    return timeColumns
        .idBeside(options)
        .map(
            column ->
                "If the file holds several series, as column "
                    + column
                    + " looks, name that column with --series "
                    + column
                    + ".")
        .orElse(
            "If the file holds several series, name the column that tells them apart, as --series COL.");
  }

  private static boolean isDescending(long[] times) {
    for (int row = 1; row < times.length; row++) {
      if (times[row] >= times[row - 1]) {
        return false;
      }
    }
    return true;
  }
}
