package io.penstock.cli.report;

import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.Arrays;

/** Some consecutive rows of one series as a series of their own. */
final class SeriesCut {
  private SeriesCut() {}

  /**
   * Copies rows.
   *
   * @param rows of one member
   */
  static Series of(Series series, RowRange rows) {
    int width = series.columns().size();
    long[] times = new long[rows.size()];
    Arrays.setAll(times, i -> series.time(rows.from() + i));
    float[] values = Arrays.copyOfRange(series.values(), rows.from() * width, rows.to() * width);
    Series cut =
        series
            .idColumn()
            .map(
                id ->
                    Series.ofMany(
                        series.name(),
                        series.columns(),
                        id,
                        series.labels(id),
                        times,
                        values,
                        series.frequency()))
            .orElseGet(
                () ->
                    Series.of(series.name(), series.columns(), times, values, series.frequency()));
    for (String column : series.columns()) {
      if (!series.labels(column).isEmpty()) {
        cut = cut.withLabels(java.util.Map.of(column, series.labels(column)));
      }
    }
    return cut.withSource(series.source());
  }
}
