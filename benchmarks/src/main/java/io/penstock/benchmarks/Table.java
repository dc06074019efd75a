package io.penstock.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** A table in Markdown, its columns aligned so that it can be read as it stands. */
final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  Table(List<String> titles) {
    rows.add(List.copyOf(titles));
  }

  Table(String... titles) {
    this(List.of(titles));
  }

  void row(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(
          cells.size() + " cells under " + rows.get(0).size() + " titles");
    }
    rows.add(List.copyOf(cells));
  }

  void row(String... cells) {
    row(List.of(cells));
  }

  /** Whether there is more than titles. */
  boolean hasRows() {
    return rows.size() > 1;
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (int r = 0; r < rows.size(); r++) {
      for (int c = 0; c < columns; c++) {
        String cell = rows.get(r).get(c);
        text.append("| ").append(cell).append(" ".repeat(widths[c] - cell.length() + 1));
      }
      text.append("|\n");
      if (r == 0) {
        for (int c = 0; c < columns; c++) {
          // All but the first column hold numbers.
          text.append(c == 0 ? "| " + "-".repeat(widths[c]) + " " : "| " + "-".repeat(widths[c]))
              .append(c == 0 ? "" : ":");
        }
        text.append("|\n");
      }
    }
    return text.toString();
  }
}
