package io.penstock.parts;

import io.penstock.series.Series;
import java.util.List;
import java.util.Optional;

/** Says in which rows of a series a value is missing that is needed there. */
public interface Presence {
  /** The first needed column that has no value in a row; empty if none is missing. */
  Optional<String> lacking(int row);

  /** Whether a row has no value in a needed column. */
  boolean lacks(int row);

  /** Needs columns of the series itself. */
  static Presence of(Series series, int[] columns) {
    return new PresentValues(
        series.values(), 0, series.columns().size(), columns.clone(), series.columns());
  }

  /**
   * Needs columns of rows that were computed of a series.
   *
   * @param rows [row, column], row-major; not copied
   * @param first row of the series that the first of them belongs to
   * @param width columns of a row
   * @param columns those that are needed
   * @param names what messages call the columns
   */
  static Presence of(float[] rows, int first, int width, int[] columns, List<String> names) {
    return new PresentValues(rows, first, width, columns.clone(), names);
  }

  /** Needs what both need. */
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
