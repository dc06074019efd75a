package io.penstock.csv;

import io.penstock.error.PenstockException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Lines of one sequence each, of one dimension: the label, then the values, oldest first. NaN after
 * the last value is padding, elsewhere it is a missing value.
 */
final class LabelledLines {
  private LabelledLines() {}

  private record Line(long number, List<String> cells) {}

  static SequenceTable read(Path file, BufferedReader reader, char delimiter, CsvOptions options)
      throws IOException {
    List<Line> lines = new ArrayList<>();
    long number = 0;
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      number++;
      if (!text.isBlank()) {
        lines.add(new Line(number, cells(text, delimiter)));
      }
    }
    if (lines.isEmpty()) {
      throw PenstockException.data(
          "%s is empty. A sequence in each line is expected: its label, then its values.", file);
    }
    boolean labelled = isLabelled(file, lines, options);
    int cells = lines.get(0).cells().size();
    SequenceTable table = new SequenceTable(file, List.of(SequenceTable.VALUE), labelled);
    for (Line line : lines) {
      if (line.cells().size() != cells) {
        throw SequenceFile.wrong(
            file,
            line.number(),
            "%d cells found, %d expected as in line %d. Where a sequence is shorter than others, fill its line with NaN"
                + " at the end.",
            line.cells().size(),
            cells,
            lines.get(0).number());
      }
      Optional<String> label = Optional.empty();
      if (labelled) {
        String cell = line.cells().get(0);
        if (cell.isEmpty()) {
          throw SequenceFile.wrong(
              file,
              line.number(),
              "there is no label before the values. Write the class of the sequence there, or ? if it is not known.");
        }
        label = cell.equals("?") ? Optional.empty() : Optional.of(label(cell));
      }
      table.add(line.number(), label, new float[][] {values(file, line, labelled ? 1 : 0)});
    }
    return table;
  }

  /** Whether lines begin with labels. Where these are known, one that does is enough. */
  private static boolean isLabelled(Path file, List<Line> lines, CsvOptions options) {
    if (options.classes().isEmpty()
        || lines.stream()
            .map(line -> line.cells().get(0))
            .anyMatch(cell -> cell.equals("?") || options.classes().contains(label(cell)))) {
      return true;
    }
    if (options.columns().contains(SequenceTable.CLASS)) {
      throw PenstockException.data(
          "%s: no line begins with a class that the model knows, which are %s. By its labels forecasts would be judged."
              + " Write the label of each sequence before its values.",
          file, String.join(", ", options.classes()));
    }
    return false;
  }

  private static float[] values(Path file, Line line, int from) {
    List<String> cells = line.cells();
    int to = cells.size();
    while (to > from && SequenceTable.isMissing(cells.get(to - 1))) {
      to--;
    }
    if (to == from) {
      throw SequenceFile.wrong(
          file, line.number(), "the sequence has no value. Take the line out, or fill it in.");
    }
    float[] values = new float[to - from];
    for (int k = from; k < to; k++) {
      values[k - from] = SequenceTable.value(file, line.number(), k + 1, cells.get(k));
    }
    return values;
  }

  /** With a blank for the delimiter, several of them are one. */
  static List<String> cells(String line, char delimiter) {
    return delimiter == ' '
        ? List.of(line.strip().split("\\s+"))
        : Arrays.stream(line.split(String.valueOf(delimiter == '|' ? "\\|" : delimiter), -1))
            .map(String::strip)
            .toList();
  }

  /** A label that is a whole number in one way of writing: 1.0000000e+00 is 1. */
  static String label(String cell) {
    float number = SequenceTable.number(cell);
    return !Float.isNaN(number) && number == Math.rint(number) && Math.abs(number) < 1e7
        ? Integer.toString((int) number)
        : cell;
  }
}
