package io.penstock.csv;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How to read a CSV file, where that is not to be found out from the file.
 *
 * @param timeColumns columns that make up the time, as {@code [date]} or {@code [dteday, hr]};
 *     empty to find one
 * @param noTime whether rows are to be counted, not timed, even if there is a column of times
 * @param timeFormat pattern of {@link java.time.format.DateTimeFormatter}, or {@code epoch-seconds}
 *     or {@code epoch-millis}; empty to find out
 * @param delimiter between cells; empty to find out among comma, semicolon, tab and bar
 * @param decimalComma whether numbers are written as {@code 1,5}; empty to find out
 * @param columns columns of values to read, in this order, each of which must hold numbers; empty
 *     for all that hold numbers
 * @param required columns that must hold numbers if they are there, where {@code columns} is empty:
 *     one that holds text, times or nothing is then an error, not left out
 */
public record CsvOptions(
    List<String> timeColumns,
    boolean noTime,
    Optional<String> timeFormat,
    Optional<Character> delimiter,
    Optional<Boolean> decimalComma,
    List<String> columns,
    List<String> required) {
  /** All is found out. */
  public static final CsvOptions DEFAULT =
      new CsvOptions(
          List.of(), false, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  /** Copies the lists. */
  public CsvOptions {
    timeColumns = List.copyOf(timeColumns);
    columns = List.copyOf(columns);
    required = List.copyOf(required);
    Objects.requireNonNull(timeFormat, "timeFormat");
    Objects.requireNonNull(delimiter, "delimiter");
    Objects.requireNonNull(decimalComma, "decimalComma");
  }

  /** No column is required but those that are named. */
  public CsvOptions(
      List<String> timeColumns,
      boolean noTime,
      Optional<String> timeFormat,
      Optional<Character> delimiter,
      Optional<Boolean> decimalComma,
      List<String> columns) {
    this(timeColumns, noTime, timeFormat, delimiter, decimalComma, columns, List.of());
  }

  /** The same with the time in these columns. */
  public CsvOptions withTimeColumns(List<String> value) {
    return new CsvOptions(value, noTime, timeFormat, delimiter, decimalComma, columns, required);
  }

  /** The same with only these columns of values. */
  public CsvOptions withColumns(List<String> value) {
    return new CsvOptions(
        timeColumns, noTime, timeFormat, delimiter, decimalComma, value, required);
  }

  /** The same with these columns required. */
  public CsvOptions withRequired(List<String> value) {
    return new CsvOptions(timeColumns, noTime, timeFormat, delimiter, decimalComma, columns, value);
  }
}
