package io.penstock.parts;

import io.penstock.formula.Formula;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Recovery;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Prepared rows of a series, and what of them a window must have.
 *
 * @param series that they were made of, or that is the same but for what training has filled in
 * @param preparation that made them
 * @param rows [row, column or carrier], row-major; not copied
 * @param first row of the series that the first of them belongs to
 */
public record PreparedRows(Series series, Preparation preparation, float[] rows, int first) {
  /**
   * {@return what each row of a look-back must have: the features, the targets as far as they are
   * read, and what the way back reads in the window}
   */
  public Presence inputs() {
    List<Integer> needed = new ArrayList<>(preparation.features());
    for (int target : preparation.targets()) {
      if (preparation.reads(target)) {
        needed.add(target);
      }
    }
    List<Formula> carriers = preparation.carriers();
    for (int k = 0; k < carriers.size(); k++) {
      needed.add(preparation.columns().size() + k);
    }
    return presence(needed);
  }

  /**
   * {@return what each row to be predicted must have to be learnt from: the targets, and the
   * future}
   */
  public Presence outputs() {
    List<Integer> needed = new ArrayList<>(preparation.targets());
    needed.addAll(preparation.future());
    return presence(needed);
  }

  /**
   * {@return what each row to be predicted must have to be forecast: what is known of the future}
   */
  public Presence future() {
    return presence(preparation.future());
  }

  /**
   * {@return what each row to be predicted must have, so many rows before, that a predicted
   * difference is added to} In the look-back it is there anyway.
   *
   * @param lookBack rows that a network reads
   */
  public Presence differenced(int lookBack) {
    Presence needed = presence(List.of());
    for (Inverse.Undifference difference : differences(preparation)) {
      if (difference.lag() > lookBack) {
        needed = needed.and(before(difference));
      }
    }
    return needed;
  }

  /**
   * {@return how many rows before a predicted one the way back reads at most}
   *
   * @param preparation that made them
   */
  public static int reach(Preparation preparation) {
    return differences(preparation).stream().mapToInt(Inverse.Undifference::lag).max().orElse(0);
  }

  private static List<Inverse.Undifference> differences(Preparation preparation) {
    List<Inverse.Undifference> differences = new ArrayList<>();
    for (Recovery recovery : preparation.recoveries()) {
      for (Inverse inverse : recovery.inverses()) {
        if (inverse instanceof Inverse.Undifference difference) {
          differences.add(difference);
        }
      }
    }
    return differences;
  }

  /** What a predicted difference is added to, as far as these rows have it. */
  private Presence before(Inverse.Undifference difference) {
    Presence itself = presence(List.of(preparation.place(difference.before())));
    RowRange own = new RowRange(first, first + rows.length / preparation.width());
    int lag = difference.lag();
    return new Presence() {
      @Override
      public Optional<String> lacking(int row) {
        return own.contains(row - lag) ? itself.lacking(row - lag) : Optional.empty();
      }

      @Override
      public boolean lacks(int row) {
        return own.contains(row - lag) && itself.lacks(row - lag);
      }
    };
  }

  private Presence presence(List<Integer> columns) {
    return Presence.of(
        rows,
        first,
        preparation.width(),
        columns.stream().mapToInt(Integer::intValue).distinct().toArray(),
        this::missing);
  }

  /**
   * Why a column or carrier is missing in a row: for a raw value that is, in that row or in one
   * before it; else for a value of which a step makes none.
   */
  private String missing(int row, int place) {
    int columns = preparation.columns().size();
    Formula formula =
        place < columns
            ? preparation.formulas().get(place)
            : preparation.carriers().get(place - columns);
    List<String> read = series.columns().stream().filter(formula.columns()::contains).toList();
    int earliest =
        Math.max(series.members().get(series.memberAt(row)).rows().from(), row - formula.history());
    for (int at = row; at >= earliest; at--) {
      for (String column : read) {
        if (Float.isNaN(series.value(at, series.indexOf(column)))) {
          return Presence.noValue(series, at, column);
        }
      }
    }
    List<String> values =
        read.stream()
            .map(column -> series.value(row, series.indexOf(column)) + " in column " + column)
            .toList();
    return String.format(
        "%s at %s, of which its steps make no number, as a logarithm makes none of -1",
        String.join(" and ", values), RowLabel.of(series, row));
  }
}
