package io.penstock.csv;

import io.penstock.error.PenstockException;
import io.penstock.series.AbsentRows;
import io.penstock.series.Frequency;
import io.penstock.series.Layout;
import io.penstock.series.Series;
import io.penstock.series.Source;
import io.penstock.suggestion.Suggestion;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Sequences while they are read. Together they are a series whose members they are, known by their
 * number in the file: a row for each point, and where labels are read one more with the label
 * alone.
 */
final class SequenceTable {
  /** The column of the labels. */
  static final String CLASS = "class";

  /** The column of the values where there is one dimension. */
  static final String VALUE = "value";

  /** The column that tells the sequences apart. */
  static final String ID = "sequence";

  private record Sequence(long line, Optional<String> label, float[][] values) {
    int length() {
      return values[0].length;
    }
  }

  private final Path file;
  private final List<String> dimensions;
  private final boolean labelled;
  private final List<Sequence> sequences = new ArrayList<>();
  private List<String> classes = List.of();

  /**
   * @param dimensions their names
   * @param labelled whether the file has labels
   */
  SequenceTable(Path file, List<String> dimensions, boolean labelled) {
    this.file = file;
    this.dimensions = dimensions;
    this.labelled = labelled;
  }

  /** Takes the classes in the order in which a header has them. */
  void knowing(List<String> inOrder) {
    classes = inOrder;
  }

  /**
   * Adds a sequence.
   *
   * @param values [dimension][point], NaN where one is missing
   */
  void add(long line, Optional<String> label, float[][] values) {
    sequences.add(new Sequence(line, label, values));
  }

  /** Whether a cell says that a value is missing. */
  static boolean isMissing(String cell) {
    return cell.isEmpty() || cell.equals("?") || cell.equalsIgnoreCase("nan");
  }

  /** The number of a cell, NaN if it is none. */
  static float number(String cell) {
    return Numbers.parse(cell.toCharArray(), 0, cell.length(), '.');
  }

  /** The value of a cell, NaN if it is missing. */
  static float value(Path file, long line, int place, String cell) {
    float value = number(cell);
    if (Float.isFinite(value) || isMissing(cell)) {
      return value;
    }
    throw SequenceFile.wrong(
        file,
        line,
        "%s, number %d of the line, is no finite number. Correct it, or write NaN if the value is missing.",
        SequenceFile.quoted(cell),
        place);
  }

  CsvSeries finish(CsvOptions options) {
    List<String> read = new ArrayList<>(dimensions);
    boolean labels = labelled;
    if (!options.columns().isEmpty()) {
      require(options.columns());
      read.retainAll(options.columns());
      labels &= options.columns().contains(CLASS);
    }
    require(options.required());
    require(options.categories());
    if (labels) {
      requireKnown(options.classes());
    }
    return new CsvSeries(series(read, labels), notes(labels));
  }

  private void require(List<String> names) {
    for (String name : names) {
      if (name.equals(CLASS) && !labelled) {
        throw PenstockException.data(
            "%s has no labels, which it is to be learnt or judged by. Give the class of each sequence.",
            file);
      }
      if (!dimensions.contains(name) && !name.equals(CLASS) && !name.equals(ID)) {
        throw PenstockException.data(
            "%s is read as a file of sequences, and has no column %s.%s It has: %s%s, and %s.",
            file,
            name,
            Suggestion.sentence(name, dimensions),
            String.join(", ", dimensions),
            labelled ? ", " + CLASS : "",
            ID);
      }
    }
  }

  private void requireKnown(List<String> known) {
    for (Sequence sequence : sequences) {
      String label = sequence.label().orElse("");
      if (!known.isEmpty() && !label.isEmpty() && !known.contains(label)) {
        throw SequenceFile.wrong(
            file,
            sequence.line(),
            "the label %s is none of the model's: %s.%s Correct it or take the line out, or train a model with sequences"
                + " of this class.",
            SequenceFile.quoted(label),
            String.join(", ", known),
            Suggestion.sentence(label, known));
      }
    }
  }

