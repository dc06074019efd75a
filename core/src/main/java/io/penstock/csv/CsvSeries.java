package io.penstock.csv;

import io.penstock.series.Series;
import java.util.List;

/**
 * What was read from a file.
 *
 * @param series the series
 * @param notes what was found out and left out, in sentences: the time column and its form, the
 *     frequency, gaps, columns without numbers, missing values
 */
public record CsvSeries(Series series, List<String> notes) {
  /** Copies the notes. */
  public CsvSeries {
    notes = List.copyOf(notes);
  }
}
