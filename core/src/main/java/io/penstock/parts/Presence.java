package io.penstock.parts;

import io.penstock.series.Series;
import java.util.Optional;
import java.util.function.BiFunction;

/** Says in which rows of a series a value is missing that is needed there. */
public interface Presence {
  /**
   * {@return what of that which is needed is missing in a row, as {@code no value in column x at
   * row 7}; empty if nothing is}
   *
   * @param row counted from 0
   */
  Optional<String> lacking(int row);

  /**
   * {@return whether a row has no value in a needed column}
   *
   * @param row counted from 0
   */
  boolean lacks(int row);

  /**
   * Needs columns of the series itself.
   *
   * @param series holds the columns
   * @param columns those that are needed
   * @return what says whether a row has them
   */
  static Presence of(Series series, int[] columns) {
    return new PresentValues(
        series.values(),
        0,
        series.columns().size(),
        columns.clone(),
        (row, column) -> noValue(series, row, series.columns().get(column)));
  }

  /**
   * Needs columns of rows that were computed of a series.
   *
   * @param rows [row, column], row-major; not copied
   * @param first row of the series that the first of them belongs to
   * @param width columns of a row
   * @param columns those that are needed
   * @param words what is missing, by row of the series and column
   * @return what says whether a row has them
   */
  static Presence of(
      float[] rows,
      int first,
      int width,
      int[] columns,
      BiFunction<Integer, Integer, String> words) {
    return new PresentValues(rows, first, width, columns.clone(), words);
  }

  /**
   * That a raw column has no value in a row, in words.
   *
   * @param series holds the columns
   * @param row counted from 0
   * @param column its name
   * @return as {@code no value in column x at row 7}
   */
  static String noValue(Series series, int row, String column) {
    return "no value in column " + column + " at " + RowLabel.of(series, row);
  }

  /**
   * Needs what both need.
   *
   * @param other what else is needed
   * @return what says whether a row has all of it
   */
  default Presence and(Presence other) {
    Presence one = this;
    return new Presence() {
      @Override
      public Optional<String> lacking(int row) {
        return one.lacking(row).or(() -> other.lacking(row));
      }

      @Override
      public boolean lacks(int row) {
        return one.lacks(row) || other.lacks(row);
      }
    };
  }
}
