package io.penstock.csv;

import java.util.List;

/**
 * The beginning of a file, from which is found out what the rest means.
 *
 * @param header cells of the first row
 * @param rows cells of the rows after it that have as many
 * @param lines on which line each of these rows begins
 */
record Sample(List<String> header, List<List<String>> rows, List<Long> lines) {
  /** The first row whose cell in a column is not missing, or -1. */
  int firstPresent(int column) {
    for (int row = 0; row < rows.size(); row++) {
      if (!MissingValue.is(rows.get(row).get(column))) {
        return row;
      }
    }
    return -1;
  }

  /** The cells of a column that are not missing. */
  List<String> present(int column) {
    return rows.stream()
        .map(row -> row.get(column))
        .filter(cell -> !MissingValue.is(cell))
        .toList();
  }
}
