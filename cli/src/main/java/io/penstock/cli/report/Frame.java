package io.penstock.cli.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Lines over shared places, as few points as can be told apart. A gap between two points is a place
 * between them with no value.
 *
 * @param x [point], increasing
 * @param lines [line][point]
 */
record Frame(double[] x, List<double[]> lines) {
  Frame {
    lines = List.copyOf(lines);
  }

  /**
   * Of some lines.
   *
   * @param count of points
   * @param most points that may be kept, about
   * @param place where a point stands
   * @param lines the value of each at a point
   * @param breaks whether something is missing between a point and the one before it
   */
  static Frame of(
      int count,
      int most,
      IntToDoubleFunction place,
      List<IntToDoubleFunction> lines,
      IntPredicate breaks) {
    int[] kept = PeakKeeping.of(count, most, lines, breaks);
    List<Integer> points = new ArrayList<>();
    for (int i = 0; i < kept.length; i++) {
      if (i > 0 && breaks.test(kept[i])) {
        points.add(-1);
      }
      points.add(kept[i]);
    }
    double[] x = new double[points.size()];
    List<double[]> values = new ArrayList<>();
    lines.forEach(line -> values.add(new double[x.length]));
    for (int i = 0; i < x.length; i++) {
      int point = points.get(i);
      x[i] =
          point < 0
              ? between(
                  place.applyAsDouble(points.get(i - 1)), place.applyAsDouble(points.get(i + 1)))
              : place.applyAsDouble(point);
      for (int line = 0; line < lines.size(); line++) {
        values.get(line)[i] = point < 0 ? Double.NaN : lines.get(line).applyAsDouble(point);
      }
    }
    return new Frame(x, values);
  }

  /** A whole number where the ends are. */
  private static double between(double from, double to) {
    return Math.floor((from + to) / 2);
  }

  double[] line(int place) {
    return lines.get(place);
  }
}
