package io.penstock.cli.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import java.util.function.IntToDoubleFunction;

/**
 * Which points of a long line to draw: of each of many buckets the least and the greatest, so that
 * no peak is lost that would have been seen, and gaps stay gaps. Lines that are drawn over one
 * another share their points.
 */
final class PeakKeeping {
  private PeakKeeping() {}

  /**
   * Chooses points.
   *
   * @param count of points
   * @param most that may be chosen, about; all where there are no more
   * @param lines the value of each line at a point, NaN = missing
   * @param breaks whether something is missing between a point and the one before it
   * @return places of points, increasing; a point at which all lines are missing is a gap
   */
  static int[] of(int count, int most, List<IntToDoubleFunction> lines, IntPredicate breaks) {
    if (count <= most) {
      int[] all = new int[count];
      Arrays.setAll(all, i -> i);
      return all;
    }
    int buckets = Math.max(1, most / (2 * lines.size()));
    List<Integer> kept = new ArrayList<>();
    kept.add(0);
    for (int bucket = 0; bucket < buckets; bucket++) {
      int from = (int) ((long) bucket * count / buckets);
      int to = (int) ((long) (bucket + 1) * count / buckets);
      kept.addAll(ofBucket(from, to, lines, breaks));
    }
    kept.add(count - 1);
    return kept.stream().mapToInt(Integer::intValue).distinct().toArray();
  }

  private static TreeSet<Integer> ofBucket(
      int from, int to, List<IntToDoubleFunction> lines, IntPredicate breaks) {
    TreeSet<Integer> kept = new TreeSet<>();
    for (IntToDoubleFunction line : lines) {
      int least = -1;
      int greatest = -1;
      for (int i = from; i < to; i++) {
        double value = line.applyAsDouble(i);
        if (Double.isNaN(value)) {
          continue;
        }
        if (least < 0 || value < line.applyAsDouble(least)) {
          least = i;
        }
        if (greatest < 0 || value > line.applyAsDouble(greatest)) {
          greatest = i;
        }
      }
      if (least >= 0) {
        kept.add(least);
        kept.add(greatest);
      }
    }
    firstGap(from, to, lines, breaks, kept);
    return kept;
  }

  /** Of the gaps in a bucket one is as good as all: they are less than a pixel apart. */
  private static void firstGap(
      int from,
      int to,
      List<IntToDoubleFunction> lines,
      IntPredicate breaks,
      TreeSet<Integer> kept) {
    boolean missing = false;
    boolean broken = false;
    for (int i = from; i < to && !(missing && broken); i++) {
      int at = i;
      if (!missing && lines.stream().allMatch(line -> Double.isNaN(line.applyAsDouble(at)))) {
        missing = true;
        kept.add(i);
      }
      if (!broken && i > 0 && breaks.test(i)) {
        broken = true;
        kept.add(i - 1);
        kept.add(i);
      }
    }
  }
}
