package io.penstock.generate;

import io.penstock.error.PenstockException;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/** Collects the rows of a series, its values rounded as a measurement is written down. */
final class GeneratedRows {
  private final String name;
  private final List<String> columns;
  private final float[] values;
  private int filled;

  GeneratedRows(String name, int rows, String... columns) {
    if (rows < 1) {
      throw PenstockException.config(
          "A series of %d rows cannot be generated. Ask for at least 1.", rows);
    }
    if ((long) rows * columns.length > Integer.MAX_VALUE - 8) {
      throw PenstockException.config(
          "%d rows of %d columns are more values than an array holds. Ask for fewer rows.",
          rows, columns.length);
    }
    this.name = name;
    this.columns = List.of(columns);
    this.values = new float[rows * columns.length];
  }

  /** Adds a value to the row that is being filled, rounded to so many decimals. */
  void add(double value, int decimals) {
    double unit = 1;
    for (int i = 0; i < decimals; i++) {
      unit *= 10;
    }
    // Adding zero turns -0 into 0.
    values[filled++] = (float) (StrictMath.rint(value * unit) / unit + 0.0);
  }

  /** The series, with rows from a day's midnight on. */
  Series series(LocalDate from, Frequency frequency) {
    long[] times = new long[values.length / columns.size()];
    long start = from.toEpochDay() * 86_400_000L;
    Arrays.setAll(times, row -> frequency.plus(start, row));
    return Series.of(name, columns, times, values, frequency).withTimeColumns(List.of("time"));
  }
}
