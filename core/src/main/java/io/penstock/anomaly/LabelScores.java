package io.penstock.anomaly;

import io.penstock.error.PenstockException;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.HashMap;
import java.util.Map;

/**
 * How well anomalies that were found without labels fit those that are labelled.
 *
 * @param rows judged rows that have a label
 * @param labelled of them those that are labelled as anomalies
 * @param found of the labelled those that were found
 * @param falseRows rows that were found and are not labelled
 * @param windows runs of labelled rows
 * @param foundWindows of them those in which a row was found
 */
public record LabelScores(
    int rows, int labelled, int found, int falseRows, int windows, int foundWindows) {
  /**
   * Of a detection.
   *
   * @param detection what was found
   * @param series that was looked at
   * @param label column of it that is 1 where a row is an anomaly, and 0 elsewhere
   * @return counts and shares of hits and misses
   * @throws PenstockException with code CONFIG if there is no such column, DATA if it has another
   *     value
   */
  public static LabelScores of(Detection detection, Series series, String label) {
    int column = series.indexOf(label);
    if (column < 0) {
      throw PenstockException.config(
          "%s has no column %s. It has: %s.",
          series.name(), label, String.join(", ", series.columns()));
    }
    Map<String, RowRange> members = new HashMap<>();
    series.members().forEach(member -> members.put(member.id(), member.rows()));
    RowRange all = new RowRange(0, series.rows());
    int rows = 0;
    int labelled = 0;
    int found = 0;
    int falseRows = 0;
    int windows = 0;
    int foundWindows = 0;
    boolean inWindow = false;
    boolean windowFound = false;
    int before = -1;
    for (int at = 0; at < detection.rows(); at++) {
      if (Double.isNaN(detection.probability(at))) {
        continue;
      }
      RowRange own =
          detection.series().isEmpty()
              ? all
              : members.getOrDefault(detection.series().get(at), all);
      int row = row(detection.times()[at], own, series);
      float truth = series.value(row, column);
      if (Float.isNaN(truth)) {
        continue;
      }
      if (truth != 0 && truth != 1) {
        throw PenstockException.data(
            "%s has %s in column %s, row %d, and a label is 1 where a row is an anomaly and 0 elsewhere.",
            series.name(), truth, label, row + 1);
      }
      boolean isLabelled = truth == 1;
      boolean isFound = detection.isAnomaly(at);
      boolean goesOn = inWindow && isLabelled && series.memberAt(before) == series.memberAt(row);
      if (isLabelled && !goesOn) {
        windows++;
        windowFound = false;
      }
      if (isLabelled && isFound && !windowFound) {
        foundWindows++;
        windowFound = true;
      }
      rows++;
      labelled += isLabelled ? 1 : 0;
      found += isLabelled && isFound ? 1 : 0;
      falseRows += !isLabelled && isFound ? 1 : 0;
      inWindow = isLabelled;
      before = row;
    }
    return new LabelScores(rows, labelled, found, falseRows, windows, foundWindows);
  }

  /** The row of a member by its time. */
  private static int row(long time, RowRange rows, Series series) {
    int low = rows.from();
    int high = rows.to() - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (series.time(middle) < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** {@return share of the rows found that are labelled; NaN if none was found} */
  public double precision() {
    return (double) found / (found + falseRows);
  }

  /** {@return share of the labelled rows that were found; NaN if none is labelled} */
  public double recall() {
    return (double) found / labelled;
  }

  /**
   * {@return harmonic mean of precision and recall, 2·TP / (2·TP + FP + FN); NaN without any of
   * them}
   */
  public double f1() {
    return 2.0 * found / (found + falseRows + labelled);
  }
}
