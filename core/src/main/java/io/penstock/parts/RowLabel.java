package io.penstock.parts;

import io.penstock.series.Member;
import io.penstock.series.Series;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/** How messages call a row: by its number, counted from 1, and by its time where it has one. */
public final class RowLabel {
  private RowLabel() {}

  /**
   * {@return as {@code row 12 (1949-12-01)}, or {@code row 12} where rows are counted; of one of
   * several series as {@code row 12 (1949-12-01) of series H1}}
   *
   * @param series whose row it is
   * @param row counted from 0
   */
  public static String of(Series series, int row) {
    Member member = series.members().get(series.memberAt(row));
    String number = "row " + (row - member.rows().from() + 1);
    return (hasTimes(series) ? number + " (" + time(series, row) + ")" : number)
        + (member.id().isEmpty() ? "" : " of series " + member.id());
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
   * {@return whether the rows have times} Times that follow no rule have the frequency of counted
   * rows, whose times are their numbers 0, 1, 2 … in each series; as times strictly increase, the
   * first and the last tell.
   *
   * @param series whose row it is
   */
  public static boolean hasTimes(Series series) {
    if (series.frequency().isTimed()) {
      return true;
    }
    return series.members().stream()
        .map(Member::rows)
        .filter(rows -> rows.size() > 0)
        .anyMatch(
            rows -> series.time(rows.from()) != 0 || series.time(rows.to() - 1) != rows.size() - 1);
  }
}
