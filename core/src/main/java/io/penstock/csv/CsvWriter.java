package io.penstock.csv;

import io.penstock.error.PenstockException;
import io.penstock.files.FileInPlace;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/**
 * Writes series as CSV files that {@link CsvReader} reads back equal: UTF-8, commas, lines that end
 * with a line feed, times in ISO 8601, numbers with as few digits as make the same float. Equal
 * series give equal bytes on every machine and JDK.
 */
public final class CsvWriter {
  private static final String TIME = "time";

  private CsvWriter() {}

  /**
   * Writes a file: beside its place first and then moved there, so that no partial file is left.
   *
   * @param series to be written
   * @param file where it goes
   * @throws PenstockException with code ENVIRONMENT if it cannot be written
   */
  public static void write(Series series, Path file) {
    StringBuilder text = new StringBuilder();
    write(series, text);
    FileInPlace.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Writes the text of a file. The times come first, under the name of the column that they were
   * read from or else {@code time}; a series whose rows are counted has no such column. Words are
   * written as such. A missing value is an empty cell.
   *
   * @param series to be written
   * @param to where the text goes
   * @throws UncheckedIOException if {@code to} throws
   */
  public static void write(Series series, Appendable to) {
    try {
      boolean timed = series.frequency().isTimed() || !series.timeColumns().isEmpty();
      StringBuilder line = new StringBuilder();
      if (timed) {
        appendName(line, timeName(series));
      }
      for (String column : series.columns()) {
        line.append(line.isEmpty() ? "" : ",");
        appendName(line, column);
      }
      to.append(line.append('\n'));
      Precision precision = Precision.of(series);
      for (int row = 0; row < series.rows(); row++) {
        line.setLength(0);
        if (timed) {
          line.append(precision.text(series.time(row)));
        }
        appendValues(line, series, row, timed);
        to.append(line.append('\n'));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String timeName(Series series) {
    String name = series.timeColumns().size() == 1 ? series.timeColumns().get(0) : TIME;
    if (series.indexOf(name) >= 0) {
      throw PenstockException.data(
          "%s cannot be written: its times would be a second column %s. Rename the column.",
          series.name(), name);
    }
    return name;
  }

  private static void appendValues(StringBuilder line, Series series, int row, boolean timed) {
    int columns = series.columns().size();
    for (int column = 0; column < columns; column++) {
      if (timed || column > 0) {
        line.append(',');
      }
      float value = series.value(row, column);
      List<String> labels = series.labels(series.columns().get(column));
      if (!Float.isNaN(value) && !labels.isEmpty()) {
        appendName(line, labels.get((int) value));
      } else if (!Float.isNaN(value)) {
        Numbers.append(line, value);
      } else if (columns == 1 && !timed) {
        // An empty line would be no row.
        line.append("NA");
      }
    }
  }

  private static void appendName(StringBuilder line, String name) {
    boolean quoted = name.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    line.append(quoted ? '"' + name.replace("\"", "\"\"") + '"' : name);
  }

  /** How much of a time a series needs. */
  private enum Precision {
    DATE,
    SECONDS,
    MILLISECONDS;

    static Precision of(Series series) {
      Precision needed = isDaily(series.frequency()) ? DATE : SECONDS;
      for (int row = 0; row < series.rows(); row++) {
        long time = series.time(row);
        if (Math.floorMod(time, 1_000) != 0) {
          return MILLISECONDS;
        }
        needed = Math.floorMod(time, 86_400_000L) == 0 ? needed : SECONDS;
      }
      return needed;
    }

    private static boolean isDaily(Frequency frequency) {
      return frequency.step().compareTo(TimeStep.DAY) >= 0 || !frequency.isTimed();
    }

    String text(long time) {
      return switch (this) {
        case DATE -> Times.date(time);
        case SECONDS -> Times.clock(time, false);
        case MILLISECONDS -> Times.clock(time, true);
      };
    }
  }
}
