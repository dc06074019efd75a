package io.penstock.csv;

import io.penstock.model.ModelDescription;
import io.penstock.series.AbsentRows;
import io.penstock.series.Layout;
import io.penstock.series.Source;
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
 * @param categories columns to read as words, beside those of numbers
 * @param idColumns columns that together tell the series apart which the file holds; empty for one
 *     series
 * @param layout whether a row is a point in time or a whole series; a wide file has the columns
 *     {@code value} and {@code id} and no times
 * @param absentRows what becomes of rows that a regular series lacks
 * @param classes of a file of sequences, the labels that are known; a file of which no line begins
 *     with one of them has no labels. Empty to take whatever a line begins with as its label
 */
public record CsvOptions(
    List<String> timeColumns,
    boolean noTime,
    Optional<String> timeFormat,
    Optional<Character> delimiter,
    Optional<Boolean> decimalComma,
    List<String> columns,
    List<String> required,
    List<String> categories,
    List<String> idColumns,
    Layout layout,
    AbsentRows absentRows,
    List<String> classes) {
  /** All is found out. */
  public static final CsvOptions DEFAULT =
      new CsvOptions(
          List.of(), false, Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  /** Copies the lists. */
  public CsvOptions {
    timeColumns = List.copyOf(timeColumns);
    columns = List.copyOf(columns);
    required = List.copyOf(required);
    categories = List.copyOf(categories);
    idColumns = List.copyOf(idColumns);
    classes = List.copyOf(classes);
    Objects.requireNonNull(timeFormat, "timeFormat");
    Objects.requireNonNull(delimiter, "delimiter");
    Objects.requireNonNull(decimalComma, "decimalComma");
    Objects.requireNonNull(layout, "layout");
    Objects.requireNonNull(absentRows, "absentRows");
  }

  /**
   * No label of a sequence is known.
   *
   * @param timeColumns columns that make up the time, as {@code [date]} or {@code [dteday, hr]}
   * @param noTime whether rows are to be counted, not timed, even if there is a column of times
   * @param timeFormat pattern of {@link java.time.format.DateTimeFormatter}, or {@code
   *     epoch-seconds} or {@code epoch-millis}
   * @param delimiter between cells
   * @param decimalComma whether numbers are written as {@code 1,5}
   * @param columns columns of values to read, in this order, each of which must hold numbers
   * @param required columns that must hold numbers if they are there, where {@code columns} is
   *     empty: one that holds text, times or nothing is then an error, not left out
   * @param categories columns to read as words, beside those of numbers
   * @param idColumns columns that together tell the series apart which the file holds
   * @param layout whether a row is a point in time or a whole series
   * @param absentRows what becomes of rows that a regular series lacks
   */
  public CsvOptions(
      List<String> timeColumns,
      boolean noTime,
      Optional<String> timeFormat,
      Optional<Character> delimiter,
      Optional<Boolean> decimalComma,
      List<String> columns,
      List<String> required,
      List<String> categories,
      List<String> idColumns,
      Layout layout,
      AbsentRows absentRows) {
    this(
        timeColumns,
        noTime,
        timeFormat,
        delimiter,
        decimalComma,
        columns,
        required,
        categories,
        idColumns,
        layout,
        absentRows,
        List.of());
  }

  /**
   * One series of numbers.
   *
   * @param timeColumns columns that make up the time, as {@code [date]} or {@code [dteday, hr]}
   * @param noTime whether rows are to be counted, not timed, even if there is a column of times
   * @param timeFormat pattern of {@link java.time.format.DateTimeFormatter}, or {@code
   *     epoch-seconds} or {@code epoch-millis}
   * @param delimiter between cells
   * @param decimalComma whether numbers are written as {@code 1,5}
   * @param columns columns of values to read, in this order, each of which must hold numbers
   * @param required columns that must hold numbers if they are there, where {@code columns} is
   *     empty: one that holds text, times or nothing is then an error, not left out
   */
  public CsvOptions(
      List<String> timeColumns,
      boolean noTime,
      Optional<String> timeFormat,
      Optional<Character> delimiter,
      Optional<Boolean> decimalComma,
      List<String> columns,
      List<String> required) {
    this(
        timeColumns,
        noTime,
        timeFormat,
        delimiter,
        decimalComma,
        columns,
        required,
        List.of(),
        List.of(),
        Layout.LONG,
        AbsentRows.GAP);
  }

  /**
   * No column is required but those that are named.
   *
   * @param timeColumns columns that make up the time, as {@code [date]} or {@code [dteday, hr]}
   * @param noTime whether rows are to be counted, not timed, even if there is a column of times
   * @param timeFormat pattern of {@link java.time.format.DateTimeFormatter}, or {@code
   *     epoch-seconds} or {@code epoch-millis}
   * @param delimiter between cells
   * @param decimalComma whether numbers are written as {@code 1,5}
   * @param columns columns of values to read, in this order, each of which must hold numbers
   */
  public CsvOptions(
      List<String> timeColumns,
      boolean noTime,
      Optional<String> timeFormat,
      Optional<Character> delimiter,
      Optional<Boolean> decimalComma,
      List<String> columns) {
    this(timeColumns, noTime, timeFormat, delimiter, decimalComma, columns, List.of());
  }

  /**
   * For a file of data that a model is to forecast from: its columns, read as those that it was
   * trained on were.
   *
   * @param model reads the columns; it was trained on data from a file
   * @return names the columns that the model reads, in its order, those of words among them
   */
  public static CsvOptions forModel(ModelDescription model) {
    List<String> columns = model.preparation().inputs();
    List<String> words =
        model.preparation().categories().keySet().stream()
            .filter(columns::contains)
            .filter(column -> !model.source().idColumns().contains(column))
            .toList();
    return DEFAULT
        .withColumns(columns)
        .withCategories(words)
        .withClasses(model.preparation().classes(0))
        .like(model.source());
  }

  private CsvOptions with(
      List<String> times,
      List<String> values,
      List<String> needed,
      List<String> words,
      List<String> ids,
      Layout standing,
      AbsentRows absent) {
    return new CsvOptions(
        times,
        noTime,
        timeFormat,
        delimiter,
        decimalComma,
        values,
        needed,
        words,
        ids,
        standing,
        absent,
        classes);
  }

  /**
   * {@return the same with the time in these columns}
   *
   * @param value columns that make up the time, as {@code [date]} or {@code [dteday, hr]}
   */
  public CsvOptions withTimeColumns(List<String> value) {
    return with(value, columns, required, categories, idColumns, layout, absentRows);
  }

  /**
   * {@return the same with only these columns of values}
   *
   * @param value columns of values to read, in this order, each of which must hold numbers
   */
  public CsvOptions withColumns(List<String> value) {
    return with(timeColumns, value, required, categories, idColumns, layout, absentRows);
  }

  /**
   * {@return the same with these columns required}
   *
   * @param value columns that must hold numbers if they are there, where {@code columns} is empty:
   *     one that holds text, times or nothing is then an error, not left out
   */
  public CsvOptions withRequired(List<String> value) {
    return with(timeColumns, columns, value, categories, idColumns, layout, absentRows);
  }

  /**
   * {@return the same with these columns read as words}
   *
   * @param value columns to read as words, beside those of numbers
   */
  public CsvOptions withCategories(List<String> value) {
    return with(timeColumns, columns, required, value, idColumns, layout, absentRows);
  }

  /**
   * {@return the same with several series in the file, told apart by these columns}
   *
   * @param value columns that together tell the series apart which the file holds
   */
  public CsvOptions withIdColumns(List<String> value) {
    return with(timeColumns, columns, required, categories, value, layout, absentRows);
  }

  /**
   * {@return the same with the file laid out so}
   *
   * @param value whether a row is a point in time or a whole series
   */
  public CsvOptions withLayout(Layout value) {
    return with(timeColumns, columns, required, categories, idColumns, value, absentRows);
  }

  /**
   * {@return the same with absent rows treated so}
   *
   * @param value what becomes of rows that a regular series lacks
   */
  public CsvOptions withAbsentRows(AbsentRows value) {
    return with(timeColumns, columns, required, categories, idColumns, layout, value);
  }

  /**
   * {@return the same with these labels of sequences known}
   *
   * @param value the classes of a file of sequences, the labels that are known
   */
  public CsvOptions withClasses(List<String> value) {
    return new CsvOptions(
        timeColumns,
        noTime,
        timeFormat,
        delimiter,
        decimalComma,
        columns,
        required,
        categories,
        idColumns,
        layout,
        absentRows,
        value);
  }

  /**
   * {@return the same for a file as this one was}
   *
   * @param source how that one stood
   */
  public CsvOptions like(Source source) {
    return with(
        source.timeColumns(),
        columns,
        required,
        categories,
        source.idColumns(),
        source.layout(),
        source.absentRows());
  }
}
