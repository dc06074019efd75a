package io.penstock.anomaly;

import io.penstock.series.Frequency;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows of a series beside what a model expected, and how improbable what came is. Rows that could
 * not be forecast, or whose truth is missing, are not among them.
 *
 * @param rule by which rows were judged
 * @param targets names of the columns that were forecast
 * @param frequency of the times
 * @param times [row] of each row
 * @param series [row] id of the series that each is of; empty where there is one series
 * @param truth [row, target], row-major, in the targets' units
 * @param forecast [row, target], row-major, made from the rows before, in the targets' units
 * @param distances [row, target], row-major, of the averaged residual from what is usual, in
 *     scales; NaN where too few rows before tell what is usual
 * @param probabilities [row, target], row-major, of as great a distance if nothing is wrong; NaN
 *     likewise
 */
public record Detection(
    DetectionRule rule,
    List<String> targets,
    Frequency frequency,
    long[] times,
    List<String> series,
    float[] truth,
    float[] forecast,
    double[] distances,
    double[] probabilities) {
  /** Checks that the arrays fit. They are not copied, since they may be large. */
  public Detection {
    targets = List.copyOf(targets);
    series = List.copyOf(series);
    int numbers = times.length * targets.size();
    if (!series.isEmpty() && series.size() != times.length
        || truth.length != numbers
        || forecast.length != numbers
        || distances.length != numbers
        || probabilities.length != numbers) {
      throw new IllegalArgumentException("the arrays of a detection do not fit each other");
    }
  }

  /** {@return how many rows were looked at} */
  public int rows() {
    return times.length;
  }

  /** {@return how many rows were judged, since rows before told what is usual} */
  public int judged() {
    int judged = 0;
    for (int row = 0; row < rows(); row++) {
      judged += Double.isNaN(probability(row)) ? 0 : 1;
    }
    return judged;
  }

  /**
   * {@return the least probability of the row's targets; NaN if none was judged}
   *
   * @param row counted from 0
   */
  public double probability(int row) {
    double least = Double.NaN;
    for (int k = row * targets.size(); k < (row + 1) * targets.size(); k++) {
      least = Double.isNaN(least) || probabilities[k] < least ? probabilities[k] : least;
    }
    return least;
  }

  /**
   * {@return whether the row is an anomaly by one of its targets}
   *
   * @param row counted from 0
   */
  public boolean isAnomaly(int row) {
    return probability(row) <= rule.probability();
  }

  /** {@return how many rows are anomalies} */
  public int anomalies() {
    int anomalies = 0;
    for (int row = 0; row < rows(); row++) {
      anomalies += isAnomaly(row) ? 1 : 0;
    }
    return anomalies;
  }

  /**
   * {@return the anomalies as events: those of one series with fewer rows between them than
   * residuals are averaged are one, since each of these rows may be called one for the same
   * residual}
   */
  public List<AnomalyEvent> events() {
    List<AnomalyEvent> events = new ArrayList<>();
    int first = -1;
    int last = -1;
    for (int row = 0; row < rows(); row++) {
      if (!isAnomaly(row)) {
        continue;
      }
      if (first >= 0 && (row - last > rule.smoothing() || !ofOneSeries(first, row))) {
        events.add(event(first, last));
        first = -1;
      }
      first = first < 0 ? row : first;
      last = row;
    }
    if (first >= 0) {
      events.add(event(first, last));
    }
    return List.copyOf(events);
  }

  private boolean ofOneSeries(int one, int other) {
    return series.isEmpty() || series.get(one).equals(series.get(other));
  }

  private AnomalyEvent event(int first, int last) {
    int worst = first;
    int worstTarget = 0;
    for (int row = first; row <= last; row++) {
      for (int k = 0; k < targets.size(); k++) {
        double distance = distances[row * targets.size() + k];
        if (!(distance <= distances[worst * targets.size() + worstTarget])) {
          worst = Double.isNaN(distance) ? worst : row;
          worstTarget = Double.isNaN(distance) ? worstTarget : k;
        }
      }
    }
    int at = worst * targets.size() + worstTarget;
    return new AnomalyEvent(
        series.isEmpty() ? "" : series.get(first),
        targets.get(worstTarget),
        times[first],
        times[last],
        times[worst],
        truth[at],
        forecast[at],
        distances[at],
        probabilities[at]);
  }
}
