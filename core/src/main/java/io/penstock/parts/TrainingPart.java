package io.penstock.parts;

import io.penstock.series.Frequency;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.series.Table;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The rows of a series, or of each of several, before the end of training. It gives no access to
 * another row, so what is computed from it cannot know the future (rule N5). Made by {@link
 * Parts#of}.
 *
 * <p>Of the labels of a column of words it knows those that its own rows have, and a value is the
 * place among these.
 */
public final class TrainingPart implements Table {
  private final Series series;
  private final List<RowRange> ranges;
  private final int end;
  private final int count;
  private final BitSet rows;
  private final List<RowRange> segments;
  private final Map<String, List<String>> labels = new HashMap<>();

  /** Of a column of words the place of each of the series' labels among those of this part. */
  private final int[][] places;

  /**
   * @param ranges of each series, in order, none empty, at least one
   */
  TrainingPart(Series series, List<RowRange> ranges) {
    this.series = series;
    this.ranges = List.copyOf(ranges);
    this.end = ranges.get(ranges.size() - 1).to();
    this.count = ranges.stream().mapToInt(RowRange::size).sum();
    this.rows = new BitSet();
    if (count < end) {
      ranges.forEach(range -> rows.set(range.from(), range.to()));
    }
    this.segments = overlaps(series.segments(), ranges);
    this.places = new int[series.columns().size()][];
    for (int column = 0; column < places.length; column++) {
      List<String> all = series.labels(series.columns().get(column));
      if (!all.isEmpty()) {
        places[column] = learnLabels(column, all);
      }
    }
  }

  /** What runs of rows have in common with ranges, both in order. */
  private static List<RowRange> overlaps(List<RowRange> runs, List<RowRange> ranges) {
    List<RowRange> common = new ArrayList<>();
    int first = 0;
    for (RowRange range : ranges) {
      while (runs.get(first).to() <= range.from()) {
        first++;
      }
      for (int k = first; k < runs.size() && runs.get(k).from() < range.to(); k++) {
        RowRange run = runs.get(k);
        common.add(
            new RowRange(Math.max(run.from(), range.from()), Math.min(run.to(), range.to())));
      }
    }
    return List.copyOf(common);
  }

  private int[] learnLabels(int column, List<String> all) {
    BitSet seen = new BitSet();
    for (RowRange range : ranges) {
      for (int row = range.from(); row < range.to(); row++) {
        float value = series.value(row, column);
        if (!Float.isNaN(value)) {
          seen.set((int) value);
        }
      }
    }
    int[] place = new int[all.size()];
    List<String> own = new ArrayList<>();
    for (int k = 0; k < place.length; k++) {
      place[k] = seen.get(k) ? own.size() : -1;
      if (seen.get(k)) {
        own.add(all.get(k));
      }
    }
    labels.put(series.columns().get(column), List.copyOf(own));
    return place;
  }

  /** {@return what messages call the series} */
  public String name() {
    return series.name();
  }

  /** {@return the columns' names, in order} */
  public List<String> columns() {
    return series.columns();
  }

  /**
   * {@return the words of a column that its rows have, in order; empty for a column of numbers}
   *
   * @param column its name
   */
  public List<String> labels(String column) {
    return labels.getOrDefault(column, List.of());
  }

  /**
   * {@return whether a column holds words, even if no row of this part has one}
   *
   * @param column its name
   */
  public boolean holdsWords(String column) {
    return !series.labels(column).isEmpty();
  }

  /** {@return the column of words that tells several series apart, if there are several} */
  public Optional<String> idColumn() {
    return series.idColumn();
  }

  /** Where a column stands, or -1 if there is none of that name. */
  @Override
  public int indexOf(String column) {
    return series.indexOf(column);
  }

  /**
   * {@return the rows that it has of each series, counted as the series counts them; none is empty}
   */
  public List<RowRange> ranges() {
    return ranges;
  }

  /** {@return how many rows it has} */
  public int count() {
    return count;
  }

  /** The row after its last. Between the rows of one series and the next there may be others. */
  @Override
  public int rows() {
    return end;
  }

  /** {@return the distance between rows} */
  public Frequency frequency() {
    return series.frequency();
  }

  /**
   * The time of a row, as {@link Series#time} gives it.
   *
   * @throws IndexOutOfBoundsException if the row is not of this part
   */
  @Override
  public long time(int row) {
    return series.time(checked(row));
  }

  /** The runs of its rows between gaps, in order; together all its rows. */
  @Override
  public List<RowRange> segments() {
    return segments;
  }

  /** {@return its segments of each series that has some} */
  public Map<Member, List<RowRange>> segmentsByMember() {
    Map<Member, List<RowRange>> byMember = new LinkedHashMap<>();
    for (RowRange segment : segments) {
      Member member = series.members().get(series.memberAt(segment.from()));
      byMember.computeIfAbsent(member, one -> new ArrayList<>()).add(segment);
    }
    return byMember;
  }

  /**
   * The value of a column in a row, in raw units, NaN if it is missing.
   *
   * @throws IndexOutOfBoundsException if the row is not of this part
   */
  @Override
  public float value(int row, int column) {
    float value = series.value(checked(row), column);
    return places[column] == null || Float.isNaN(value) ? value : places[column][(int) value];
  }

  private int checked(int row) {
    if (count < end && !rows.get(row)) {
      throw new IndexOutOfBoundsException("row " + row + " is not of the training part");
    }
    return Objects.checkIndex(row, end);
  }

  /**
   * {@return how messages call a row: by its number, counted from 1, and its time}
   *
   * @param row counted from 0
   * @throws IndexOutOfBoundsException if the row is not of this part
   */
  public String label(int row) {
    return RowLabel.of(series, checked(row));
  }

  /** {@return how messages call its rows: from the first to the last} */
  public String span() {
    return label(ranges.get(0).from()) + " to " + label(end - 1);
  }
}
