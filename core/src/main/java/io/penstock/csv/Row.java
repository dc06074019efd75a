package io.penstock.csv;

import java.util.Arrays;

/**
 * One row of a file cut into cells without the blanks around them. One instance is filled again for
 * each row.
 */
final class Row {
  private char[] text = new char[1024];
  private int[] ends = new int[64];
  private int cells;
  private long line;

  void begin(long startingLine) {
    cells = 0;
    line = startingLine;
  }

  void add(char[] buffer, int offset, int length) {
    int from = offset;
    int to = offset + length;
    while (from < to && isBlank(buffer[from])) {
      from++;
    }
    while (from < to && isBlank(buffer[to - 1])) {
      to--;
    }
    int start = start(cells);
    if (start + to - from > text.length) {
      text = Arrays.copyOf(text, Math.max(text.length * 2, start + to - from));
    }
    System.arraycopy(buffer, from, text, start, to - from);
    if (cells == ends.length) {
      ends = Arrays.copyOf(ends, ends.length * 2);
    }
    ends[cells++] = start + to - from;
  }

  private static boolean isBlank(char c) {
    return c <= ' ' || c == '\u00a0';
  }

  /** How many cells the row has. */
  int cells() {
    return cells;
  }

  /** The line on which the row begins, counted from 1 as an editor does. */
  long line() {
    return line;
  }

  /** The characters of all cells, one after the other. */
  char[] text() {
    return text;
  }

  /** Where a cell begins in {@link #text()}. */
  int start(int cell) {
    return cell == 0 ? 0 : ends[cell - 1];
  }

  /** Where a cell ends in {@link #text()}. */
  int end(int cell) {
    return ends[cell];
  }

  /** A cell as a string of its own. */
  String cell(int cell) {
    return new String(text, start(cell), end(cell) - start(cell));
  }
}
