package io.penstock.csv;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the time of a row is made from its cells. */
interface RowTime {
  /** The time of a row, or {@link TimeForm#NONE} or {@link TimeForm#OTHER_OFFSET}. */
  long read(Row row);

  /** The columns it is made from, in the order of the series' time columns. */
  List<Integer> columns();

  /** How these cells are written, for people. */
  String pattern();

  /** As {@link TimeForm#settle}. */
  boolean settle(long[] times);

  /** One cell. */
  record Single(int column, TimeForm form) implements RowTime {
    @Override
    public long read(Row row) {
      return form.read(row.text(), row.start(column), row.end(column));
    }

    @Override
    public List<Integer> columns() {
      return List.of(column);
    }

    @Override
    public String pattern() {
      return form.pattern();
    }

    @Override
    public boolean settle(long[] times) {
      return form.settle(times);
    }
  }

  /** Several cells that make up the form when they are put together with blanks between them. */
  record Joined(List<Integer> columns, TimeForm form) implements RowTime {
    @Override
    public long read(Row row) {
      StringBuilder joined = new StringBuilder();
      for (int column : columns) {
        joined.append(joined.isEmpty() ? "" : " ").append(row.cell(column));
      }
      return form.read(joined.toString().toCharArray(), 0, joined.length());
    }

    @Override
    public String pattern() {
      return form.pattern();
    }

    @Override
    public boolean settle(long[] times) {
      return form.settle(times);
    }
  }

  /** What a cell of several tells of the time. */
  enum Part {
    DATE,
    YEAR,
    MONTH,
    DAY,
    CLOCK,
    HOUR,
    MINUTE,
    SECOND
  }

  /** A date or a year in one cell, and numbers or a time of day in others. */
  final class Parts implements RowTime {
    private final List<Integer> columns;
    private final int[] cells = new int[Part.values().length];
    private final Map<Part, Integer> columnOf;
    private final Optional<TimeForm> date;
    private final Clock clock = new Clock();

    /**
     * @param columns in the order of the series' time columns
     * @param columnOf which part is where; a date or a year is among them
     * @param date the form of the date; empty if there is none
     */
    Parts(List<Integer> columns, Map<Part, Integer> columnOf, Optional<TimeForm> date) {
      this.columns = List.copyOf(columns);
      this.columnOf = new EnumMap<>(columnOf);
      this.date = date;
      for (Part part : Part.values()) {
        cells[part.ordinal()] = columnOf.getOrDefault(part, -1);
      }
    }

    @Override
    public long read(Row row) {
      long time;
      if (date.isPresent()) {
        int cell = cells[Part.DATE.ordinal()];
        time = date.get().read(row.text(), row.start(cell), row.end(cell));
      } else {
        int year = number(row, Part.YEAR, 1, 1, 9999);
        int month = number(row, Part.MONTH, 1, 1, 12);
        int day = number(row, Part.DAY, 1, 1, 31);
        time = year < 0 || month < 0 || day < 0 ? TimeForm.NONE : TimeForm.date(year, month, day);
      }
      if (time <= TimeForm.OTHER_OFFSET) {
        return time;
      }
      int cell = cells[Part.CLOCK.ordinal()];
      if (cell >= 0) {
        long ofDay = clock.read(new Scan(row.text(), row.start(cell), row.end(cell)));
        return ofDay <= TimeForm.OTHER_OFFSET ? ofDay : time + ofDay;
      }
      int hour = number(row, Part.HOUR, 0, 0, 23);
      int minute = number(row, Part.MINUTE, 0, 0, 59);
      int second = number(row, Part.SECOND, 0, 0, 59);
      if (hour < 0 || minute < 0 || second < 0) {
        return TimeForm.NONE;
      }
      return time + hour * 3_600_000L + minute * 60_000L + second * 1_000L;
    }

    /**
     * A part as a number, {@code otherwise} if there is no such part, -1 if the cell holds no
     * number in the range.
     */
    private int number(Row row, Part part, int otherwise, int least, int most) {
      int cell = cells[part.ordinal()];
      if (cell < 0) {
        return otherwise;
      }
      float number = Numbers.parse(row.text(), row.start(cell), row.end(cell), '.');
      return number == Math.rint(number) && number >= least && number <= most ? (int) number : -1;
    }

    @Override
    public List<Integer> columns() {
      return columns;
    }

    @Override
    public String pattern() {
      StringBuilder pattern = new StringBuilder();
      for (Part part : columnOf.keySet()) {
        pattern.append(pattern.isEmpty() ? "" : ", ");
        pattern.append(
            switch (part) {
              case DATE -> date.map(TimeForm::pattern).orElse("");
              case YEAR -> "year";
              case MONTH -> "month 1 to 12";
              case DAY -> "day 1 to 31";
              case CLOCK -> clock.pattern().isEmpty() ? "HH:mm" : clock.pattern();
              case HOUR -> "hour 0 to 23";
              case MINUTE -> "minute 0 to 59";
              case SECOND -> "second 0 to 59";
            });
      }
      return pattern.toString();
    }

    @Override
    public boolean settle(long[] times) {
      if (date.isEmpty()) {
        return true;
      }
      return date.get().settle(times);
    }
  }
}
