package io.penstock.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.frequency.FrequencyDetector;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file while it is read. */
final class CsvFile {
  private static final Set<String> INDEX_NAMES =
      Set.of("instant", "no", "nr", "id", "idx", "index", "row", "rownum", "rownames", "#");

  private static final Pattern PARSER_LINE = Pattern.compile("line (\\d+)");

  /** Up to so many columns with missing values are noted one by one. */
  private static final int NOTED_COLUMNS = 20;

  private final Path file;
  private final CsvOptions options;
  private final Dialect dialect;
  private final TimeColumns timeColumns;
  private final Optional<RowTime> time;
  private final List<String> header;
  private final List<ValueColumn> columns = new ArrayList<>();
  private final List<ValueColumn> texts = new ArrayList<>();
  private final GrowingFloats.Longs times = new GrowingFloats.Longs();
  private final LineNumbers lines = new LineNumbers();
  private final List<String> notes = new ArrayList<>();
  private int rows;

  private CsvFile(Path file, CsvOptions options, Dialect dialect, List<String> header) {
    this.file = file;
    this.options = options;
    this.dialect = dialect;
    this.header = header;
    this.timeColumns = new TimeColumns(file, dialect.sample());
    this.time = timeColumns.find(options);
    chooseColumns();
  }

  static CsvSeries read(Path file, TextFile text, CsvOptions options) throws IOException {
    Dialect dialect = Dialect.detect(file, text.reader(), options);
    Rows parsed = Rows.of(text.reader(), dialect.delimiter());
    Iterator<Row> rows = parsed.iterator();
    long line = 1;
    try {
      if (!rows.hasNext()) {
        throw PenstockException.data("%s is empty. A header line and rows are expected.", file);
      }
      Row first = rows.next();
      List<String> header = new ArrayList<>();
      for (int cell = 0; cell < first.cells(); cell++) {
        header.add(first.cell(cell));
      }
      line = first.line();
      Header.require(file, header, line, dialect.decimalMark());
      if (!rows.hasNext()) {
        throw PenstockException.data(
            "%s holds a header and no rows. At least one row of values is expected after line %d.",
            file, line);
      }
      CsvFile reading = new CsvFile(file, options, dialect, header);
      while (rows.hasNext()) {
        Row row = rows.next();
        line = row.line();
        reading.add(row);
      }
      return reading.finish(text);
    } catch (CsvParseException e) {
      if (e.getCause() instanceof IOException) {
        throw e;
      }
      throw misquoted(file, line, e);
    }
  }

  /**
   * The parser says in its message where the row begins; without that, the last row that was read
   * is a hint.
   */
  private static PenstockException misquoted(Path file, long lastLine, CsvParseException e) {
    Matcher place = PARSER_LINE.matcher(String.valueOf(e.getMessage()));
    String where =
        place.find() ? "in the row from line " + place.group(1) : "after line " + lastLine;
    return new PenstockException(
        ErrorCode.DATA,
        String.format(
            "%s: a quote is out of place %s. A quoted cell ends with a quote and a delimiter or the line's end; a quote "
                + "within it is written twice.",
            file, where),
        e);
  }

  private void chooseColumns() {
    if (!options.columns().isEmpty()) {
      for (String name : options.columns()) {
        int cell = header.indexOf(name);
        if (cell < 0) {
          throw Header.unknown(file, "column", name, header);
        }
        columns.add(new ValueColumn(name, cell, dialect.decimalMark(), true));
      }
      return;
    }
    for (int cell = 0; cell < header.size(); cell++) {
      boolean required = isRequired(header.get(cell));
      boolean holdsTimes = time.isPresent() && time.get().columns().contains(cell);
      if (holdsTimes && required) {
        throw PenstockException.data(
            "%s, column %s: it holds the times, and cannot be learnt from as well. Name a column of numbers, "
                + "or say with --time where the times are.",
            file, header.get(cell));
      }
      if (!holdsTimes) {
        columns.add(
            new ValueColumn(
                header.get(cell), cell, dialect.decimalMark(), required || mostlyNumbers(cell)));
      }
    }
  }

  private boolean isRequired(String column) {
    return options.columns().contains(column) || options.required().contains(column);
  }

  /** Whether a cell of the column that is no number is damaged, and not a word among words. */
  private boolean mostlyNumbers(int column) {
    List<String> cells = dialect.sample().present(column);
    long numbers = cells.stream().filter(this::isNumber).count();
    return numbers > 0 && 2 * numbers >= cells.size();
  }

  private boolean isNumber(String cell) {
    return !Float.isNaN(Numbers.parse(cell.toCharArray(), 0, cell.length(), dialect.decimalMark()));
  }

