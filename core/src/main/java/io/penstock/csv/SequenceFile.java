package io.penstock.csv;

import io.penstock.error.PenstockException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A file of sequences that belong to classes, in one of two forms: lines that begin with a label,
 * as those of the UCR archive (Dau et al., 2019), or lines after a header of lines that begin
 * with @, as those of the UEA archive (Bagnall et al., 2018).
 */
final class SequenceFile {
  /** Characters that are looked at to tell what a file is. */
  private static final int SAMPLE = 1 << 18;

  /** Values of a line below which it is no sequence without a header saying so. */
  private static final int FEWEST_VALUES = 4;

  private SequenceFile() {}

  static CsvSeries read(Path file, TextFile text, CsvOptions options) throws IOException {
    String beginning = beginning(text.reader());
    SequenceTable table;
    if (hasHeader(beginning)) {
      table = TsLines.read(file, text.reader(), options);
    } else {
      char delimiter = options.delimiter().orElseGet(() -> delimiter(beginning));
      table = LabelledLines.read(file, text.reader(), delimiter, options);
    }
    return table.finish(options);
  }

  /** The beginning of a file, whose reader stands there again afterwards. */
  private static String beginning(BufferedReader reader) throws IOException {
    reader.mark(SAMPLE);
    char[] buffer = new char[SAMPLE];
    int length = 0;
    int read = 0;
    while (length < SAMPLE && read >= 0) {
      length += read;
      read = reader.read(buffer, length, SAMPLE - length);
    }
    reader.reset();
    return new String(buffer, 0, length);
  }

  /** Comments and empty lines are passed over. */
  private static boolean hasHeader(String beginning) {
    return beginning
        .lines()
        .map(String::strip)
        .filter(line -> !line.isEmpty() && !line.startsWith("#"))
        .findFirst()
        .filter(line -> line.startsWith("@"))
        .isPresent();
  }

  /** A tab, comma or semicolon, or else a blank, of which several are one. */
  private static char delimiter(String beginning) {
    String first = beginning.lines().filter(line -> !line.isBlank()).findFirst().orElse("");
    for (char delimiter : new char[] {'\t', ';', ','}) {
      if (first.indexOf(delimiter) >= 0) {
        return delimiter;
      }
    }
    return ' ';
  }

  /**
   * Whether a file has a header of lines with @, or lines without a header that begin with a label:
   * one that is no broken number, and occurs twice on average or more, before at least four
   * numbers.
   */
  static boolean looksLikeOne(TextFile text) throws IOException {
    String beginning = beginning(text.reader());
    if (hasHeader(beginning)) {
      return true;
    }
    char delimiter = delimiter(beginning);
    Set<String> labels = new HashSet<>();
    int lines = 0;
    for (String line : whole(beginning)) {
      List<String> cells = LabelledLines.cells(line, delimiter);
      if (cells.size() < 1 + FEWEST_VALUES || !isLabel(cells.get(0))) {
        return false;
      }
      for (String cell : cells.subList(1, cells.size())) {
        if (Float.isNaN(SequenceTable.number(cell)) && !SequenceTable.isMissing(cell)) {
          return false;
        }
      }
      labels.add(LabelledLines.label(cells.get(0)));
      lines++;
    }
    return lines >= 2 && labels.size() * 2 <= lines;
  }

  private static boolean isLabel(String cell) {
    float number = SequenceTable.number(cell);
    return Float.isNaN(number)
        ? cell.chars().noneMatch(c -> c == ':' || c == '/' || c == '-')
        : number == Math.rint(number);
  }

  /** Lines that are not cut by the sample's end, but the first in any case. */
  private static List<String> whole(String beginning) throws IOException {
    List<String> lines = new ArrayList<>();
    try (BufferedReader reader = new BufferedReader(new StringReader(beginning))) {
      for (Optional<String> line = Optional.ofNullable(reader.readLine());
          line.isPresent();
          line = Optional.ofNullable(reader.readLine())) {
        if (!line.get().isBlank()) {
          lines.add(line.get());
        }
      }
    }
    if (beginning.length() == SAMPLE && lines.size() > 1) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  /** Refuses a line. */
  static PenstockException wrong(Path file, long line, String problem, Object... values) {
    return PenstockException.data(
        "%s, line %d: %s", file, line, String.format(problem, values).strip());
  }

  /** What is written of a file, for messages. */
  static String quoted(String text) {
    Objects.requireNonNull(text, "text");
    return text.length() <= 40 ? text : text.substring(0, 37) + "...";
  }
}
