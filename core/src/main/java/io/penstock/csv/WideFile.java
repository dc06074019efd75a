package io.penstock.csv;

import io.penstock.error.PenstockException;
import io.penstock.series.AbsentRows;
import io.penstock.series.Frequency;
import io.penstock.series.Layout;
import io.penstock.series.Series;
import io.penstock.series.Source;
import io.penstock.suggestion.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IntSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A file with a row for each series: its id, then its values, oldest first. They are counted, not
 * timed. Empty cells before the first value and after the last are padding; between them values are
 * missing.
 */
final class WideFile implements CsvFile.Reading {
  /** The name of the column of values. */
  static final String VALUE = "value";

  /** The name of the column of ids. */
  static final String ID = "id";

  private final Path file;
  private final Dialect dialect;
  private final List<String> header;
  private final TreeMap<String, float[]> byId = new TreeMap<>();
  private final TreeMap<String, Long> lines = new TreeMap<>();
  private final List<String> empty = new ArrayList<>();

  WideFile(Path file, CsvOptions options, Dialect dialect, List<String> header) {
    this.file = file;
    this.dialect = dialect;
    this.header = header;
    requireColumns(options.columns(), List.of(VALUE, ID));
    requireColumns(options.required(), List.of(VALUE));
    requireColumns(options.categories(), List.of(ID));
  }

  private void requireColumns(List<String> names, List<String> known) {
    for (String name : names) {
      if (!known.contains(name)) {
        throw PenstockException.data(
            "%s is read as a wide file, whose rows are series: its values are the column %s and its first cells the words of "
                + "the column %s. There is no column %s of this kind.",
            file, VALUE, ID, name);
      }
    }
  }

  @Override
  public void add(Row row) {
    if (row.cells() > header.size()) {
      throw PenstockException.data(
          "%s, line %d: %d cells found, at most %d expected as in the header.",
          file, row.line(), row.cells(), header.size());
    }
    String id = row.cell(0);
    if (id.isEmpty()) {
      throw PenstockException.data(
          "%s, line %d: the first cell is empty, but the id of the series is expected there.",
          file, row.line());
    }
    Long before = lines.putIfAbsent(id, row.line());
    if (before != null) {
      throw PenstockException.data(
          "%s, line %d: the series %s is also that of line %d. Give each an id of its own.",
          file, row.line(), Names.shown(id), before);
    }
    float[] values = values(row);
    if (values.length == 0) {
      empty.add(id);
    } else {
      byId.put(id, values);
    }
  }

  private float[] values(Row row) {
    float[] values = new float[row.cells() - 1];
    int first = values.length;
    int end = 0;
    for (int k = 0; k < values.length; k++) {
      int from = row.start(k + 1);
      int to = row.end(k + 1);
      values[k] = Numbers.parse(row.text(), from, to, dialect.decimalMark());
      boolean missing = Float.isNaN(values[k]);
      if (missing ? !MissingValue.is(row.text(), from, to) : Float.isInfinite(values[k])) {
        throw ValueColumn.ofNumbers(header.get(k + 1), k + 1, dialect.decimalMark(), true)
            .unreadable(file, row, dialect);
      }
      if (!missing) {
        first = Math.min(first, k);
        end = k + 1;
      }
    }
    return first < end ? Arrays.copyOfRange(values, first, end) : new float[0];
  }

  @Override
  public CsvSeries finish(TextFile text) {
    if (byId.isEmpty()) {
      throw PenstockException.data("%s holds no series that has a value.", file);
    }
    IntSummaryStatistics sizes =
        byId.values().stream().mapToInt(values -> values.length).summaryStatistics();
    if (2 * sizes.getSum() > Integer.MAX_VALUE - 8) {
      throw PenstockException.data(
          "%s: %d values are more than an array holds. Give fewer series.", file, sizes.getSum());
    }
    List<String> notes = CsvFile.dialectNotes(text, dialect);
    notes.add(
        String.format(
            "%d series, one a row, of %s; values are counted, not timed.",
            byId.size(),
            sizes.getMin() == sizes.getMax()
                ? sizes.getMin() + " values each"
                : sizes.getMin() + " to " + sizes.getMax() + " values"));
    empty.forEach(id -> notes.add("Series " + id + " is left out: it has no value."));
    long missing = byId.values().stream().mapToLong(WideFile::missing).sum();
    if (missing > 0) {
      notes.add(missing + (missing == 1 ? " value is missing." : " values are missing."));
    }
    return new CsvSeries(series((int) sizes.getSum()), notes);
  }

  private static long missing(float[] values) {
    long missing = 0;
    for (float value : values) {
      missing += Float.isNaN(value) ? 1 : 0;
    }
    return missing;
  }

  private Series series(int rows) {
    long[] times = new long[rows];
    float[] matrix = new float[2 * rows];
    int id = 0;
    int row = 0;
    for (Map.Entry<String, float[]> one : byId.entrySet()) {
      for (int k = 0; k < one.getValue().length; k++, row++) {
        times[row] = k;
        matrix[2 * row] = one.getValue()[k];
        matrix[2 * row + 1] = id;
      }
      id++;
    }
    return Series.ofMany(
            file.toString(),
            List.of(VALUE, ID),
            ID,
            List.copyOf(byId.keySet()),
            times,
            matrix,
            Frequency.ROWS)
        .withSource(new Source(List.of(), List.of(), Layout.WIDE, AbsentRows.GAP));
  }
}