  private void add(Row row) {
    if (row.cells() != header.size()) {
      throw ragged(row);
    }
    lines.add(rows, row.line());
    if (time.isPresent()) {
      long at = time.get().read(row);
      if (at <= TimeForm.OTHER_OFFSET) {
        throw unreadableTime(row, at);
      }
      times.add(at);
    }
    boolean anyText = false;
    for (int i = 0; i < columns.size(); i++) {
      ValueColumn column = columns.get(i);
      if (!column.read(row)) {
        throw column.unreadable(file, row, dialect);
      }
      anyText |= column.text().isPresent();
    }
    if (anyText) {
      columns.stream().filter(column -> column.text().isPresent()).forEach(texts::add);
      columns.removeIf(column -> column.text().isPresent());
    }
    rows++;
  }

  private PenstockException ragged(Row row) {
    String cause =
        row.cells() > header.size()
            ? "a cell that holds the delimiter must be in quotes"
            : "a cell may be missing, or a line broken";
    return PenstockException.data(
        "%s, line %d: %d %s found, %d expected as in the header, between %s. Correct the row: %s.",
        file,
        row.line(),
        row.cells(),
        row.cells() == 1 ? "cell" : "cells",
        header.size(),
        delimiterName(),
        cause);
  }

  private String delimiterName() {
    return switch (dialect.delimiter()) {
      case ',' -> "commas";
      case ';' -> "semicolons";
      case '\t' -> "tabs";
      case '|' -> "bars";
      default -> "'" + dialect.delimiter() + "'";
    };
  }

  private PenstockException unreadableTime(Row row, long result) {
    if (row.start(0) == row.end(row.cells() - 1)) {
      return PenstockException.data(
          "%s, line %d: all cells of the row are empty. Take the row out.", file, row.line());
    }
    RowTime rowTime = time.orElseThrow();
    String names = names(rowTime);
    List<String> cells = rowTime.columns().stream().map(row::cell).map(Header::shown).toList();
    String found = String.join(", ", cells);
    if (result == TimeForm.OTHER_OFFSET) {
      return PenstockException.data(
          "%s, line %d, column %s: \"%s\" has another offset from UTC than the rows before it, which are %s. "
              + "Write all times with one offset, best in UTC.",
          file, row.line(), names, found, rowTime.pattern());
    }
    return PenstockException.data(
        "%s, line %d, column %s: \"%s\" is no time as %s. Correct the cell, or state the form of all with --time-format.",
        file, row.line(), names, found, rowTime.pattern());
  }

  private String names(RowTime rowTime) {
    return String.join(", ", rowTime.columns().stream().map(header::get).toList());
  }

  private CsvSeries finish(TextFile text) {
    if (!text.charset().name().equals("UTF-8")) {
      notes.add("The file is " + text.charset().name() + ".");
    }
    if (dialect.decimalMark() == ',') {
      notes.add("Numbers are written with a decimal comma.");
    }
    long[] settled = time.map(this::settledTimes).orElseGet(this::countedRows);
    Frequency frequency = time.isPresent() ? FrequencyDetector.detect(settled) : Frequency.ROWS;
    List<String> leftOut = leaveOut();
    if (columns.isEmpty()) {
      throw noColumns(leftOut);
    }
    List<String> missing = missing();
    List<String> names = columns.stream().map(ValueColumn::name).toList();
    Series series = Series.of(file.toString(), names, settled, values(), frequency);
    if (time.isPresent()) {
      series = series.withTimeColumns(time.get().columns().stream().map(header::get).toList());
    }
    noteTime(series);
    notes.addAll(leftOut);
    notes.addAll(missing);
    return new CsvSeries(series, notes);
  }

  private long[] countedRows() {
    long[] counted = new long[rows];
    for (int row = 0; row < rows; row++) {
      counted[row] = row;
    }
    return counted;
  }

  private long[] settledTimes(RowTime rowTime) {
    long[] settled = times.drain();
    if (!rowTime.settle(settled)) {
      String[] patterns = rowTime.pattern().split(" or ");
      throw PenstockException.data(
          "%s, column %s: no number is above 12, so that days and months cannot be told apart. State which comes first: "
              + "--time-format \"%s\" or --time-format \"%s\".",
          file, names(rowTime), patterns[0], patterns[patterns.length - 1]);
    }
    for (int row = 1; row < settled.length; row++) {
      if (settled[row] == settled[row - 1]) {
        throw repeated(rowTime, settled, row);
      }
      if (settled[row] < settled[row - 1]) {
        throw unsorted(rowTime, settled, row);
      }
    }
    return settled;
  }

  private PenstockException repeated(RowTime rowTime, long[] settled, int row) {
    String advice;
    Optional<String> hour = timeColumns.hourBeside(rowTime);
    if (hour.isPresent()) {
      advice =
          String.format(
              "The time of day is in column %s: name both, as --time \"%s,%s\".",
              hour.get(), names(rowTime).replace(", ", ","), hour.get());
    } else if (Math.floorMod(settled[row], 86_400_000L) == 0) {
      advice = "If the file holds several series, keep one; if it holds a row twice, remove one.";
    } else {
      advice =
          "If the file holds several series, keep one. If the hour at the end of daylight saving time occurs twice, write the "
              + "times in UTC.";
    }
    return PenstockException.data(
        "%s, line %d, column %s: the time %s is also that of line %d, and each may occur once. %s",
        file, lines.of(row), names(rowTime), Times.iso(settled[row]), lines.of(row - 1), advice);
  }

