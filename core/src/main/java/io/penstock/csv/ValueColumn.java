package io.penstock.csv;

import io.penstock.error.PenstockException;
import io.penstock.suggestion.Names;
import java.util.List;
import java.util.Optional;

/** A column while it is read: of numbers, as far as is known, or of truths or of words. */
final class ValueColumn {
  /** What the cells of a column hold. */
  private enum Kind {
    NUMBERS,
    /** TRUE and FALSE, which are 1 and 0. */
    TRUTHS,
    WORDS
  }

  /** Between the cells of several columns that make up one word. */
  static final String BETWEEN = "+";

  /** Places of words that a float tells apart. */
  private static final int MOST_WORDS = 1 << 24;

  private final Kind kind;
  private final String name;
  private final int[] cells;
  private final char decimalMark;
  private final boolean mustBeNumbers;
  private final GrowingFloats values = new GrowingFloats();
  private final Words words = new Words();
  private int rows;
  private int missing;
  private boolean consecutive = true;
  private float first;
  private Optional<String> text = Optional.empty();
  private long textLine;

  private ValueColumn(
      Kind kind, String name, int[] cells, char decimalMark, boolean mustBeNumbers) {
    this.kind = kind;
    this.name = name;
    this.cells = cells;
    this.decimalMark = decimalMark;
    this.mustBeNumbers = mustBeNumbers;
  }

  /**
   * A column of numbers.
   *
   * @param name in the header
   * @param cell where it stands
   * @param decimalMark of its numbers
   * @param mustBeNumbers whether a first cell that is no number is an error, not the mark of a
   *     column of text
   */
  static ValueColumn ofNumbers(String name, int cell, char decimalMark, boolean mustBeNumbers) {
    return new ValueColumn(Kind.NUMBERS, name, new int[] {cell}, decimalMark, mustBeNumbers);
  }

  /** A column of TRUE and FALSE. */
  static ValueColumn ofTruths(String name, int cell) {
    return new ValueColumn(Kind.TRUTHS, name, new int[] {cell}, '.', true);
  }

  /**
   * A column of words, each made of one cell or of several, without a value where one is missing.
   */
  static ValueColumn ofWords(String name, int... cells) {
    return new ValueColumn(Kind.WORDS, name, cells, '.', true);
  }

  /** Whether a cell says TRUE or FALSE, in capitals or not. */
  static boolean isTruth(String cell) {
    return cell.equalsIgnoreCase("true") || cell.equalsIgnoreCase("false");
  }

  /**
   * Reads the column's cell of the next row.
   *
   * @return whether it could be read; if not, the row is not counted
   */
  boolean read(Row row) {
    return switch (kind) {
      case NUMBERS -> readNumber(row);
      case TRUTHS -> readTruth(row);
      case WORDS -> readWord(row);
    };
  }

  private boolean readNumber(Row row) {
    char[] chars = row.text();
    int from = row.start(cells[0]);
    int to = row.end(cells[0]);
    float value = Numbers.parse(chars, from, to, decimalMark);
    if (Float.isNaN(value)) {
      if (!MissingValue.is(chars, from, to)) {
        if (mustBeNumbers || missing < rows) {
          return false;
        }
        text = Optional.of(row.cell(cells[0]));
        textLine = row.line();
        return true;
      }
    } else if (Float.isInfinite(value)) {
      return false;
    }
    add(value);
    return true;
  }

  private boolean readTruth(Row row) {
    int from = row.start(cells[0]);
    int to = row.end(cells[0]);
    if (MissingValue.is(row.text(), from, to)) {
      add(Float.NaN);
      return true;
    }
    String cell = row.cell(cells[0]);
    if (!isTruth(cell)) {
      return false;
    }
    add(cell.equalsIgnoreCase("true") ? 1 : 0);
    return true;
  }

  private boolean readWord(Row row) {
    String word = "";
    for (int cell : cells) {
      if (MissingValue.is(row.text(), row.start(cell), row.end(cell))) {
        add(Float.NaN);
        return true;
      }
      word = word.isEmpty() ? row.cell(cell) : word + BETWEEN + row.cell(cell);
    }
    int place = words.place(word);
    if (place >= MOST_WORDS) {
      throw PenstockException.data(
          "Column %s holds more than %d different words, so it is none of categories. Leave it out.",
          name, MOST_WORDS);
    }
    add(place);
    return true;
  }

  private void add(float value) {
    if (Float.isNaN(value)) {
      missing++;
    }
    if (rows == 0) {
      first = value;
    }
    consecutive &= value == first + rows;
    values.add(value);
    rows++;
  }

  String name() {
    return name;
  }

  int cell() {
    return cells[0];
  }

  /** The cell that showed it to be a column of text; nothing is read from it after that. */
  Optional<String> text() {
    return text;
  }

  /** The line of that cell. */
  long textLine() {
    return textLine;
  }

  int missing() {
    return missing;
  }

  boolean isEmpty() {
    return missing == rows;
  }

  boolean holdsTruths() {
    return kind == Kind.TRUTHS;
  }

  boolean holdsWords() {
    return kind == Kind.WORDS;
  }

  /** The words that it holds, sorted; empty for a column of numbers. */
  List<String> labels() {
    return words.sorted();
  }

  /** Whether it counts the rows from 0 or 1. */
  boolean countsRows() {
    return kind == Kind.NUMBERS && consecutive && rows > 1 && (first == 0 || first == 1);
  }

  /**
   * Copies the values, of words their places among the {@link #labels}, into a column of [row,
   * column], row-major.
   *
   * @param places where each row that was read stands in the matrix
   */
  void copyTo(float[] matrix, int column, int columns, int[] places) {
    values.copyTo(matrix, column, columns, places);
    if (kind == Kind.WORDS) {
      int[] ranks = words.ranks();
      for (int at = column; at < matrix.length; at += columns) {
        if (!Float.isNaN(matrix[at])) {
          matrix[at] = ranks[(int) matrix[at]];
        }
      }
    }
  }

  /** The places of a column of words without a missing one, in the order read. */
  int[] wordPlaces() {
    float[] inOrder = new float[rows];
    values.copyTo(inOrder, 0, 1, new int[0]);
    int[] ranks = words.ranks();
    int[] places = new int[rows];
    for (int row = 0; row < rows; row++) {
      places[row] = ranks[(int) inOrder[row]];
    }
    return places;
  }

  /** The error for a cell that is not what the column holds. */
  PenstockException unreadable(Object file, Row row, Dialect dialect) {
    String found = row.cell(cells[0]);
    if (kind == Kind.TRUTHS) {
      return PenstockException.data(
          "%s, line %d, column %s: \"%s\" is neither TRUE nor FALSE, as the cells before it are. Correct the cell, or leave "
              + "it empty (or write NA) if the value is missing.",
          file, row.line(), name, Names.shown(found));
    }
    boolean tooLarge =
        Float.isInfinite(
            Numbers.parse(row.text(), row.start(cells[0]), row.end(cells[0]), decimalMark));
    String advice =
        tooLarge
            ? "Write the column in a larger unit."
            : dialect
                .advice(found)
                .orElse(
                    "Correct the cell, or leave it empty (or write NA) if the value is missing.");
    return PenstockException.data(
        "%s, line %d, column %s: \"%s\" is %s. %s",
        file,
        row.line(),
        name,
        Names.shown(found),
        tooLarge ? "too large for a 32-bit number, whose greatest is 3.4e38" : "no number",
        advice);
  }
}
