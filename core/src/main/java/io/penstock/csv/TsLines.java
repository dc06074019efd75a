package io.penstock.csv;

import io.penstock.error.PenstockException;
import io.penstock.suggestion.Suggestion;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A file as the UEA archive's .ts: a header of lines that begin with @, the last of them {@code
 * @data}, then a line for each sequence: the values of each dimension between commas, colons between
 * the dimensions, and after the last the label where there are labels.
 */
final class TsLines {
  private final Path file;
  private final BufferedReader reader;
  private List<String> classes = List.of();
  private boolean labelled;
  private boolean missing = true;
  private int dimensions;
  private long number;

  private TsLines(Path file, BufferedReader reader) {
    this.file = file;
    this.reader = reader;
  }

  static SequenceTable read(Path file, BufferedReader reader, CsvOptions options)
      throws IOException {
    return new TsLines(file, reader).read(options);
  }

  private SequenceTable read(CsvOptions options) throws IOException {
    header();
    @Nullable SequenceTable table = null;
    for (Optional<String> line = next(); line.isPresent(); line = next()) {
      List<String> parts = new ArrayList<>(Arrays.asList(line.get().split(":", -1)));
      Optional<String> label = labelled ? label(parts.remove(parts.size() - 1)) : Optional.empty();
      if (table == null) {
        dimensions = dimensions == 0 ? parts.size() : dimensions;
        table = new SequenceTable(file, names(dimensions), labelled);
        table.knowing(classes);
      }
      if (parts.size() != dimensions) {
        throw SequenceFile.wrong(
            file,
            number,
            "%d %s found%s, %d expected. The values of each dimension stand between commas, with a colon after each.",
            parts.size(),
            parts.size() == 1 ? "dimension" : "dimensions",
            labelled ? " before the label" : "",
            dimensions);
      }
      table.add(number, label, values(parts));
    }
    if (table == null) {
      throw PenstockException.data(
          "%s holds no sequence after @data. A line for each is expected.", file);
    }
    if (!labelled && options.columns().contains(SequenceTable.CLASS)) {
      throw PenstockException.data(
          "%s has no labels, as its header says by @classLabel, and is to be learnt or judged by them.",
          file);
    }
    return table;
  }

  /** The next line that is no comment and not empty. */
  private Optional<String> next() throws IOException {
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      number++;
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#")) {
        return Optional.of(text);
      }
    }
    return Optional.empty();
  }

  private void header() throws IOException {
    for (Optional<String> line = next(); line.isPresent(); line = next()) {
      String[] words = line.get().split("\\s+");
      switch (words[0].toLowerCase(Locale.ROOT)) {
        case "@data" -> {
          return;
        }
        case "@timestamps" -> requireNone(words, "has times beside its values");
        case "@targetlabel" -> requireNone(words, "has a number to predict for each sequence");
        case "@missing" -> missing = isTrue(words);
        case "@dimension", "@dimensions" -> dimensions = count(words);
        case "@univariate" -> dimensions = isTrue(words) ? 1 : dimensions;
        case "@classlabel" -> {
          labelled = isTrue(words);
          classes = List.of(words).subList(Math.min(2, words.length), words.length);
        }
        default -> {
          if (!words[0].startsWith("@")) {
            throw SequenceFile.wrong(
                file,
                number,
                "%s is no line of the header, which ends with a line @data.",
                SequenceFile.quoted(line.get()));
          }
        }
      }
    }
    throw PenstockException.data(
        "%s has a header without an end: a line @data is expected before the sequences.", file);
  }

  private boolean isTrue(String[] words) {
    if (words.length > 1 && words[1].equalsIgnoreCase("true")) {
      return true;
    }
    if (words.length > 1 && words[1].equalsIgnoreCase("false")) {
      return false;
    }
    throw SequenceFile.wrong(file, number, "%s is neither true nor false.", words[0]);
  }

  private int count(String[] words) {
    try {
      return Math.max(1, Integer.parseInt(words[1]));
    } catch (NumberFormatException | ArrayIndexOutOfBoundsException e) {
      throw SequenceFile.wrong(file, number, "%s has no number of dimensions after it.", words[0]);
    }
  }

  private void requireNone(String[] words, String what) {
    if (isTrue(words)) {
      throw SequenceFile.wrong(
          file,
          number,
          "the file %s, which is not read. Sequences of values with a class each are.",
          what);
    }
  }

  private Optional<String> label(String part) {
    String cell = part.strip();
    if (cell.equals("?")) {
      return Optional.empty();
    }
    if (cell.isEmpty()) {
      throw SequenceFile.wrong(
          file,
          number,
          "there is no label after the last colon. Write the class of the sequence there, or ? if it is not known.");
    }
    if (!classes.isEmpty() && !classes.contains(cell)) {
      throw SequenceFile.wrong(
          file,
          number,
          "the label %s is none of the header's @classLabel: %s.%s Correct it, or name it there.",
          SequenceFile.quoted(cell),
          String.join(", ", classes),
          Suggestion.sentence(cell, classes));
    }
    return Optional.of(cell);
  }

  private float[][] values(List<String> parts) {
    float[][] values = new float[parts.size()][];
    for (int k = 0; k < values.length; k++) {
      String[] cells = parts.get(k).split(",", -1);
      values[k] = new float[cells.length];
      if (k > 0 && cells.length != values[0].length) {
        throw SequenceFile.wrong(
            file,
            number,
            "dimension %d has %d values and the first has %d. A sequence has a value of each dimension, or ?, at each of"
                + " its points.",
            k + 1,
            cells.length,
            values[0].length);
      }
      for (int i = 0; i < cells.length; i++) {
        String cell = cells[i].strip();
        if (!missing && SequenceTable.isMissing(cell)) {
          throw SequenceFile.wrong(
              file,
              number,
              "value %d of dimension %d is missing, but the header says @missing false. Fill it in, or say @missing"
                  + " true.",
              i + 1,
              k + 1);
        }
        values[k][i] = SequenceTable.value(file, number, i + 1, cell);
      }
    }
    return values;
  }

  private static List<String> names(int dimensions) {
    return dimensions == 1
        ? List.of(SequenceTable.VALUE)
        : IntStream.range(0, dimensions).mapToObj(k -> "dim_" + k).toList();
  }
}