  private PenstockException unsorted(RowTime rowTime, long[] settled, int row) {
    return PenstockException.data(
        "%s, line %d, column %s: the time %s comes before that of line %d, %s. %s",
        file,
        lines.of(row),
        names(rowTime),
        Times.iso(settled[row]),
        lines.of(row - 1),
        Times.iso(settled[row - 1]),
        isDescending(settled)
            ? "The file begins with the newest row: turn the order of its rows round."
            : "Sort the rows by time; if the file holds several series one below the other, keep one.");
  }

  private static boolean isDescending(long[] settled) {
    for (int row = 1; row < settled.length; row++) {
      if (settled[row] >= settled[row - 1]) {
        return false;
      }
    }
    return true;
  }

  /** Takes out the columns that are of no use as values, and says why. */
  private List<String> leaveOut() {
    List<String> leftOut = new ArrayList<>();
    for (ValueColumn column : texts) {
      leftOut.add(
          String.format(
              "Column %s is left out: it holds text, as \"%s\" in line %d.%s",
              column.name(),
              Header.shown(column.text().orElse("")),
              column.textLine(),
              column.text().flatMap(dialect::advice).map(advice -> " " + advice).orElse("")));
    }
    for (ValueColumn column : List.copyOf(columns)) {
      boolean required = isRequired(column.name());
      if (column.isEmpty()) {
        if (required) {
          throw PenstockException.data(
              "%s, column %s: no row holds a value. Name a column that holds numbers.",
              file, column.name());
        }
        leftOut.add(String.format("Column %s is left out: no row holds a value.", column.name()));
        columns.remove(column);
      } else if (!required && column.countsRows() && isIndexName(column.name())) {
        leftOut.add(String.format("Column %s is left out: it counts the rows.", column.name()));
        columns.remove(column);
      }
    }
    return leftOut;
  }

  private static boolean isIndexName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return INDEX_NAMES.contains(lower) || lower.startsWith("unnamed");
  }

  private PenstockException noColumns(List<String> leftOut) {
    return PenstockException.data(
        "%s holds no column of numbers to learn from.%s%s%s",
        file,
        time.map(rowTime -> " The time is in " + names(rowTime) + ".").orElse(""),
        leftOut.isEmpty() ? "" : " " + String.join(" ", leftOut),
        header.size() == 1
            ? " If its cells are not between "
                + delimiterName()
                + ", state the delimiter with --delimiter."
            : "");
  }

  private List<String> missing() {
    List<String> missing = new ArrayList<>();
    List<ValueColumn> incomplete = columns.stream().filter(column -> column.missing() > 0).toList();
    if (incomplete.size() > NOTED_COLUMNS) {
      long values = incomplete.stream().mapToLong(ValueColumn::missing).sum();
      return List.of(
          String.format(
              "%d values are missing, in %d columns from %s to %s.",
              values,
              incomplete.size(),
              incomplete.get(0).name(),
              incomplete.get(incomplete.size() - 1).name()));
    }
    for (ValueColumn column : incomplete) {
      missing.add(
          String.format(
              "Column %s: %d of %d values are missing.", column.name(), column.missing(), rows));
    }
    return missing;
  }

  /** All values, [row, column]; each column is let go as soon as it is copied. */
  private float[] values() {
    int count = columns.size();
    if ((long) rows * count > Integer.MAX_VALUE - 8) {
      throw PenstockException.data(
          "%s: %d rows of %d columns are more values than an array holds. Name fewer columns.",
          file, rows, count);
    }
    float[] values = new float[rows * count];
    for (int k = 0; k < count; k++) {
      columns.remove(0).copyTo(values, k, count);
    }
    return values;
  }

  private void noteTime(Series series) {
    List<String> first = new ArrayList<>();
    if (time.isEmpty()) {
      first.add(
          options.noTime()
              ? "Rows are counted, not timed."
              : "No column of times was found, so rows are counted. If there is one, name it with --time.");
    } else {
      RowTime rowTime = time.get();
      first.add(
          String.format(
              "Time: %s, written as %s, from %s to %s.",
              names(rowTime),
              rowTime.pattern(),
              Times.iso(series.time(0)),
              Times.iso(series.time(rows - 1))));
      first.add(
          series.frequency().isTimed()
              ? "Frequency: " + series.frequency() + "."
              : "The times follow no regular step, so rows are taken as equally far apart.");
      int gaps = series.segments().size() - 1;
      if (gaps > 0) {
        int before = series.segments().get(0).to() - 1;
        long absent = series.absentRows();
        first.add(
            String.format(
                "%d %s, %d %s absent; the first is after line %d, %s.",
                gaps,
                gaps == 1 ? "gap" : "gaps",
                absent,
                absent == 1 ? "row" : "rows",
                lines.of(before),
                Times.iso(series.time(before))));
      }
    }
    notes.addAll(0, first);
  }
}
