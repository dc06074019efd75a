package io.penstock.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What each threshold would give for one class against the others, from the highest score down;
 * equal scores are one threshold.
 *
 * @param name of the class
 * @param falseAlarms [threshold], the share of the others that is called it, increasing
 * @param recalls [threshold], the share of it that is called it, not falling
 * @param precisions [threshold], the share of what is called it that is it
 * @param area under the receiver operating characteristic, by trapezia, over all thresholds
 * @param averagePrecision Σ (recall − recall before) · precision, over all thresholds
 * @param share of the class in all
 */
record ClassCurve(
    String name,
    double[] falseAlarms,
    double[] recalls,
    double[] precisions,
    double area,
    double averagePrecision,
    double share) {
  private static final int MOST_POINTS = 300;

  /** A curve that was measured already. */
  static ClassCurve of(io.penstock.evaluation.ClassCurve curve, double share) {
    return new ClassCurve(
        curve.label(),
        curve.points().stream()
            .mapToDouble(io.penstock.evaluation.ClassCurve.Point::falsePositives)
            .toArray(),
        curve.points().stream()
            .mapToDouble(io.penstock.evaluation.ClassCurve.Point::truePositives)
            .toArray(),
        curve.points().stream()
            .mapToDouble(io.penstock.evaluation.ClassCurve.Point::precision)
            .toArray(),
        curve.rocAuc(),
        curve.averagePrecision(),
        share);
  }

  /** Empty where all are of the class or none is. */
  static Optional<ClassCurve> of(String name, double[] scores, boolean[] truths) {
    Integer[] order = new Integer[scores.length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, Comparator.comparingDouble(i -> -scores[i]));
    long positives = 0;
    for (boolean truth : truths) {
      positives += truth ? 1 : 0;
    }
    long negatives = truths.length - positives;
    if (positives == 0 || negatives == 0) {
      return Optional.empty();
    }
    List<double[]> points = new ArrayList<>();
    points.add(new double[] {0, 0, 1});
    double area = 0;
    double averagePrecision = 0;
    long hits = 0;
    long alarms = 0;
    for (int i = 0; i < order.length; i++) {
      if (truths[order[i]]) {
        hits++;
      } else {
        alarms++;
      }
      if (i + 1 < order.length && scores[order[i + 1]] == scores[order[i]]) {
        continue;
      }
      double[] last = points.get(points.size() - 1);
      double[] point = {
        (double) alarms / negatives, (double) hits / positives, (double) hits / (hits + alarms)
      };
      area += (point[0] - last[0]) * (point[1] + last[1]) / 2;
      averagePrecision += (point[1] - last[1]) * point[2];
      points.add(point);
    }
    List<double[]> shown = thinned(points);
    return Optional.of(
        new ClassCurve(
            name,
            column(shown, 0),
            column(shown, 1),
            column(shown, 2),
            area,
            averagePrecision,
            (double) positives / truths.length));
  }

  /** Points that are a step of a chart from the one before. */
  private static List<double[]> thinned(List<double[]> points) {
    List<double[]> kept = new ArrayList<>();
    kept.add(points.get(0));
    for (int i = 1; i < points.size(); i++) {
      double[] last = kept.get(kept.size() - 1);
      double[] point = points.get(i);
      double moved =
          Math.max(
              Math.abs(point[0] - last[0]),
              Math.max(Math.abs(point[1] - last[1]), Math.abs(point[2] - last[2])));
      if (moved >= 2.0 / MOST_POINTS || i == points.size() - 1) {
        kept.add(point);
      }
    }
    return kept;
  }

  private static double[] column(List<double[]> points, int place) {
    return points.stream().mapToDouble(point -> point[place]).toArray();
  }
}
