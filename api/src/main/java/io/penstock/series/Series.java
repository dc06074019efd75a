package io.penstock.series;

import io.penstock.error.PenstockException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;

/**
 * A time series: one row a point in time, named columns of raw float values, NaN where a value is
 * missing. Rows are in order of time and no time occurs twice. Where rows are absent from an
 * otherwise regular series there is a gap, and the rows between gaps are {@linkplain #segments()
 * segments}; no window crosses a gap.
 *
 * <p>A series is a value: it is never changed after it is made, and the arrays given to it must not
 * be changed either. They are not copied, since a series may hold most of the memory there is.
 */
public final class Series implements Table {
  private final String name;
  private final List<String> columns;
  private final long[] times;
  private final float[] values;
  private final Frequency frequency;
  private final List<RowRange> segments;
  private final List<String> timeColumns;

  private Series(
      String name,
      List<String> columns,
      long[] times,
      float[] values,
      Frequency frequency,
      List<RowRange> segments,
      List<String> timeColumns) {
    this.name = name;
    this.columns = columns;
    this.times = times;
    this.values = values;
    this.frequency = frequency;
    this.segments = segments;
    this.timeColumns = timeColumns;
  }

  /**
   * A series with times.
   *
   * @param name what messages call it, as the file it was read from
   * @param columns the columns' names, each once
   * @param times [row], milliseconds since 1970-01-01T00:00 in the series' own local time, strictly
   *     increasing
   * @param values [row, column], row-major, raw units, NaN = missing
   * @param frequency the distance between rows; {@link Frequency#ROWS} if the times follow no rule,
   *     and then there are no gaps
   * @throws PenstockException with code DATA if a name occurs twice, the times are out of order or
   *     lengths do not fit
   */
  public static Series of(
      String name, List<String> columns, long[] times, float[] values, Frequency frequency) {
    Objects.requireNonNull(name, "name");
    List<String> names = List.copyOf(columns);
    if (names.isEmpty()) {
      throw PenstockException.data("%s has no column of values.", name);
    }
    if (new HashSet<>(names).size() != names.size()) {
      throw PenstockException.data("%s has two columns of the same name: %s.", name, names);
    }
    if ((long) times.length * names.size() != values.length) {
      throw PenstockException.data(
          "%s: %d values do not make %d rows of %d columns.",
          name, values.length, times.length, names.size());
    }
    List<RowRange> segments = new ArrayList<>();
    int from = 0;
    for (int row = 1; row < times.length; row++) {
      if (times[row] <= times[row - 1]) {
        throw PenstockException.data(
            "%s: the time of row %d is not after that of the row before it. Sort the rows by time and remove duplicates.",
            name, row + 1);
      }
      if (frequency.isTimed() && isGap(times[row - 1], times[row], frequency)) {
        segments.add(new RowRange(from, row));
        from = row;
      }
    }
    if (times.length > 0) {
      segments.add(new RowRange(from, times.length));
    }
    return new Series(name, names, times, values, frequency, List.copyOf(segments), List.of());
  }

  /**
   * A series whose rows are counted, not timed.
   *
   * @param name what messages call it
   * @param columns the columns' names, each once
   * @param values [row, column], row-major, raw units, NaN = missing
   */
  public static Series ofRows(String name, List<String> columns, float[] values) {
    if (columns.isEmpty()) {
      throw PenstockException.data("%s has no column of values.", name);
    }
    long[] times = new long[values.length / columns.size()];
    Arrays.setAll(times, row -> row);
    return of(name, columns, times, values, Frequency.ROWS);
  }

  /**
   * A business-day series skips holidays, as exchanges do: a week without rows is a gap there, a
   * day is not.
   */
  private static boolean isGap(long before, long time, Frequency frequency) {
    if (frequency.step() == TimeStep.BUSINESS_DAY) {
      return time > frequency.plus(before, 5);
    }
    return time > frequency.plus(before, 1);
  }

  /** What messages call the series. */
  public String name() {
    return name;
  }

  /** The columns' names, in order. */
  public List<String> columns() {
    return columns;
  }

  /** How many rows there are. */
  @Override
  public int rows() {
    return times.length;
  }

  /** The distance between rows. */
  public Frequency frequency() {
    return frequency;
  }

  /**
   * Names of the columns in the source that the times were read from; empty if that is not known or
   * there were none.
   */
  public List<String> timeColumns() {
    return timeColumns;
  }

  /** The same series, its times said to come from these columns. Nothing is copied. */
  public Series withTimeColumns(List<String> names) {
    return new Series(name, columns, times, values, frequency, segments, List.copyOf(names));
  }

  /** The runs of rows between gaps, in order; together all rows. */
  @Override
  public List<RowRange> segments() {
    return segments;
  }

  /** How many rows are absent at the gaps, counted in steps of the frequency. */
  public long absentRows() {
    long absent = 0;
    for (int i = 1; i < segments.size(); i++) {
      int first = segments.get(i).from();
      absent += frequency.steps(times[first - 1], times[first]) - 1;
    }
    return absent;
  }

  /**
   * The time of a row.
   *
   * @return milliseconds since 1970-01-01T00:00 in the series' own local time; the row's number if
   *     rows are counted
   */
  @Override
  public long time(int row) {
    return times[row];
  }

  /** The value of a column in a row, NaN if it is missing. */
  @Override
  public float value(int row, int column) {
    return values[row * columns.size() + column];
  }

  /**
   * All values, [row, column], row-major: the series' own array, not a copy, and not to be changed.
   */
  public float[] values() {
    return values;
  }

  /** Where a column stands, or -1 if there is none of that name. */
  @Override
  public int indexOf(String column) {
    return columns.indexOf(column);
  }

  /**
   * The same rows with other columns.
   *
   * @param names the columns' names, each once
   * @param others [row, column], row-major, NaN = missing; not copied
   */
  public Series with(List<String> names, float[] others) {
    if ((long) times.length * names.size() != others.length) {
      throw new IllegalArgumentException(
          others.length + " values do not make " + times.length + " rows of " + names);
    }
    return new Series(name, List.copyOf(names), times, others, frequency, segments, timeColumns);
  }

  /** The same rows with only the columns given, in that order. Values are copied. */
  public Series select(List<String> selected) {
    int[] from = selected.stream().mapToInt(columns::indexOf).toArray();
    if (Arrays.stream(from).anyMatch(i -> i < 0)) {
      throw PenstockException.data(
          "%s has the columns %s, not all of %s.", name, columns, selected);
    }
    float[] copy = new float[Math.multiplyExact(times.length, from.length)];
    for (int row = 0; row < times.length; row++) {
      for (int k = 0; k < from.length; k++) {
        copy[row * from.length + k] = values[row * columns.size() + from[k]];
      }
    }
    return new Series(name, List.copyOf(selected), times, copy, frequency, segments, timeColumns);
  }
}
