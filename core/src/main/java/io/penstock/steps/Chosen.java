package io.penstock.steps;

import io.penstock.error.PenstockException;
import io.penstock.preparation.FittingRows;
import io.penstock.series.RowRange;
import io.penstock.suggestion.Suggestion;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The columns that a step is to work on, and what is known of them in the training part. */
final class Chosen {
  private Chosen() {}

  /**
   * Columns that must be named.
   *
   * @throws PenstockException with code CONFIG if there are none, or one is named twice
   */
  static List<String> required(String step, List<String> columns) {
    if (columns.isEmpty()) {
      throw PenstockException.config("%s: no column is named.", step);
    }
    return optional(step, columns);
  }

  /**
   * Columns of which none stands for all.
   *
   * @throws PenstockException with code CONFIG if one is named twice
   */
  static List<String> optional(String step, List<String> columns) {
    if (new HashSet<>(columns).size() < columns.size()) {
      throw PenstockException.config("%s: a column is named twice: %s.", step, columns);
    }
    return List.copyOf(columns);
  }

  /**
   * Checks that columns are there.
   *
   * @throws PenstockException with code CONFIG if not
   */
  static List<String> existing(String step, List<String> columns, FittingRows rows) {
    List<String> unknown =
        columns.stream().filter(column -> !rows.columns().contains(column)).toList();
    if (!unknown.isEmpty()) {
      throw PenstockException.config(
          "%s: at this step %s has no column %s. It has: %s.",
          step,
          rows.name(),
          unknown.stream()
              .map(name -> "'" + name + "'" + meant(name, rows.columns()))
              .collect(Collectors.joining(", nor ")),
          String.join(", ", rows.columns()));
    }
    return columns;
  }

  private static String meant(String name, List<String> columns) {
    return Suggestion.nearest(name, columns)
        .map(near -> " (did you mean " + near + "?)")
        .orElse("");
  }

  /**
   * Columns of numbers.
   *
   * @param columns names; empty for all columns of numbers
   * @throws PenstockException with code CONFIG if one is not there or holds words
   */
  static List<String> numbers(String step, List<String> columns, FittingRows rows) {
    if (columns.isEmpty()) {
      return rows.columns().stream().filter(column -> rows.labels(column).isEmpty()).toList();
    }
    for (String column : existing(step, columns, rows)) {
      if (!rows.labels(column).isEmpty()) {
        throw PenstockException.config(
            "%s: column %s of %s holds words, as '%s'. Leave it out, or make numbers of it before by the step one-hot.",
            step, column, rows.name(), rows.labels(column).get(0));
      }
    }
    return columns;
  }

  /**
   * Columns of words.
   *
   * @param columns names; empty for all columns of words but the one that tells series apart
   * @throws PenstockException with code CONFIG if one is not there or holds numbers, or there are
   *     none
   */
  static List<String> words(String step, List<String> columns, FittingRows rows) {
    List<String> words =
        columns.isEmpty()
            ? rows.columns().stream()
                .filter(column -> !rows.labels(column).isEmpty())
                .filter(column -> !rows.idColumn().equals(Optional.of(column)))
                .toList()
            : existing(step, columns, rows);
    if (words.isEmpty()) {
      throw PenstockException.config(
          "%s: %s has no column of words at this step. Leave the step out.", step, rows.name());
    }
    for (String column : words) {
      if (rows.labels(column).isEmpty()) {
        throw PenstockException.config(
            "%s: column %s of %s holds numbers, not words. Leave it out.",
            step, column, rows.name());
      }
    }
    return words;
  }

  /** The first and the last row of the training part, as {@code "row 1 to row 99"}. */
  static String span(FittingRows rows) {
    List<RowRange> segments = rows.segments();
    return segments.isEmpty()
        ? "no row"
        : rows.label(segments.get(0).from())
            + " to "
            + rows.label(segments.get(segments.size() - 1).to() - 1);
  }

  /**
   * Checks that a run of rows without a gap is longer than what a step looks back.
   *
   * @param back rows that lie between the row and the first one that is read
   * @param what looks back so far, as "a lag of 24 rows"
   * @throws PenstockException with code DATA if not
   */
  static void requireReach(String step, FittingRows rows, long back, String what) {
    int longest = rows.segments().stream().mapToInt(segment -> segment.size()).max().orElse(0);
    if (longest <= back) {
      throw PenstockException.data(
          "%s: %s leads out of the training part of %s, whose longest run of rows without a gap has %d. "
              + "Take fewer rows, or a longer training part.",
          step, what, rows.name(), longest);
    }
  }

  /**
   * Rows of a season.
   *
   * @param given by the step, or 0 for that of the series
   * @throws PenstockException with code CONFIG if the series has none
   */
  static int season(String step, int given, FittingRows rows) {
    int season = given == 0 ? rows.season() : given;
    if (season < 2) {
      throw PenstockException.config(
          "%s: nothing says what a season of %s is. Say how many rows it has, as season: 24.",
          step, rows.name());
    }
    return season;
  }

  /**
   * Checks that rows follow each other by a rule, so that the time says which row is which.
   *
   * @throws PenstockException with code DATA if not
   */
  static void requireRegularTimes(String step, FittingRows rows) {
    if (!rows.frequency().isTimed() && !isCounted(rows)) {
      throw PenstockException.data(
          "%s: the times of %s follow no rule, so that it cannot be told how many rows lie between two of them. "
              + "Leave the step out, or count the rows with no-time.",
          step, rows.name());
    }
  }

  /** Whether rows have numbers and no times. */
  static boolean isCounted(FittingRows rows) {
    if (rows.frequency().isTimed()) {
      return false;
    }
    for (RowRange segment : rows.segments()) {
      long first = rows.time(segment.from());
      if (first < 0 || rows.time(segment.to() - 1) - first != segment.size() - 1) {
        return false;
      }
    }
    return true;
  }

  /**
   * The step numbers of the rows' times.
   *
   * @return [row]; 0 for a row that is not of the training part, as there are between series
   */
  static long[] stepNumbers(FittingRows rows) {
    long[] numbers = new long[rows.rows()];
    for (RowRange segment : rows.segments()) {
      for (int row = segment.from(); row < segment.to(); row++) {
        numbers[row] = rows.frequency().stepNumber(rows.time(row));
      }
    }
    return numbers;
  }
}
