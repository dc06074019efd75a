package io.penstock.csv;

import io.penstock.error.PenstockException;
import io.penstock.frequency.FrequencyDetector;
import io.penstock.series.AbsentRows;
import io.penstock.series.Frequency;
import io.penstock.series.Layout;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.series.Source;
import io.penstock.suggestion.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IntSummaryStatistics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** A file with a row for each point in time, of one series or several. */
final class LongFile implements CsvFile.Reading {
  private static final Set<String> INDEX_NAMES =
      Set.of("instant", "no", "nr", "id", "idx", "index", "row", "rownum", "rownames", "#");

  /** Up to so many columns with missing values are noted one by one. */
  private static final int NOTED_COLUMNS = 20;

  private static final int NOTED_LABELS = 8;

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
  private Optional<ValueColumn> id = Optional.empty();
  private int rows;

  LongFile(Path file, CsvOptions options, Dialect dialect, List<String> header) {
    this.file = file;
    this.options = options;
    this.dialect = dialect;
    this.header = header;
    this.timeColumns = new TimeColumns(file, dialect.sample());
    this.time = timeColumns.find(options);
    chooseColumns();
  }

  private void chooseColumns() {
    for (String name : options.categories()) {
      requireNoTime(require(name));
    }
    int[] ids = options.idColumns().stream().mapToInt(this::require).toArray();
    IntStream.of(ids).forEach(this::requireNoTime);
    if (ids.length > 0) {
      id = Optional.of(ValueColumn.ofWords(idName(), ids));
    }
    if (!options.columns().isEmpty()) {
      List<String> named = new ArrayList<>(options.columns());
      options.categories().stream().filter(name -> !named.contains(name)).forEach(named::add);
      named.stream()
          .filter(name -> !isId(name))
          .forEach(name -> columns.add(column(require(name), true)));
      return;
    }
    for (int cell = 0; cell < header.size(); cell++) {
      String name = header.get(cell);
      if (holdsTimes(cell) && isRequired(name)) {
        requireNoTime(cell);
      }
      boolean partOfId = options.idColumns().contains(name);
      if (!holdsTimes(cell) && !isId(name) && (isRequired(name) || !partOfId)) {
        columns.add(column(cell, isRequired(name) || mostlyNumbers(cell)));
      }
    }
  }

  private int require(String name) {
    int cell = header.indexOf(name);
    if (cell < 0) {
      throw Header.unknown(file, "column", name, header);
    }
    return cell;
  }

  private boolean holdsTimes(int cell) {
    return time.isPresent() && time.get().columns().contains(cell);
  }

  private void requireNoTime(int cell) {
    if (holdsTimes(cell)) {
      throw PenstockException.data(
          "%s, column %s: it holds the times, and cannot be learnt from as well. Name a column of numbers, "
              + "or say with --time where the times are.",
          file, header.get(cell));
    }
  }

  private String idName() {
    return String.join(ValueColumn.BETWEEN, options.idColumns());
  }

  private boolean isId(String name) {
    return id.isPresent() && id.get().name().equals(name);
  }

  private ValueColumn column(int cell, boolean mustBeNumbers) {
    String name = header.get(cell);
    if (options.categories().contains(name)) {
      return ValueColumn.ofWords(name, cell);
    }
    List<String> cells = dialect.sample().present(cell);
    if (!cells.isEmpty() && cells.stream().allMatch(ValueColumn::isTruth)) {
      return ValueColumn.ofTruths(name, cell);
    }
    return ValueColumn.ofNumbers(name, cell, dialect.decimalMark(), mustBeNumbers);
  }

