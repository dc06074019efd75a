package io.penstock.csv;

import io.penstock.csv.RowTime.Part;
import io.penstock.error.PenstockException;
import io.penstock.suggestion.Names;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Finds the columns that tell the time, by their names and by what the beginning of the file holds.
 */
final class TimeColumns {
  /** Names that say it outright, the most telling first. */
  private static final List<String> TIMES =
      List.of(
          "timestamp",
          "datetime",
          "date_time",
          "date",
          "time",
          "ds",
          "ts",
          "dt",
          "dteday",
          "epoch");

  /** Words in or at the end of a name that hint at it. */
  private static final List<String> HINTS =
      List.of("date", "time", "timestamp", "day", "month", "week", "quarter", "year", "period");

  private static final Map<Part, Set<String>> PART_NAMES =
      Map.of(
          Part.YEAR, Set.of("year", "yr", "yyyy"),
          Part.MONTH, Set.of("month", "mnth", "mon", "mo"),
          Part.DAY, Set.of("day", "dd", "mday", "dom", "day_of_month"),
          Part.HOUR, Set.of("hour", "hr", "hh", "h", "hours"),
          Part.MINUTE, Set.of("minute", "min", "minutes"),
          Part.SECOND, Set.of("second", "sec", "seconds"));

  private static final Set<String> CLOCK_NAMES =
      Set.of("time", "clock", "hour", "hours", "time_of_day");

  private static final List<Supplier<TimeForm>> FORMS =
      List.of(
          () -> new CalendarForm(CalendarForm.Order.YEAR_FIRST, '-'),
          () -> new CalendarForm(CalendarForm.Order.YEAR_FIRST, '/'),
          () -> new CalendarForm(CalendarForm.Order.YEAR_FIRST, '.'),
          () -> new CalendarForm(CalendarForm.Order.DAY_FIRST, '.'),
          () -> new CalendarForm(CalendarForm.Order.UNDECIDED, '/'),
          () -> new CalendarForm(CalendarForm.Order.UNDECIDED, '-'),
          QuarterForm::new,
          () -> new CompactForm(8),
          () -> new CompactForm(14),
          () -> new CompactForm(12),
          () -> new CompactForm(10),
          () -> new EpochForm(false, true),
          () -> new EpochForm(true, true),
          () -> new CompactForm(6));

  private final Path file;
  private final Sample sample;

  TimeColumns(Path file, Sample sample) {
    this.file = file;
    this.sample = sample;
  }

  /** The time as the options say; empty if there is none. */
  Optional<RowTime> find(CsvOptions options) {
    if (options.noTime()) {
      return Optional.empty();
    }
    List<Integer> named = options.timeColumns().stream().map(this::require).toList();
    Optional<TimeForm> stated = options.timeFormat().map(TimeColumns::stated);
    if (stated.isPresent() && !named.isEmpty()) {
      return Optional.of(withForm(named, stated.get()));
    }
    if (stated.isPresent()) {
      return Optional.of(withForm(List.of(columnOf(stated.get())), stated.get()));
    }
    if (named.size() > 1) {
      return Optional.of(parts(named));
    }
    if (named.size() == 1) {
      return Optional.of(single(named.get(0)));
    }
    return byItself(!options.idColumns().isEmpty());
  }

  private static TimeForm stated(String format) {
    return switch (format) {
      case "epoch-seconds" -> new EpochForm(false, false);
      case "epoch-millis" -> new EpochForm(true, false);
      default -> new PatternForm(format);
    };
  }

  private static RowTime withForm(List<Integer> columns, TimeForm form) {
    return columns.size() == 1
        ? new RowTime.Single(columns.get(0), form)
        : new RowTime.Joined(columns, form);
  }

  private int require(String name) {
    int column = sample.header().indexOf(name);
    if (column < 0) {
      throw Header.unknown(file, "time column", name, sample.header());
    }
    return column;
  }

  /**
   * The first column, by the order of telling names, whose first cell is written in the form that
   * the user states.
   */
  private int columnOf(TimeForm form) {
    List<Integer> candidates = new ArrayList<>(byName());
    for (int column = 0; column < sample.header().size(); column++) {
      candidates.add(column);
    }
    for (int column : candidates) {
      int row = sample.firstPresent(column);
      if (row >= 0 && reads(form, sample.rows().get(row).get(column))) {
        return column;
      }
    }
    throw PenstockException.data(
        "%s: no column holds times written as %s. Name the column with --time, or correct --time-format. The columns are %s.",
        file, form.pattern(), String.join(", ", sample.header()));
  }

