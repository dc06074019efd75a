package io.penstock.cli.report;

import io.penstock.cli.output.TimeText;
import io.penstock.parts.RowLabel;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;

/** Where the rows of a series stand on an axis, and how they are called. */
final class Places {
  private final Series series;
  private final boolean timed;

  Places(Series series) {
    this.series = series;
    this.timed = RowLabel.hasTimes(series);
  }

  /** The time, or the number in its series, counted from 1. */
  double of(int row) {
    if (timed) {
      return series.time(row);
    }
    return row - series.members().get(series.memberAt(row)).rows().from() + 1.0;
  }

  Axis axis() {
    if (!timed) {
      return Axis.of("row");
    }
    String columns = String.join(" + ", series.source().timeColumns());
    return new Axis(columns.isEmpty() ? "time" : columns, kind());
  }

  private Axis.Kind kind() {
    TimeStep step = series.frequency().step();
    boolean days =
        switch (step) {
          case DAY, BUSINESS_DAY, WEEK, MONTH, YEAR -> true;
          case ROW, MILLISECOND, SECOND, MINUTE, HOUR -> false;
        };
    return days ? Axis.Kind.DATE : Axis.Kind.TIME;
  }

  /** The time as text, or the row's number. */
  String text(int row) {
    if (!timed) {
      return "row " + (long) of(row);
    }
    return TimeText.of(series.time(row), series);
  }
}
