package io.penstock.evaluation;

import java.util.List;
import java.util.Objects;

/**
 * How the decisions for a class change with the threshold of its probability, from the strictest to
 * the most lenient: the points of its ROC and its precision-recall curve.
 *
 * @param label of the class
 * @param rocAuc area under the ROC curve, NaN if only one of class and rest occurs
 * @param averagePrecision as {@link Metric#PR_AUC}, NaN if the class does not occur
 * @param points at most {@value #MOST_POINTS}, by falling threshold
 */
public record ClassCurve(String label, double rocAuc, double averagePrecision, List<Point> points) {
  /** So many points draw a curve that the eye cannot tell from the whole one. */
  public static final int MOST_POINTS = 200;

  /** Copies the points and checks how many they are. */
  public ClassCurve {
    Objects.requireNonNull(label, "label");
    points = List.copyOf(points);
    if (points.size() > MOST_POINTS) {
      throw new IllegalArgumentException(points.size() + " points of a curve");
    }
  }

  /**
   * What is decided at a threshold.
   *
   * @param threshold at or above which it is decided to be of the class
   * @param truePositives of those that are of the class, the share that is decided to be: the
   *     recall; NaN if there are none
   * @param falsePositives of those that are not, the share that is decided to be; NaN if there are
   *     none
   * @param precision of those that are decided to be, the share that is
   */
  public record Point(
      double threshold, double truePositives, double falsePositives, double precision) {}
}