  /** The one column that the user names. */
  private RowTime single(int column) {
    int row = sample.firstPresent(column);
    if (row < 0) {
      throw PenstockException.data(
          "%s: the time column %s is empty in all of the first %d rows. Name another with --time.",
          file, sample.header().get(column), sample.rows().size());
    }
    Optional<TimeForm> form = form(column, true);
    if (form.isEmpty()) {
      form = yearForm(column);
    }
    return new RowTime.Single(column, form.orElseThrow(() -> unreadable(column, row)));
  }

  private PenstockException unreadable(int column, int row) {
    return PenstockException.data(
        "%s, line %d, column %s: \"%s\" is no time in a form that is found out by itself, such as 2024-01-31, 2024-01-31 13:30:00, "
            + "31.01.2024, 2024-01, 20240131 or seconds since 1970. State the form with --time-format, as --time-format \"d MMM yyyy\".",
        file,
        sample.lines().get(row),
        sample.header().get(column),
        Names.shown(sample.rows().get(row).get(column)));
  }

  /**
   * @param several whether years may begin anew, with another series
   */
  private Optional<RowTime> byItself(boolean several) {
    List<Integer> named = byName();
    for (int column : named) {
      Optional<TimeForm> form = form(column, true);
      if (form.isPresent()) {
        return Optional.of(withClock(column, form.get()));
      }
    }
    for (int column = 0; column < sample.header().size(); column++) {
      Optional<TimeForm> form = form(column, false);
      if (form.isPresent()) {
        return Optional.of(withClock(column, form.get()));
      }
    }
    Optional<RowTime> calendar = calendarParts();
    if (calendar.isPresent()) {
      return calendar;
    }
    for (int column : named) {
      Optional<TimeForm> form = yearForm(column).filter(year -> several || increases(year, column));
      if (form.isPresent()) {
        return Optional.of(new RowTime.Single(column, form.get()));
      }
    }
    for (int column : named) {
      String name = name(column);
      int row = sample.firstPresent(column);
      boolean outright = name.startsWith("date") || name.equals("timestamp");
      if (outright && row >= 0 && !isNumber(sample.rows().get(row).get(column))) {
        throw unreadable(column, row);
      }
    }
    return Optional.empty();
  }

  /** Columns whose names speak of time, the most telling first. */
  private List<Integer> byName() {
    List<Integer> columns = new ArrayList<>();
    for (String time : TIMES) {
      for (int column = 0; column < sample.header().size(); column++) {
        if (name(column).equals(time)) {
          columns.add(column);
        }
      }
    }
    for (int column = 0; column < sample.header().size(); column++) {
      if (!columns.contains(column) && hints(name(column))) {
        columns.add(column);
      }
    }
    return columns;
  }

  private static boolean hints(String name) {
    List<String> words = List.of(name.split("[^a-z]+"));
    return HINTS.stream().anyMatch(hint -> name.endsWith(hint) || words.contains(hint));
  }

  private String name(int column) {
    return sample.header().get(column).toLowerCase(Locale.ROOT).replace(' ', '_');
  }

  /**
   * The form that most of a column's cells are written in.
   *
   * @param named whether the column's name speaks of time: then numbers may be times, and half of
   *     the cells are enough, so that a damaged cell is an error and not a column of text
   */
  private Optional<TimeForm> form(int column, boolean named) {
    List<String> cells = sample.present(column);
    TimeForm best = null;
    long most = 0;
    for (Supplier<TimeForm> supplier : FORMS) {
      TimeForm form = supplier.get();
      if (!named && form.isNumeric()) {
        continue;
      }
      long read = cells.stream().filter(cell -> reads(form, cell)).count();
      if (read > most) {
        most = read;
        best = supplier.get();
      }
    }
    boolean enough = named ? 2 * most >= cells.size() : most == cells.size();
    return most > 0 && enough ? Optional.ofNullable(best) : Optional.empty();
  }