  private Series series(List<String> read, boolean labels) {
    List<String> order = order();
    List<String> columns = new ArrayList<>(read);
    if (labels) {
      columns.add(CLASS);
    }
    columns.add(ID);
    int width = columns.size();
    int[] from = read.stream().mapToInt(dimensions::indexOf).toArray();
    long rows = sequences.stream().mapToLong(Sequence::length).sum();
    rows += labels ? sequences.size() : 0;
    if (rows * width > Integer.MAX_VALUE - 8) {
      throw PenstockException.data(
          "%s has %d values, more than one series holds, which are %d. Give fewer sequences.",
          file, rows * width, Integer.MAX_VALUE - 8);
    }
    long[] times = new long[(int) rows];
    float[] values = new float[(int) rows * width];
    int row = 0;
    for (int id = 0; id < sequences.size(); id++) {
      Sequence sequence = sequences.get(id);
      int points = sequence.length();
      for (int k = 0; k < points + (labels ? 1 : 0); k++, row++) {
        times[row] = k;
        int at = row * width;
        for (int column : from) {
          values[at++] = k < points ? sequence.values()[column][k] : Float.NaN;
        }
        if (labels) {
          values[at++] = k < points ? Float.NaN : place(order, sequence.label());
        }
        values[at] = id;
      }
    }
    Series series =
        Series.ofMany(
                file.toString(),
                columns,
                ID,
                IntStream.rangeClosed(1, sequences.size()).mapToObj(Integer::toString).toList(),
                times,
                values,
                Frequency.ROWS)
            .withSource(new Source(List.of(), List.of(), Layout.SEQUENCES, AbsentRows.GAP));
    return labels && !order.isEmpty() ? series.withLabels(Map.of(CLASS, order)) : series;
  }

  private static float place(List<String> order, Optional<String> label) {
    return label.isEmpty() ? Float.NaN : order.indexOf(label.get());
  }

  /** As a header has them, else numbers by size and words by the alphabet. */
  private List<String> order() {
    if (!classes.isEmpty()) {
      return classes;
    }
    TreeSet<String> labels =
        new TreeSet<>(
            Comparator.comparing((String label) -> Float.isNaN(number(label)) ? 0f : number(label))
                .thenComparing(Comparator.naturalOrder()));
    sequences.forEach(sequence -> sequence.label().ifPresent(labels::add));
    return List.copyOf(labels);
  }

  private List<String> notes(boolean labels) {
    int least = sequences.stream().mapToInt(Sequence::length).min().orElseThrow();
    int most = sequences.stream().mapToInt(Sequence::length).max().orElseThrow();
    List<String> notes = new ArrayList<>();
    notes.add(
        String.format(
            "%d sequences of %s values%s.",
            sequences.size(),
            least == most ? "" + least : least + " to " + most,
            dimensions.size() == 1 ? "" : " in " + dimensions.size() + " dimensions"));
    if (labels) {
      Map<String, Integer> counts = new LinkedHashMap<>();
      order().forEach(label -> counts.put(label, 0));
      sequences.forEach(
          sequence -> sequence.label().ifPresent(label -> counts.merge(label, 1, Integer::sum)));
      notes.add(
          "Classes: "
              + counts.entrySet().stream()
                  .map(entry -> entry.getKey() + " (" + entry.getValue() + ")")
                  .collect(Collectors.joining(", "))
              + ".");
      long unknown = sequences.stream().filter(sequence -> sequence.label().isEmpty()).count();
      if (unknown > 0) {
        notes.add(unknown + (unknown == 1 ? " sequence has" : " sequences have") + " no label.");
      }
    }
    long missing = missing();
    if (missing > 0) {
      notes.add(missing + (missing == 1 ? " value is missing." : " values are missing."));
    }
    return notes;
  }

  private long missing() {
    long missing = 0;
    for (Sequence sequence : sequences) {
      for (float[] dimension : sequence.values()) {
        for (float value : dimension) {
          missing += Float.isNaN(value) ? 1 : 0;
        }
      }
    }
    return missing;
  }
}
