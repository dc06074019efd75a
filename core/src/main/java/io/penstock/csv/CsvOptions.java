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
 */
public record CsvOptions(
    List<String> timeColumns,
    boolean noTime,
    Optional<String> timeFormat,
    Optional<Character> delimiter,
    Optional<Boolean> decimalComma,
    List<String> columns) {
  /** All is found out. */
  public static final CsvOptions DEFAULT =
      new CsvOptions(
          List.of(), false, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  /** Copies the lists. */
  public CsvOptions {
    timeColumns = List.copyOf(timeColumns);
    columns = List.copyOf(columns);
    Objects.requireNonNull(timeFormat, "timeFormat");
    Objects.requireNonNull(delimiter, "delimiter");
    Objects.requireNonNull(decimalComma, "decimalComma");
  }

  /** The same with the time in these columns. */
  public CsvOptions withTimeColumns(List<String> value) {
    return new CsvOptions(value, noTime, timeFormat, delimiter, decimalComma, columns);
  }

  /** The same with only these columns of values. */
  public CsvOptions withColumns(List<String> value) {
    return new CsvOptions(timeColumns, noTime, timeFormat, delimiter, decimalComma, value);
  }
}
