package io.penstock.modelling;

import io.penstock.leak.Tie;
import io.penstock.parts.TrainingPart;
import io.penstock.preparation.Preparation;
import io.penstock.series.RowRange;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Signs that columns of the data give a target away: one that goes with it at the same time almost
 * exactly, or two that add up to it. Of a long training part some rows are looked at, evenly
 * spread.
 */
final class LeakSigns {
  /** From this on a correlation, or one of the other sign, is worth a notice. */
  static final double CORRELATION = 0.95;

  private static final int MOST_ROWS = 100_000;

  /** More columns have too many pairs. */
  private static final int MOST_COLUMNS = 60;

  private final List<String> notices = new ArrayList<>();
  private final List<String> columns;
  private final Preparation preparation;
  private final int[] rows;

  private LeakSigns(List<String> columns, Preparation preparation, int[] rows) {
    this.columns = columns;
    this.preparation = preparation;
    this.rows = rows;
  }

  /**
   * Looks for them among the raw columns of numbers that the model reads and that no target is made
   * of.
   *
   * @param part the training part
   * @param truths the same rows of the targets in their own units
   * @param targets names of the targets' columns there
   * @return a notice for each sign
   */
  static List<String> of(
      TrainingPart part, TrainingPart truths, List<String> targets, Preparation preparation) {
    Set<String> ofTargets = new HashSet<>(targets);
    preparation.recoveries().forEach(recovery -> ofTargets.addAll(recovery.truth().columns()));
    List<String> columns =
        preparation.inputs().stream()
            .filter(column -> !ofTargets.contains(column) && !part.holdsWords(column))
            .toList();
    LeakSigns signs = new LeakSigns(columns, preparation, rows(part));
    float[][] values =
        columns.stream().map(column -> signs.values(part, column)).toArray(float[][]::new);
    for (String target : targets) {
      signs.look(target, signs.values(truths, target), values);
    }
    return List.copyOf(signs.notices);
  }

  private static int[] rows(TrainingPart part) {
    int stride = (part.count() - 1) / MOST_ROWS + 1;
    int[] rows = new int[(part.count() - 1) / stride + 1];
    int passed = 0;
    int at = 0;
    for (RowRange range : part.ranges()) {
      int first = range.from() + Math.floorMod(-passed, stride);
      for (int row = first; row < range.to(); row += stride) {
        rows[at++] = row;
      }
      passed += range.size();
    }
    return rows;
  }

  private float[] values(TrainingPart part, String column) {
    int place = part.indexOf(column);
    float[] values = new float[rows.length];
    for (int i = 0; i < rows.length; i++) {
      values[i] = part.value(rows[i], place);
    }
    return values;
  }

  private void look(String target, float[] truth, float[][] values) {
    for (int k = 0; k < values.length; k++) {
      double correlation = Tie.correlation(values[k], truth);
      if (Math.abs(correlation) >= CORRELATION) {
        notices.add(
            String.format(
                Locale.ROOT,
                "Column %s goes with the target %s at the same time: their correlation in the training part is %.3f. %s",
                columns.get(k),
                target,
                correlation,
                advice(columns.get(k))));
      }
    }
    for (int one = 0; values.length <= MOST_COLUMNS && one < values.length; one++) {
      for (int other = one + 1; other < values.length; other++) {
        if (Tie.addUp(values[one], values[other], truth)) {
          notices.add(
              String.format(
                  "Columns %s and %s add up to the target %s in the training part. %s",
                  columns.get(one),
                  columns.get(other),
                  target,
                  "Together they give it away where they are known no earlier; leave them out then."));
        }
      }
    }
  }

  private String advice(String column) {
    return preparation.futureInputs().contains(column)
        ? "It is said to be known for the rows to be forecast: if it is not, it leaks the target; take it out of them then."
        : "If it is known no earlier than the target, or is a part of it, it may leak the target; leave it out then.";
  }
}