  private boolean isRequired(String column) {
    return options.columns().contains(column)
        || options.required().contains(column)
        || options.categories().contains(column);
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

  @Override
  public void add(Row row) {
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
    id.ifPresent(column -> readId(column, row));
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

  private void readId(ValueColumn column, Row row) {
    int before = column.missing();
    column.read(row);
    if (column.missing() > before) {
      throw PenstockException.data(
          "%s, line %d, column %s: no id says of which series the row is. Give it one, or take the row out.",
          file, row.line(), column.name());
    }
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
    List<String> cells = rowTime.columns().stream().map(row::cell).map(Names::shown).toList();
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

  @Override
  public CsvSeries finish(TextFile text) {
    notes.addAll(CsvFile.dialectNotes(text, dialect));
    long[] settled = time.map(this::settledTimes).orElseGet(() -> new long[0]);
    RowOrder order = order(settled);
    long[] arranged = time.isPresent() ? order.arranged(settled) : countedRows(order);
    Frequency frequency =
        time.isPresent() ? FrequencyDetector.detect(arranged, order.members()) : Frequency.ROWS;
    List<String> leftOut = leaveOut();
    if (columns.isEmpty()) {
      throw noColumns(leftOut);
    }
    List<String> missing = held();
    missing.addAll(missing());
    Series series = series(order, arranged, frequency);
    noteTime(series, order);
    id.ifPresent(column -> notes.add(seriesNote(column, series)));
    notes.addAll(leftOut);
    notes.addAll(missing);
    if (options.absentRows() == AbsentRows.INSERT) {
      return new CsvSeries(withAbsentRows(series), notes);
    }
    return new CsvSeries(series, notes);
  }

  private Series series(RowOrder order, long[] arranged, Frequency frequency) {
    id.ifPresent(columns::add);
    List<String> names = columns.stream().map(ValueColumn::name).toList();
    Map<String, List<String>> labels = new LinkedHashMap<>();
    columns.stream()
        .filter(ValueColumn::holdsWords)
        .forEach(column -> labels.put(column.name(), column.labels()));
    float[] values = values(order.places());
    Series series =
        id.isPresent()
            ? Series.ofMany(
                file.toString(),
                names,
                id.get().name(),
                id.get().labels(),
                arranged,
                values,
                frequency)
            : Series.of(file.toString(), names, arranged, values, frequency);
    List<String> timeNames =
        time.map(found -> found.columns().stream().map(header::get).toList()).orElse(List.of());
    return series
        .withLabels(labels)
        .withSource(new Source(timeNames, options.idColumns(), Layout.LONG, AbsentRows.GAP));
  }

  private Series withAbsentRows(Series series) {
    Series whole = series.withAbsentRows();
    int inserted = whole.rows() - series.rows();
    if (inserted > 0) {
      notes.add(
          String.format(
              "%d absent %s inserted, without values.",
              inserted, inserted == 1 ? "row was" : "rows were"));
    }
    return whole;
  }

  private static String seriesNote(ValueColumn id, Series series) {
    IntSummaryStatistics sizes =
        series.members().stream().mapToInt(member -> member.rows().size()).summaryStatistics();
    String rowsOfEach =
        sizes.getMin() == sizes.getMax()
            ? sizes.getMin() + (sizes.getMin() == 1 ? " row" : " rows")
            : sizes.getMin() + " to " + sizes.getMax() + " rows";
    return series.members().size() == 1
        ? String.format(
            "1 series by column %s, %s, of %s.",
            id.name(), series.members().get(0).id(), rowsOfEach)
        : String.format(
            "%d series, told apart by column %s, of %s each.",
            series.members().size(), id.name(), rowsOfEach);
  }

  /** The rows' order, checked: no time may occur twice in a series. */
  private RowOrder order(long[] settled) {
    Optional<RowOrder> sorted =
        id.map(column -> RowOrder.sorted(column.wordPlaces(), column.labels().size(), settled));
    RowOrder order = sorted.orElseGet(() -> RowOrder.asRead(rows));
    time.ifPresent(
        rowTime ->
            new TimeOrder(file, options, timeColumns, rowTime, names(rowTime), lines)
                .require(order, settled, id.map(ValueColumn::labels).orElse(List.of())));
    return order;
  }

  private static long[] countedRows(RowOrder order) {
    int rows = order.members().get(order.members().size() - 1).to();
    long[] counted = new long[rows];
    for (RowRange member : order.members()) {
      for (int row = member.from(); row < member.to(); row++) {
        counted[row] = row - member.from();
      }
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
    return settled;
  }

  /** Takes out the columns that are of no use as values, and says why. */
  private List<String> leaveOut() {
    List<String> leftOut = new ArrayList<>();
    for (ValueColumn column : texts) {
      leftOut.add(
          String.format(
              "Column %s is left out: it holds text, as \"%s\" in line %d. %s",
              column.name(),
              Names.shown(column.text().orElse("")),
              column.textLine(),
              column
                  .text()
                  .flatMap(dialect::advice)
                  .orElse("To read it as words, name it with --categories.")));
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

  /** What columns that are not of numbers hold. */
  private List<String> held() {
    List<String> held = new ArrayList<>();
    for (ValueColumn column : columns) {
      if (column.holdsTruths()) {
        held.add(String.format("Column %s: TRUE is read as 1 and FALSE as 0.", column.name()));
      } else if (column.holdsWords()) {
        List<String> labels = column.labels();
        String some = String.join(", ", labels.subList(0, Math.min(NOTED_LABELS, labels.size())));
        held.add(
            String.format(
                "Column %s holds %s: %s%s.",
                column.name(),
                labels.size() == 1 ? "1 word" : labels.size() + " words",
                Names.shown(some),
                labels.size() > NOTED_LABELS ? ", …" : ""));
      }
    }
    return held;
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
  private float[] values(int[] places) {
    int count = columns.size();
    if ((long) rows * count > Integer.MAX_VALUE - 8) {
      throw PenstockException.data(
          "%s: %d rows of %d columns are more values than an array holds. Name fewer columns.",
          file, rows, count);
    }
    float[] values = new float[rows * count];
    for (int k = 0; k < count; k++) {
      columns.remove(0).copyTo(values, k, count, places);
    }
    return values;
  }

  private void noteTime(Series series, RowOrder order) {
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
              Times.iso(
                  order.members().stream()
                      .mapToLong(member -> series.time(member.from()))
                      .min()
                      .orElseThrow()),
              Times.iso(
                  order.members().stream()
                      .mapToLong(member -> series.time(member.to() - 1))
                      .max()
                      .orElseThrow())));
      first.add(
          series.frequency().isTimed()
              ? "Frequency: " + series.frequency() + "."
              : "The times follow no regular step, so rows are taken as equally far apart.");
      int gaps = series.segments().size() - series.members().size();
      if (gaps > 0) {
        int before = firstBeforeGap(series);
        long absent = series.absentRows();
        first.add(
            String.format(
                "%d %s, %d %s absent; the first is after line %d, %s.",
                gaps,
                gaps == 1 ? "gap" : "gaps",
                absent,
                absent == 1 ? "row" : "rows",
                lines.of(order.fileRow(before)),
                Times.iso(series.time(before))));
      }
    }
    notes.addAll(0, first);
  }

  private static int firstBeforeGap(Series series) {
    return series.segments().stream()
        .mapToInt(segment -> segment.to() - 1)
        .filter(last -> last + 1 < series.members().get(series.memberAt(last)).rows().to())
        .findFirst()
        .orElseThrow();
  }
}
