package io.penstock.series;

import io.penstock.error.PenstockException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.IntUnaryOperator;

/**
 * A time series, or several of one kind: one row a point in time, named columns of raw float
 * values, NaN where a value is missing. Rows are in order of time and no time occurs twice. Where
 * rows are absent from an otherwise regular series there is a gap, and the rows between gaps are
 * {@linkplain #segments() segments}; no window crosses a gap.
 *
 * <p>Several series stand one after the other as its {@linkplain #members() members}, each with
 * times of its own; no segment crosses from one to the next. They are told apart by their ids,
 * which are a column too.
 *
 * <p>A column holds numbers, or it holds words: then a value is the place of the row's word among
 * the column's {@linkplain #labels labels}.
 *
 * <p>A series is a value: it is never changed after it is made, and the arrays given to it must not
 * be changed either. They are not copied, since a series may hold most of the memory there is.
 */
public final class Series implements Table {
  private final String name;
  private final List<String> columns;
  private final Map<String, List<String>> labels;
  private final Optional<String> idColumn;
  private final long[] times;
  private final float[] values;
  private final Frequency frequency;
  private final List<Member> members;
  private final List<RowRange> segments;
  private final Source source;

  private Series(
      String name,
      List<String> columns,
      Map<String, List<String>> labels,
      Optional<String> idColumn,
      long[] times,
      float[] values,
      Frequency frequency,
      List<Member> members,
      List<RowRange> segments,
      Source source) {
    this.name = name;
    this.columns = columns;
    this.labels = labels;
    this.idColumn = idColumn;
    this.times = times;
    this.values = values;
    this.frequency = frequency;
    this.members = members;
    this.segments = segments;
    this.source = source;
  }

  /**
   * {@return a series with times}
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
    List<String> names = checked(name, columns, times, values);
    List<Member> one = List.of(new Member("", new RowRange(0, times.length)));
    return new Series(
        name,
        names,
        Map.of(),
        Optional.empty(),
        times,
        values,
        frequency,
        one,
        segments(name, times, frequency, one),
        Source.UNKNOWN);
  }

  /**
   * {@return a series whose rows are counted, not timed}
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
   * {@return several series one after the other}
   *
   * @param name what messages call them together
   * @param columns the columns' names, each once
   * @param idColumn the one of them that tells the series apart: the place of each row's id in
   *     {@code ids}. All rows of a series stand together
   * @param ids each once
   * @param times [row], as of one series, strictly increasing within a series; where rows are
   *     counted, each series begins with 0
   * @param values [row, column], row-major, raw units, NaN = missing
   * @param frequency the distance between rows, the same for all
   * @throws PenstockException with code DATA if there are no rows, a name occurs twice, a row has
   *     no id, a series is not in one piece, its times are out of order or lengths do not fit
   */
  public static Series ofMany(
      String name,
      List<String> columns,
      String idColumn,
      List<String> ids,
      long[] times,
      float[] values,
      Frequency frequency) {
    List<String> names = checked(name, columns, times, values);
    int column = names.indexOf(idColumn);
    if (column < 0) {
      throw PenstockException.data("%s has no column %s: %s.", name, idColumn, names);
    }
    if (times.length == 0) {
      throw PenstockException.data("%s has no rows, and so holds no series.", name);
    }
    requireLabels(name, idColumn, ids, names.size(), column, values);
    List<Member> members = new ArrayList<>();
    HashSet<Integer> seen = new HashSet<>();
    int from = 0;
    for (int row = 1; row <= times.length; row++) {
      float id = values[from * names.size() + column];
      if (row < times.length && values[row * names.size() + column] == id) {
        continue;
      }
      if (Float.isNaN(id) || !seen.add((int) id)) {
        throw PenstockException.data(
            "%s, row %d: %s.",
            name,
            from + 1,
            Float.isNaN(id)
                ? "no id in column " + idColumn + " says of which series it is"
                : "the rows of series " + ids.get((int) id) + " do not stand together");
      }
      members.add(new Member(ids.get((int) id), new RowRange(from, row)));
      from = row;
    }
    return new Series(
        name,
        names,
        Map.of(idColumn, List.copyOf(ids)),
        Optional.of(idColumn),
        times,
        values,
        frequency,
        List.copyOf(members),
        segments(name, times, frequency, members),
        Source.UNKNOWN);
  }

