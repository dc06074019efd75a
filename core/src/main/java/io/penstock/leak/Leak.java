package io.penstock.leak;

/**
 * A value that has changed with a later row.
 *
 * @param column of the prepared rows
 * @param row that it was computed for, counted from 0
 * @param changedFrom first row that was changed after that row, or of another series
 * @param before the value
 * @param after the value with the later rows changed
 */
public record Leak(String column, int row, int changedFrom, float before, float after) {
  /** In words, for a message. */
  @Override
  public String toString() {
    return String.format(
        "%s in row %d is %s, and %s when rows from %d on are changed: it knows of later rows",
        column, row + 1, before, after, changedFrom + 1);
  }
}
