package io.penstock.cli.output;

import java.util.ArrayList;
import java.util.List;

/** Rows of text in columns: the first flush left, the others flush right, two spaces between. */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

  /** Begins a table with its heads. */
  public Table(String... heads) {
    rows.add(List.of(heads));
  }

  /** Adds a row, with as many cells as there are heads. */
  public Table row(List<String> cells) {
    if (cells.size() != rows.get(0).size()) {
      throw new IllegalArgumentException(cells + " under the heads " + rows.get(0));
    }
    rows.add(List.copyOf(cells));
    return this;
  }

  /** The lines, heads first, without spaces at their ends. */
  public List<String> lines() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int k = 0; k < widths.length; k++) {
        widths[k] = Math.max(widths[k], width(row.get(k)));
      }
    }
    return rows.stream().map(row -> line(row, widths)).toList();
  }

  private static String line(List<String> row, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int k = 0; k < widths.length; k++) {
      String cell = row.get(k);
      String space = " ".repeat(widths[k] - width(cell));
      line.append(k == 0 ? cell + space : "  " + space + cell);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}
