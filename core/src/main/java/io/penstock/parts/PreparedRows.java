package io.penstock.parts;

import io.penstock.formula.Formula;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import java.util.ArrayList;
import java.util.List;

/**
 * Prepared rows of a series, and what of them a window must have.
 *
 * @param preparation that made them
 * @param rows [row, column or carrier], row-major; not copied
 * @param first row of the series that the first of them belongs to
 */
public record PreparedRows(Preparation preparation, float[] rows, int first) {
  /**
   * What each row of a look-back must have: the features, the targets as far as they are read, and
   * what the way back reads in the window.
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

  /** What each row to be predicted must have to be learnt from: the targets, and the future. */
  public Presence outputs() {
    List<Integer> needed = new ArrayList<>(preparation.targets());
    needed.addAll(preparation.future());
    return presence(needed);
  }

  /** What each row to be predicted must have to be forecast: what is known of the future. */
  public Presence future() {
    return presence(preparation.future());
  }

  private Presence presence(List<Integer> columns) {
    List<String> names = new ArrayList<>();
    preparation.columns().stream().map(ColumnScaling::column).forEach(names::add);
    preparation.carriers().forEach(carrier -> names.add(String.join(", ", carrier.columns())));
    return Presence.of(
        rows,
        first,
        preparation.width(),
        columns.stream().mapToInt(Integer::intValue).distinct().toArray(),
        names);
  }
}
