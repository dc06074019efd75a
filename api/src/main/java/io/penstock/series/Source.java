package io.penstock.series;

import java.util.List;
import java.util.Objects;

/**
 * How a series stood in the file that it was read from, so that others like it can be read the same
 * way.
 *
 * @param timeColumns that the times were read from; empty if that is not known or there were none
 * @param idColumns that tell several series apart; empty if there is one
 * @param layout of the file
 * @param absentRows what became of rows that were not there
 */
public record Source(
    List<String> timeColumns, List<String> idColumns, Layout layout, AbsentRows absentRows) {
  /** Of one series, nothing else is known. */
  public static final Source UNKNOWN = of(List.of());

  /** Copies the lists. */
  public Source {
    timeColumns = List.copyOf(timeColumns);
    idColumns = List.copyOf(idColumns);
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(absentRows, "absentRows");
  }

  /**
   * {@return one series with its times in these columns}
   *
   * @param timeColumns that the times were read from
   */
  public static Source of(List<String> timeColumns) {
    return new Source(timeColumns, List.of(), Layout.LONG, AbsentRows.GAP);
  }
}