  /**
   * Puts series together, in the order of their ids. Values are copied.
   *
   * @param name what messages call them together
   * @param idColumn a name for the column of ids, which comes last
   * @param byId one series each, of the same columns of numbers and the same frequency, by id
   * @return one series with a member for each id
   * @throws PenstockException with code DATA if there is none, or they differ
   */
  public static Series together(String name, String idColumn, Map<String, Series> byId) {
    if (byId.isEmpty()) {
      throw PenstockException.data("%s holds no series.", name);
    }
    Map<String, Series> sorted = new TreeMap<>(byId);
    Series first = sorted.values().iterator().next();
    int rows = 0;
    for (Map.Entry<String, Series> one : sorted.entrySet()) {
      Series series = one.getValue();
      if (!series.columns.equals(first.columns)
          || !series.frequency.equals(first.frequency)
          || series.members.size() > 1
          || !series.labels.isEmpty()) {
        throw PenstockException.data(
            "%s: series %s, with the columns %s of numbers and a row every %s, cannot stand beside one with %s and %s.",
            name, one.getKey(), series.columns, series.frequency, first.columns, first.frequency);
      }
      rows = Math.addExact(rows, series.rows());
    }
    List<String> columns = new ArrayList<>(first.columns);
    columns.add(idColumn);
    int width = columns.size();
    long[] times = new long[rows];
    float[] values = new float[Math.multiplyExact(rows, width)];
    int id = 0;
    int at = 0;
    for (Series series : sorted.values()) {
      System.arraycopy(series.times, 0, times, at, series.rows());
      for (int row = 0; row < series.rows(); row++, at++) {
        System.arraycopy(series.values, row * (width - 1), values, at * width, width - 1);
        values[at * width + width - 1] = id;
      }
      id++;
    }
    return ofMany(
        name, columns, idColumn, List.copyOf(sorted.keySet()), times, values, first.frequency);
  }

  private static List<String> checked(
      String name, List<String> columns, long[] times, float[] values) {
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
    return names;
  }

  private static List<RowRange> segments(
      String name, long[] times, Frequency frequency, List<Member> members) {
    List<RowRange> segments = new ArrayList<>();
    for (Member member : members) {
      int from = member.rows().from();
      for (int row = from + 1; row < member.rows().to(); row++) {
        if (times[row] <= times[row - 1]) {
          throw PenstockException.data(
              "%s: the time of row %d%s is not after that of the row before it. Sort the rows by time and remove duplicates.",
              name,
              row - member.rows().from() + 1,
              member.id().isEmpty() ? "" : " of series " + member.id());
        }
        if (frequency.isTimed() && isGap(times[row - 1], times[row], frequency)) {
          segments.add(new RowRange(from, row));
          from = row;
        }
      }
      if (member.rows().size() > 0) {
        segments.add(new RowRange(from, member.rows().to()));
      }
    }
    return List.copyOf(segments);
  }

