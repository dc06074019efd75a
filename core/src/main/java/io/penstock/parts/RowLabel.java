package io.penstock.parts;

import io.penstock.series.Series;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** How messages call a row: by its number, counted from 1, and by its time where it has one. */
public final class RowLabel {
  private RowLabel() {}

  /** As {@code row 12 (1949-12-01)}, or {@code row 12} where rows are counted. */
  public static String of(Series series, int row) {
    String number = "row " + (row + 1);
    return hasTimes(series) ? number + " (" + time(series, row) + ")" : number;
  }

  /** The time of a row as text; a date alone where the rows are days or more apart. */
  static String time(Series series, int row) {
    LocalDateTime time =
        LocalDateTime.ofInstant(Instant.ofEpochMilli(series.time(row)), ZoneOffset.UTC);
    return switch (series.frequency().step()) {
      case DAY, BUSINESS_DAY, WEEK, MONTH, YEAR -> time.toLocalDate().toString();
      case ROW, MILLISECOND, SECOND, MINUTE, HOUR -> time.toString();
    };
  }

  /**
   * Whether the rows have times. Times that follow no rule have the frequency of counted rows,
   * whose times are their numbers 0, 1, 2 …; as times strictly increase, the first and the last
   * tell.
   */
  static boolean hasTimes(Series series) {
    if (series.frequency().isTimed()) {
      return true;
    }
    int rows = series.rows();
    return rows > 0 && (series.time(0) != 0 || series.time(rows - 1) != rows - 1);
  }
}
