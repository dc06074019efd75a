package io.penstock.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.series.Layout;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One file while it is read: its rows are handed to what knows how it is laid out. */
final class CsvFile {
  private static final Pattern PARSER_LINE = Pattern.compile("line (\\d+)");

  private CsvFile() {}

  /** Makes series of rows. */
  interface Reading {
    /** Takes the next row. */
    void add(Row row);

    /** What was read. */
    CsvSeries finish(TextFile text);
  }

  /**
   * The names in the header, each once and without those that are empty; none if the first row is
   * one of values.
   */
  static List<String> header(Path file, TextFile text, CsvOptions options) throws IOException {
    Dialect dialect = Dialect.detect(file, text.reader(), options);
    Iterator<Row> rows = Rows.of(text.reader(), dialect.delimiter()).iterator();
    List<String> header = rows.hasNext() ? cells(rows.next()) : List.of();
    return Header.isOfValues(header, dialect.decimalMark())
        ? List.of()
        : header.stream().filter(name -> !name.isEmpty()).distinct().toList();
  }

  private static List<String> cells(Row row) {
    List<String> cells = new ArrayList<>();
    for (int cell = 0; cell < row.cells(); cell++) {
      cells.add(row.cell(cell));
    }
    return cells;
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
      List<String> header = cells(first);
      line = first.line();
      Header.require(file, header, line, dialect.decimalMark());
      if (!rows.hasNext()) {
        throw PenstockException.data(
            "%s holds a header and no rows. At least one row of values is expected after line %d.",
            file, line);
      }
      Reading reading =
          options.layout() == Layout.WIDE
              ? new WideFile(file, options, dialect, header)
              : new LongFile(file, options, dialect, header);
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

  /** What a file's encoding and numbers are, where that is worth a note. */
  static List<String> dialectNotes(TextFile text, Dialect dialect) {
    List<String> notes = new ArrayList<>();
    if (!text.charset().name().equals("UTF-8")) {
      notes.add("The file is " + text.charset().name() + ".");
    }
    if (dialect.decimalMark() == ',') {
      notes.add("Numbers are written with a decimal comma.");
    }
    return notes;
  }
}