  private Optional<TimeForm> yearForm(int column) {
    TimeForm form = new CompactForm(4);
    List<String> cells = sample.present(column);
    return !cells.isEmpty() && cells.stream().allMatch(cell -> reads(form, cell))
        ? Optional.of(form)
        : Optional.empty();
  }

  private boolean increases(TimeForm form, int column) {
    long before = Long.MIN_VALUE;
    for (String cell : sample.present(column)) {
      long time = form.read(cell.toCharArray(), 0, cell.length());
      if (time <= before) {
        return false;
      }
      before = time;
    }
    return true;
  }

  private static boolean reads(TimeForm form, String cell) {
    return form.read(cell.toCharArray(), 0, cell.length()) != TimeForm.NONE;
  }

  /**
   * The date with the time of day of another column, if there is one beside it that holds nothing
   * else.
   */
  private RowTime withClock(int column, TimeForm form) {
    boolean clockWithin = sample.present(column).stream().anyMatch(cell -> cell.indexOf(':') >= 0);
    boolean numberWithClock = form.isNumeric() && form.hasClock();
    if (!clockWithin && !numberWithClock) {
      for (int other = 0; other < sample.header().size(); other++) {
        if (other != column && CLOCK_NAMES.contains(name(other)) && isClock(other)) {
          return parts(List.of(column, other));
        }
      }
    }
    return new RowTime.Single(column, form);
  }

  private boolean isClock(int column) {
    List<String> cells = sample.present(column);
    Clock clock = new Clock();
    return !cells.isEmpty()
        && cells.stream()
            .allMatch(
                cell ->
                    clock.read(new Scan(cell.toCharArray(), 0, cell.length()))
                        > TimeForm.OTHER_OFFSET);
  }

  /**
   * Year and month, and day, hour, minute and second as far as there are columns of these names.
   */
  private Optional<RowTime> calendarParts() {
    List<Integer> columns = new ArrayList<>();
    for (Part part :
        List.of(Part.YEAR, Part.MONTH, Part.DAY, Part.HOUR, Part.MINUTE, Part.SECOND)) {
      Optional<Integer> column = columnNamed(part);
      if (column.isEmpty()) {
        break;
      }
      columns.add(column.get());
    }
    if (columns.size() < 2 || yearForm(columns.get(0)).isEmpty()) {
      return Optional.empty();
    }
    for (int column : columns.subList(1, columns.size())) {
      if (!sample.present(column).stream().allMatch(TimeColumns::isNumber)) {
        return Optional.empty();
      }
    }
    return Optional.of(parts(columns));
  }

  private Optional<Integer> columnNamed(Part part) {
    for (int column = 0; column < sample.header().size(); column++) {
      if (PART_NAMES.get(part).contains(name(column))) {
        return Optional.of(column);
      }
    }
    return Optional.empty();
  }

  private static boolean isNumber(String cell) {
    return !Float.isNaN(Numbers.parse(cell.toCharArray(), 0, cell.length(), '.'));
  }

  /** Several columns together, each by its name and what it holds. */
  private RowTime parts(List<Integer> columns) {
    Map<Part, Integer> columnOf = new EnumMap<>(Part.class);
    Optional<TimeForm> date = Optional.empty();
    for (int column : columns) {
      Optional<TimeForm> form = form(column, true);
      Optional<Part> byName = partNamed(column);
      boolean numbers = sample.present(column).stream().allMatch(TimeColumns::isNumber);
      Part part;
      if (byName.isPresent() && numbers) {
        part = byName.get();
      } else if (form.isPresent()) {
        part = Part.DATE;
        date = form;
      } else if (isClock(column)) {
        part = Part.CLOCK;
      } else if (numbers && columnOf.containsKey(Part.DATE)) {
        part = Part.HOUR;
      } else {
        throw PenstockException.data(
            "%s: column %s holds \"%s\", which is neither a date nor a time of day. Columns that make up the time are a date with "
                + "an hour or a time of day, or numbers named year, month, day, hour, minute, second; for other forms state --time-format.",
            file, sample.header().get(column), Names.shown(firstCell(column)));
      }
      if (columnOf.putIfAbsent(part, column) != null) {
        throw PenstockException.config(
            "%s: the columns %s and %s both tell the %s of the time. Name one of them with --time.",
            file,
            sample.header().get(columnOf.get(part)),
            sample.header().get(column),
            part.name().toLowerCase(Locale.ROOT));
      }
    }
    requireWhole(columns, columnOf);
    return new RowTime.Parts(columns, columnOf, date);
  }