  private static void requireLabels(
      String name, String word, List<String> labels, int width, int column, float[] values) {
    if (labels.isEmpty() || new HashSet<>(labels).size() != labels.size()) {
      throw PenstockException.data(
          "%s: the labels of column %s are not some words, each once: %s.", name, word, labels);
    }
    for (int at = column; at < values.length; at += width) {
      float place = values[at];
      boolean fits = place >= 0 && place < labels.size() && place == Math.rint(place);
      if (!fits && !Float.isNaN(place)) {
        throw PenstockException.data(
            "%s: the value %s in column %s, row %d, is not the place of one of %d labels.",
            name, place, word, at / width + 1, labels.size());
      }
    }
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

  /** {@return what messages call the series} */
  public String name() {
    return name;
  }

  /** {@return the columns' names, in order} */
  public List<String> columns() {
    return columns;
  }

  /**
   * {@return the words of a column that holds words; its values are their places in this list,
   * counted from 0} Empty for a column of numbers.
   *
   * @param column a column's name
   */
  public List<String> labels(String column) {
    return labels.getOrDefault(column, List.of());
  }

  /**
   * {@return the same series, some of its columns known to hold words} Nothing is copied.
   *
   * @param words labels by column, each label once
   * @throws PenstockException with code DATA if a column is not there, or has a value that is not
   *     the place of a label
   */
  public Series withLabels(Map<String, List<String>> words) {
    Map<String, List<String>> all = new LinkedHashMap<>(labels);
    words.forEach(
        (column, list) -> {
          int place = columns.indexOf(column);
          if (place < 0) {
            throw PenstockException.data("%s has no column %s: %s.", name, column, columns);
          }
          requireLabels(name, column, list, columns.size(), place, values);
          all.put(column, List.copyOf(list));
        });
    return new Series(
        name,
        columns,
        Collections.unmodifiableMap(all),
        idColumn,
        times,
        values,
        frequency,
        members,
        segments,
        source);
  }

  /** {@return the column of words that tells several series apart; empty for one series} */
  public Optional<String> idColumn() {
    return idColumn;
  }

  /** How many rows there are. */
  @Override
  public int rows() {
    return times.length;
  }

  /** {@return the distance between rows} */
  public Frequency frequency() {
    return frequency;
  }

  /** {@return how the series stood in its file} */
  public Source source() {
    return source;
  }

  /**
   * {@return the same series, said to have stood so in its file} Nothing is copied.
   *
   * @param stood how it stood there
   */
  public Series withSource(Source stood) {
    Objects.requireNonNull(stood, "stood");
    return new Series(
        name, columns, labels, idColumn, times, values, frequency, members, segments, stood);
  }

  /**
   * {@return names of the columns in the source that the times were read from; empty if that is not
   * known or there were none}
   */
  public List<String> timeColumns() {
    return source.timeColumns();
  }

  /**
   * {@return the same series, its times said to come from these columns} Nothing is copied.
   *
   * @param names the columns' names, each once
   */
  public Series withTimeColumns(List<String> names) {
    return withSource(new Source(names, source.idColumns(), source.layout(), source.absentRows()));
  }

  /**
   * {@return the series that it holds, in the order of their rows; together all rows} At least one.
   */
  public List<Member> members() {
    return members;
  }

  /**
   * Which of the members has a row.
   *
   * @param row counted from 0, of all rows
   * @return its place among {@link #members()}
   */
  public int memberAt(int row) {
    Objects.checkIndex(row, times.length);
    return lastFrom(row, members.size(), k -> members.get(k).rows().from());
  }

  /**
   * Which of the segments has a row.
   *
   * @param row counted from 0, of all rows
   * @return its place among {@link #segments()}
   */
  public int segmentAt(int row) {
    Objects.checkIndex(row, times.length);
    return lastFrom(row, segments.size(), k -> segments.get(k).from());
  }

  /** The last of so many runs that does not begin after a row. */
  private static int lastFrom(int row, int runs, IntUnaryOperator begin) {
    int low = 0;
    int high = runs - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      if (begin.applyAsInt(middle) <= row) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** The runs of rows between gaps, in order; together all rows. None crosses a member's end. */
  @Override
  public List<RowRange> segments() {
    return segments;
  }

  /** {@return how many rows are absent at the gaps, counted in steps of the frequency} */
  public long absentRows() {
    long absent = 0;
    for (int first : firstAfterGaps()) {
      absent += frequency.steps(times[first - 1], times[first]) - 1;
    }
    return absent;
  }

  /** Rows that a gap is before. */
  private int[] firstAfterGaps() {
    HashSet<Integer> begins = new HashSet<>();
    members.forEach(member -> begins.add(member.rows().from()));
    return segments.stream()
        .mapToInt(RowRange::from)
        .filter(from -> !begins.contains(from))
        .toArray();
  }

  /**
   * {@return the same series with a row at each gap's absent times, whose values are missing but
   * for the series' id} Values are copied if there is a gap.
   *
   * @throws PenstockException with code DATA if there are more than an array holds
   */
  public Series withAbsentRows() {
    Source inserted =
        new Source(source.timeColumns(), source.idColumns(), source.layout(), AbsentRows.INSERT);
    int[] gaps = firstAfterGaps();
    if (gaps.length == 0) {
      return withSource(inserted);
    }
    int width = columns.size();
    long absent = absentRows();
    if ((times.length + absent) * width > Integer.MAX_VALUE - 8) {
      throw PenstockException.data(
          "%s: with its %d absent rows it would have more values than an array holds. Leave the gaps as they are.",
          name, absent);
    }
    long[] longer = new long[(int) (times.length + absent)];
    float[] filled = new float[longer.length * width];
    int id = idColumn.map(columns::indexOf).orElse(-1);
    int gap = 0;
    int at = 0;
    for (int row = 0; row < times.length; row++) {
      if (gap < gaps.length && gaps[gap] == row) {
        long steps = frequency.steps(times[row - 1], times[row]) - 1;
        for (long step = 1; step <= steps; step++) {
          longer[at] = frequency.plus(times[row - 1], step);
          Arrays.fill(filled, at * width, (at + 1) * width, Float.NaN);
          if (id >= 0) {
            filled[at * width + id] = values[row * width + id];
          }
          at++;
        }
        gap++;
      }
      longer[at] = times[row];
      System.arraycopy(values, row * width, filled, at * width, width);
      at++;
    }
    Series whole =
        idColumn.isPresent()
            ? ofMany(
                name, columns, idColumn.get(), labels(idColumn.get()), longer, filled, frequency)
            : of(name, columns, longer, filled, frequency);
    return whole.withLabels(labels).withSource(inserted);
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
   * {@return all values, [row, column], row-major: the series' own array, not a copy, and not to be
   * changed}
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
   * {@return the same rows with other columns, of numbers}
   *
   * @param names the columns' names, each once
   * @param others [row, column], row-major, NaN = missing; not copied
   */
  public Series with(List<String> names, float[] others) {
    return with(names, others, Map.of());
  }

  /**
   * {@return the same rows with other columns}
   *
   * @param names the columns' names, each once
   * @param others [row, column], row-major, NaN = missing; not copied
   * @param words labels of those columns that hold words
   */
  public Series with(List<String> names, float[] others, Map<String, List<String>> words) {
    if ((long) times.length * names.size() != others.length) {
      throw new IllegalArgumentException(
          others.length + " values do not make " + times.length + " rows of " + names);
    }
    return new Series(
        name,
        List.copyOf(names),
        Map.copyOf(words),
        idColumn.filter(names::contains),
        times,
        others,
        frequency,
        members,
        segments,
        source);
  }

  /**
   * {@return some rows of the series, or of each of several, as a series of its own; a member
   * without such rows is left out} Values are copied. Words keep their places; rows that are
   * counted are counted anew from 0, as they would be in a file of their own.
   *
   * @param ranges consecutive rows, none empty, in order and apart, each of one member and not two
   *     of the same; at least one
   */
  public Series rows(List<RowRange> ranges) {
    return rows(ranges, isCounted());
  }

  /**
   * {@return the same as {@link #rows(List)}, but rows that are counted keep their numbers, so that
   * what is found in them can be told by them}
   *
   * @param ranges consecutive rows, none empty, in order and apart, each of one member and not two
   *     of the same
   */
  public Series excerpt(List<RowRange> ranges) {
    return rows(ranges, false);
  }

  private Series rows(List<RowRange> ranges, boolean countedAnew) {
    List<Member> kept = new ArrayList<>();
    int end = 0;
    int count = 0;
    for (RowRange range : ranges) {
      boolean fits = range.size() > 0 && range.from() >= end && range.to() <= times.length;
      Member member = members.get(fits ? memberAt(range.from()) : 0);
      if (!fits
          || range.to() > member.rows().to()
          || (!kept.isEmpty() && kept.get(kept.size() - 1).id().equals(member.id()))) {
        throw new IllegalArgumentException(
            ranges + " are not rows of the members " + members + ", one range each");
      }
      kept.add(new Member(member.id(), new RowRange(count, count + range.size())));
      count += range.size();
      end = range.to();
    }
    if (kept.isEmpty()) {
      throw new IllegalArgumentException("no rows");
    }
    int width = columns.size();
    long[] someTimes = new long[count];
    float[] some = new float[count * width];
    int at = 0;
    for (RowRange range : ranges) {
      System.arraycopy(times, range.from(), someTimes, at, range.size());
      for (int row = 0; countedAnew && row < range.size(); row++) {
        someTimes[at + row] = row;
      }
      System.arraycopy(values, range.from() * width, some, at * width, range.size() * width);
      at += range.size();
    }
    return new Series(
        name,
        columns,
        labels,
        idColumn,
        someTimes,
        some,
        frequency,
        List.copyOf(kept),
        segments(name, someTimes, frequency, kept),
        source);
  }

  /**
   * Whether times are the rows' numbers 0, 1, 2 … in each series; as they strictly increase, the
   * first and the last tell.
   */
  private boolean isCounted() {
    return !frequency.isTimed()
        && members.stream()
            .map(Member::rows)
            .filter(rows -> rows.size() > 0)
            .allMatch(rows -> times[rows.from()] == 0 && times[rows.to() - 1] == rows.size() - 1);
  }

  /**
   * {@return the same rows with only the columns given, in that order} Values are copied.
   *
   * @param selected names of columns that are there
   */
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
    Map<String, List<String>> words = new LinkedHashMap<>(labels);
    words.keySet().retainAll(selected);
    return with(selected, copy, words);
  }
}
