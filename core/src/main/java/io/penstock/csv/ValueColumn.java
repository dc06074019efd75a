package io.penstock.csv;

import io.penstock.error.PenstockException;
import java.util.Optional;

/** A column that holds numbers, as far as is known, while it is read. */
final class ValueColumn {
  private final String name;
  private final int cell;
  private final char decimalMark;
  private final boolean mustBeNumbers;
  private final GrowingFloats values = new GrowingFloats();
  private int rows;
  private int missing;
  private boolean consecutive = true;
  private float first;
  private Optional<String> text = Optional.empty();
  private long textLine;

  /**
   * @param name in the header
   * @param cell where it stands
   * @param decimalMark of its numbers
   * @param mustBeNumbers whether a first cell that is no number is an error, not the mark of a
   *     column of text
   */
  ValueColumn(String name, int cell, char decimalMark, boolean mustBeNumbers) {
    this.name = name;
    this.cell = cell;
    this.decimalMark = decimalMark;
    this.mustBeNumbers = mustBeNumbers;
  }

  /**
   * Reads the column's cell of the next row.
   *
   * @return whether it could be read; if not, the row is not counted
   */
  boolean read(Row row) {
    char[] chars = row.text();
    int from = row.start(cell);
    int to = row.end(cell);
    float value = Numbers.parse(chars, from, to, decimalMark);
    if (Float.isNaN(value)) {
      if (!MissingValue.is(chars, from, to)) {
        if (mustBeNumbers || missing < rows) {
          return false;
        }
        text = Optional.of(row.cell(cell));
        textLine = row.line();
        return true;
      }
      missing++;
    } else if (Float.isInfinite(value)) {
      return false;
    }
    if (rows == 0) {
      first = value;
    }
    consecutive &= value == first + rows;
    values.add(value);
    rows++;
    return true;
  }

  String name() {
    return name;
  }

  int cell() {
    return cell;
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

  /** Whether it counts the rows from 0 or 1. */
  boolean countsRows() {
    return consecutive && rows > 1 && (first == 0 || first == 1);
  }

  void copyTo(float[] matrix, int column, int columns) {
    values.copyTo(matrix, column, columns, rows);
  }

  /** The error for a cell that is no number. */
  PenstockException unreadable(Object file, Row row, Dialect dialect) {
    String found = row.cell(cell);
    boolean tooLarge =
        Float.isInfinite(Numbers.parse(row.text(), row.start(cell), row.end(cell), decimalMark));
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
        Header.shown(found),
        tooLarge ? "too large for a 32-bit number, whose greatest is 3.4e38" : "no number",
        advice);
  }
}