  private void requireWhole(List<Integer> columns, Map<Part, Integer> columnOf) {
    boolean date = columnOf.containsKey(Part.DATE);
    boolean year = columnOf.containsKey(Part.YEAR);
    boolean month = columnOf.containsKey(Part.MONTH);
    boolean day = columnOf.containsKey(Part.DAY);
    boolean ofDay = columnOf.containsKey(Part.CLOCK) || columnOf.containsKey(Part.HOUR);
    boolean whole = date ? !year && !month && !day : year && (month || !day) && (day || !ofDay);
    boolean clockWhole =
        columnOf.containsKey(Part.CLOCK)
            ? !columnOf.containsKey(Part.HOUR) && !columnOf.containsKey(Part.MINUTE)
            : (columnOf.containsKey(Part.HOUR) || !columnOf.containsKey(Part.MINUTE))
                && (columnOf.containsKey(Part.MINUTE) || !columnOf.containsKey(Part.SECOND));
    if (!whole || !clockWhole) {
      throw PenstockException.config(
          "%s: the columns %s tell %s, which does not make up a time. Name a date and its hour or time of day with --time, or year, month, "
              + "day and so on without a step left out.",
          file,
          String.join(", ", columns.stream().map(sample.header()::get).toList()),
          columnOf.keySet().toString().toLowerCase(Locale.ROOT));
    }
  }

  private Optional<Part> partNamed(int column) {
    return PART_NAMES.entrySet().stream()
        .filter(part -> part.getValue().contains(name(column)))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private String firstCell(int column) {
    int row = sample.firstPresent(column);
    return row < 0 ? "" : sample.rows().get(row).get(column);
  }

  /**
   * A column beside the date that looks like the hour or the time of day, to be named in advice.
   */
  Optional<String> hourBeside(List<Integer> time) {
    for (int column = 0; column < sample.header().size(); column++) {
      if (time.contains(column)) {
        continue;
      }
      boolean hour = PART_NAMES.get(Part.HOUR).contains(name(column)) && within(column, 23);
      if (hour || isClock(column)) {
        return Optional.of(sample.header().get(column));
      }
    }
    return Optional.empty();
  }

  private boolean within(int column, int most) {
    return sample.present(column).stream()
        .mapToDouble(cell -> Numbers.parse(cell.toCharArray(), 0, cell.length(), '.'))
        .allMatch(number -> number >= 0 && number <= most && number == Math.rint(number));
  }

  /**
   * A column beside the time that looks like the id of several series, to be named in advice: with
   * it no time occurs twice in the beginning of the file, an id has two rows or more on average,
   * and of all pairs of a time and an id at least half have a row.
   */
  Optional<String> idBeside(CsvOptions options) {
    Optional<RowTime> found = find(options);
    if (found.isEmpty()) {
      return Optional.empty();
    }
    long[] times = new long[sample.rows().size()];
    Set<Long> distinct = new HashSet<>();
    for (int row = 0; row < times.length; row++) {
      times[row] = found.get().read(row(sample.rows().get(row)));
      distinct.add(times[row]);
    }
    for (int column = 0; column < sample.header().size(); column++) {
      if (!found.get().columns().contains(column) && tellsApart(column, times, distinct.size())) {
        return Optional.of(sample.header().get(column));
      }
    }
    return Optional.empty();
  }

  private static Row row(List<String> cells) {
    Row row = new Row();
    row.begin(0);
    cells.forEach(cell -> row.add(cell.toCharArray(), 0, cell.length()));
    return row;
  }

  private boolean tellsApart(int column, long[] times, int distinctTimes) {
    Set<String> ids = new HashSet<>();
    Set<String> pairs = new HashSet<>();
    for (int row = 0; row < times.length; row++) {
      String id = sample.rows().get(row).get(column);
      ids.add(id);
      if (MissingValue.is(id) || !pairs.add(times[row] + " " + id)) {
        return false;
      }
    }
    return ids.size() > 1
        && 2 * ids.size() <= times.length
        && (long) ids.size() * distinctTimes <= 2L * times.length;
  }
}
