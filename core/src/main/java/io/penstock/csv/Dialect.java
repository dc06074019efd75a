package io.penstock.csv;

import de.siegmar.fastcsv.reader.CsvParseException;
import io.penstock.error.PenstockException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How a file separates cells and writes numbers.
 *
 * @param delimiter between cells
 * @param decimalMark between whole and fraction
 * @param sample the beginning of the file, cut by the delimiter
 */
record Dialect(char delimiter, char decimalMark, Sample sample) {
  /** Characters that are looked at. */
  private static final int SAMPLE = 1 << 18;

  private static final int SAMPLE_ROWS = 1000;

  private static final char[] DELIMITERS = {',', ';', '\t', '|'};

  private static final Pattern WITH_COMMA = Pattern.compile("[+-]?\\d*,\\d+([eE][+-]?\\d+)?");
  private static final Pattern WITH_POINT = Pattern.compile("[+-]?\\d*\\.\\d+([eE][+-]?\\d+)?");
  private static final Pattern THOUSANDS = Pattern.compile("[+-]?[1-9]\\d{0,2}(,\\d{3})+");

  /** Finds out what the options leave open. The reader stands at the beginning again afterwards. */
  static Dialect detect(Path file, BufferedReader reader, CsvOptions options) throws IOException {
    reader.mark(SAMPLE);
    char[] buffer = new char[SAMPLE];
    int length = 0;
    int read = 0;
    while (length < SAMPLE && read >= 0) {
      length += read;
      read = reader.read(buffer, length, SAMPLE - length);
    }
    reader.reset();
    String text = new String(buffer, 0, length);
    if (text.isBlank()) {
      throw PenstockException.data("%s is empty. A header line and rows are expected.", file);
    }
    boolean cut = length == SAMPLE;
    char delimiter = options.delimiter().orElseGet(() -> delimiter(text, cut));
    Sample sample = sample(rows(text, cut, delimiter));
    char decimalMark =
        options
            .decimalComma()
            .map(comma -> comma ? ',' : '.')
            .orElseGet(() -> decimalMark(sample, delimiter));
    return new Dialect(delimiter, decimalMark, sample);
  }

  /**
   * Rows of a text, in full: each at the line where it begins. A row that the text's end cuts is
   * left out.
   */
  private static List<Cells> rows(String text, boolean cut, char delimiter) {
    List<Cells> rows = new ArrayList<>();
    try (Rows parsed = Rows.of(new StringReader(text), delimiter)) {
      for (Row row : parsed) {
        if (rows.size() > SAMPLE_ROWS) {
          return rows;
        }
        List<String> cells = new ArrayList<>(row.cells());
        for (int cell = 0; cell < row.cells(); cell++) {
          cells.add(row.cell(cell));
        }
        rows.add(new Cells(row.line(), cells));
      }
    } catch (CsvParseException e) {
      // An open quote: the rows before it are the sample, and reading the file itself will say
      // where it is.
      return rows;
    } catch (IOException e) {
      throw PenstockException.internal("A text in memory could not be read: %s", e.getMessage());
    }
    if (cut && rows.size() > 1) {
      rows.remove(rows.size() - 1);
    }
    return rows;
  }

  private record Cells(long line, List<String> cells) {}

  private static Sample sample(List<Cells> rows) {
    if (rows.isEmpty()) {
      return new Sample(List.of(), List.of(), List.of());
    }
    List<String> header = rows.get(0).cells();
    List<Cells> full =
        rows.stream().skip(1).filter(row -> row.cells().size() == header.size()).toList();
    return new Sample(
        header, full.stream().map(Cells::cells).toList(), full.stream().map(Cells::line).toList());
  }

  /**
   * The delimiter by which most rows have as many cells as the header; among equals the one that
   * gives most cells.
   */
  private static char delimiter(String text, boolean cut) {
    char best = DELIMITERS[0];
    double bestShare = -1;
    int bestCells = 1;
    for (char delimiter : DELIMITERS) {
      List<Cells> rows = rows(text, cut, delimiter);
      int cells = rows.isEmpty() ? 0 : rows.get(0).cells().size();
      if (cells < 2) {
        continue;
      }
      double share =
          (double) rows.stream().filter(row -> row.cells().size() == cells).count() / rows.size();
      if (share > bestShare || share == bestShare && cells > bestCells) {
        best = delimiter;
        bestShare = share;
        bestCells = cells;
      }
    }
    return best;
  }

  /**
   * A comma if numbers are written with one and none with a point. Where every comma could as well
   * separate thousands, and where commas also separate cells, that is not enough to tell, and the
   * point stays.
   */
  private static char decimalMark(Sample sample, char delimiter) {
    boolean comma = false;
    for (List<String> row : sample.rows()) {
      for (String cell : row) {
        if (WITH_POINT.matcher(cell).matches()) {
          return '.';
        }
        comma |= WITH_COMMA.matcher(cell).matches() && !THOUSANDS.matcher(cell).matches();
      }
    }
    return comma ? ',' : '.';
  }

  /**
   * What may be wrong with a cell that should be a number, in a sentence; empty if nothing is
   * known.
   */
  Optional<String> advice(String cell) {
    String bare = cell.replaceFirst("^[+-]", "").toLowerCase(Locale.ROOT);
    if (bare.startsWith("inf") || bare.equals("∞")) {
      return Optional.of(
          "Infinity cannot be learnt from: leave the cell empty if the value is missing.");
    }
    if (THOUSANDS.matcher(cell).matches() && decimalMark == '.') {
      return Optional.of(
          "If the comma separates thousands, write the number without it; if it is the decimal mark, say so with --decimal-comma.");
    }
    if (WITH_COMMA.matcher(cell).matches() && decimalMark == '.') {
      return Optional.of("If the comma is the decimal mark, say so with --decimal-comma.");
    }
    if (bare.matches("\\d{1,3}([., '’_\\u00a0\\u202f]\\d{3})+([.,]\\d+)?")) {
      return Optional.of("Write numbers without marks between thousands.");
    }
    if (bare.matches("[$€£¥]?\\s*[\\d.,]+\\s*[%$€£¥a-z]*") && bare.matches(".*\\d.*")) {
      return Optional.of("Write the number alone, without a unit or a sign of currency.");
    }
    return Optional.empty();
  }
}
