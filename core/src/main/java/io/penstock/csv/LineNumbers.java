package io.penstock.csv;

import java.util.Map;
import java.util.TreeMap;

/**
 * On which line of the file each row begins; empty lines and cells of several lines are rare, so
 * only they are noted.
 */
final class LineNumbers {
  private final TreeMap<Integer, Long> jumps = new TreeMap<>();
  private long expected = Long.MIN_VALUE;

  void add(int row, long line) {
    if (line != expected) {
      jumps.put(row, line);
    }
    expected = line + 1;
  }

  long of(int row) {
    Map.Entry<Integer, Long> jump = jumps.floorEntry(row);
    return jump == null ? row : jump.getValue() + row - jump.getKey();
  }
}
