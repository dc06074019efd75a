package io.penstock.csv;

import io.penstock.error.PenstockException;
import io.penstock.suggestion.Names;
import io.penstock.suggestion.Suggestion;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The first row of a file: a name for each column, each once. */
final class Header {
  private Header() {}

  /** Checks that the first row is a header. */
  static void require(Path file, List<String> cells, long line, char decimalMark) {
    if (isOfValues(cells, decimalMark)) {
      throw PenstockException.data(
          "%s, line %d: the first row holds values (%s), not names. Put a header line above it, as time,value.",
          file, line, Names.shown(String.join(", ", cells)));
    }
    Map<String, Integer> seen = new HashMap<>();
    for (int column = 0; column < cells.size(); column++) {
      String name = cells.get(column);
      if (name.isEmpty()) {
        throw PenstockException.data(
            "%s, line %d: column %d has no name in the header. Give it one, or take the column out%s.",
            file,
            line,
            column + 1,
            column == 0 ? " (pandas leaves it out with to_csv(index=False))" : "");
      }
      Integer before = seen.putIfAbsent(name, column + 1);
      if (before != null) {
        throw PenstockException.data(
            "%s, line %d: the columns %d and %d are both named %s. Give each column a name of its own.",
            file, line, before, column + 1, name);
      }
    }
  }

  /** Whether the first row is one of values, as in a file without a header. */
  static boolean isOfValues(List<String> cells, char decimalMark) {
    return cells.stream().allMatch(cell -> isValue(cell, decimalMark));
  }

  private static boolean isValue(String cell, char decimalMark) {
    char[] text = cell.toCharArray();
    return !Float.isNaN(Numbers.parse(text, 0, text.length, decimalMark))
        || new CalendarForm(CalendarForm.Order.YEAR_FIRST, '-').read(text, 0, text.length)
            != TimeForm.NONE
        || new CalendarForm(CalendarForm.Order.UNDECIDED, '/').read(text, 0, text.length)
            != TimeForm.NONE
        || new CalendarForm(CalendarForm.Order.DAY_FIRST, '.').read(text, 0, text.length)
            != TimeForm.NONE;
  }

  /** The error for a column that is not there. */
  static PenstockException unknown(Path file, String kind, String name, List<String> header) {
    return PenstockException.data(
        "%s has no %s %s.%s The columns are %s.",
        file, kind, Names.shown(name), Suggestion.sentence(name, header), Names.listed(header));
  }
}
