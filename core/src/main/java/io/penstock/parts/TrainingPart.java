package io.penstock.parts;

import io.penstock.series.Frequency;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.series.Table;
import java.util.List;
import java.util.Objects;

/**
 * The rows of a series before the end of training. It gives no access to a later row, so what is
 * computed from it cannot know the future (rule N5). Made by {@link Parts#of}.
 */
public final class TrainingPart implements Table {
  private final Series series;
  private final int end;
  private final List<RowRange> segments;

  TrainingPart(Series series, int end) {
    this.series = series;
    this.end = end;
    this.segments =
        series.segments().stream()
            .filter(segment -> segment.from() < end)
            .map(segment -> new RowRange(segment.from(), Math.min(segment.to(), end)))
            .toList();
  }

  /** What messages call the series. */
  public String name() {
    return series.name();
  }

  /** The columns' names, in order. */
  public List<String> columns() {
    return series.columns();
  }

  /** Where a column stands, or -1 if there is none of that name. */
  @Override
  public int indexOf(String column) {
    return series.indexOf(column);
  }

  /** Its rows, counted as the series counts them: from 0, at least one. */
  public RowRange range() {
    return new RowRange(0, end);
  }

  /** How many rows it has. */
  @Override
  public int rows() {
    return end;
  }

  /** The distance between rows. */
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
    return series.time(Objects.checkIndex(row, end));
  }

  /** The runs of its rows between gaps, in order. */
  @Override
  public List<RowRange> segments() {
    return segments;
  }

  /**
   * The value of a column in a row, in raw units, NaN if it is missing.
   *
   * @throws IndexOutOfBoundsException if the row is not of this part
   */
  @Override
  public float value(int row, int column) {
    return series.value(Objects.checkIndex(row, end), column);
  }

  /**
   * How messages call a row: by its number, counted from 1, and its time.
   *
   * @throws IndexOutOfBoundsException if the row is not of this part
   */
  public String label(int row) {
    return RowLabel.of(series, Objects.checkIndex(row, end));
  }
}
