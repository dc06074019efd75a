package io.penstock.onnx;

import static io.penstock.onnx.GraphBuilder.axis;

import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Rolling;
import io.penstock.onnx.Operators.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Operators of statistics of the last rows. What is known of the k rows that end at each row and of
 * the m before them gives what there is to know of m + k, so that it takes about log₂ of the rows
 * steps; different statistics and lengths share what they can.
 *
 * <p>Until the end all series stand in one row of numbers, so that the rows before are that row
 * shifted, which is one copy of the memory. A series' first values then come from the one before;
 * they are those without a whole span, and are left out in the end.
 */
final class RollingNodes {
  /** Medians of more rows than this sort each span; of fewer, the spans share their parts. */
  private static final int MOST_MERGED = 64;

  private final Operators ops;
  private final Set<Integer> sortedRows;

  /**
   * @param sortedRows lengths of the spans whose rows are sorted for their median deviation, so
   *     that their median costs nothing
   */
  RollingNodes(Operators ops, Set<Integer> sortedRows) {
    this.sortedRows = Set.copyOf(sortedRows);
    this.ops = ops;
  }

  /**
   * @param x [batch, formula, row]
   * @param width how many formulas
   * @param count how many rows
   * @return [batch, formula, row less those before the first whole span]
   */
  String statistic(Rolling rolling, String x, int width, int count) {
    int rows = rolling.rows();
    boolean ofMedian =
        rolling.statistic() == Rolling.Statistic.MEDIAN
            || rolling.statistic() == Rolling.Statistic.MEDIAN_DEVIATION;
    if (ofMedian && rows > MOST_MERGED) {
      return bySorting(rolling, x, width, count);
    }
    String row = ops.flat(x);
    String value =
        switch (rolling.statistic()) {
          case MEAN -> mean(row, rows);
          case DEVIATION -> deviation(row, rows);
          case LEAST -> extreme("Min", row, rows);
          case GREATEST -> extreme("Max", row, rows);
          case MEDIAN -> median(row, rows);
          case MEDIAN_DEVIATION -> medianDeviation(row, rows);
        };
    return whole(value, rows - 1, width, count);
  }

  /** A row of numbers as [batch, formula, row] without the first rows. */
  private String whole(String row, int without, int width, int count) {
    String value = ops.reshape(row, -1, width, count);
    return without == 0 ? value : ops.slice(value, 2, without, count);
  }

  private String mean(String x, int rows) {
    String sum = moments(ops.cast(x, Type.DOUBLE), rows, false).sum();
    return ops.cast(ops.of("Div", sum, ops.number((double) rows)), Type.FLOAT);
  }

  /**
   * The sum of some rows, and the sum of squares of their deviations from their mean; none of one
   * row.
   */
  private record Moments(int rows, String sum, Optional<String> squares) {}

  /** Two spans, the older first, made one. */
  private Moments join(Moments older, Moments newer, boolean squares) {
    int rows = older.rows() + newer.rows();
    String before = ops.shift(older.sum(), newer.rows());
    String sum = ops.of("Add", before, newer.sum());
    if (!squares) {
      return new Moments(rows, sum, Optional.empty());
    }
    // Chan, Golub and LeVeque 1979, whose form keeps what a great mean would swallow.
    double a = older.rows();
    double b = newer.rows();
    String level = a == b ? newer.sum() : ops.of("Mul", newer.sum(), ops.number(a / b));
    String apart = ops.of("Sub", level, before);
    String between = ops.of("Mul", ops.of("Mul", apart, apart), ops.number(b / (a * (a + b))));
    List<String> terms = new ArrayList<>(List.of(between));
    older.squares().ifPresent(value -> terms.add(ops.shift(value, newer.rows())));
    newer.squares().ifPresent(terms::add);
    String total = terms.stream().reduce((one, other) -> ops.of("Add", one, other)).orElseThrow();
    return new Moments(rows, sum, Optional.of(total));
  }

  private Moments moments(String x, int rows, boolean squares) {
    Moments power = new Moments(1, x, Optional.empty());
    Optional<Moments> all = Optional.empty();
    for (int rest = rows; ; rest /= 2) {
      if (rest % 2 == 1) {
        Moments newer = power;
        all = Optional.of(all.map(older -> join(older, newer, squares)).orElse(power));
      }
      if (rest == 1) {
        return all.orElseThrow();
      }
      power = join(power, power, squares);
    }
  }

  private String deviation(String x, int rows) {
    Moments moments = moments(ops.cast(x, Type.DOUBLE), rows, true);
    // Not a number where a row is infinite, as any deviation from an infinite mean.
    String nothing = ops.of("Sub", moments.sum(), moments.sum());
    String squares = moments.squares().map(value -> ops.of("Add", value, nothing)).orElse(nothing);
    String variance = ops.of("Div", squares, ops.number((double) rows));
    return ops.cast(ops.of("Sqrt", variance), Type.FLOAT);
  }

  private String extreme(String operator, String x, int rows) {
    String value = x;
    for (int span = 1; span < rows; ) {
      // The last step's two spans may overlap, which does an extreme no harm.
      int step = Math.min(span, rows - span);
      value = ops.of(operator, ops.shift(value, step), value);
      span += step;
    }
    return value;
  }

  /**
   * @param x [batch, formula, row]
   * @param width how many formulas
   * @param count how many rows
   */
  String lastKnown(LastKnown lastKnown, String x, int width, int count) {
    int looks = lastKnown.times() + 1;
    String value = ops.flat(x);
    for (int span = 1; span < looks; ) {
      int step = Math.min(span, looks - span);
      String older = ops.shift(value, step * lastKnown.stride());
      value = ops.where(ops.of("IsNaN", value), older, value);
      span += step;
    }
    return whole(value, lastKnown.ownHistory(), width, count);
  }

  /** Spans sorted by merging: a list holds the least, the second, … of each span. */
  private record Sorted(int rows, List<String> values) {}

  private String median(String x, int rows) {
    if (rows == 1) {
      return x;
    }
    if (sortedRows.contains(rows)) {
      List<String> values = sorted(x, rows);
      return middle(rows, values.get((rows - 1) / 2), values.get(rows / 2));
    }
    Halves halves = halves(x, rows);
    return middle(
        rows,
        ranked(halves.older(), halves.newer(), (rows + 1) / 2),
        ranked(halves.older(), halves.newer(), rows / 2 + 1));
  }

  /** Each span's rows, at least two, in two sorted lists. */
  private record Halves(List<String> older, List<String> newer) {}

  private Halves halves(String x, int rows) {
    int top = Integer.highestOneBit(rows - 1);
    int rest = rows - top;
    Sorted newer = new Sorted(1, List.of(x));
    Optional<Sorted> lower = Optional.empty();
    for (int span = 1; ; span *= 2) {
      if ((rest & span) != 0) {
        Sorted power = newer;
        lower = Optional.of(lower.map(before -> join(before, power)).orElse(power));
      }
      if (span == top) {
        break;
      }
      newer = join(newer, newer);
    }
    return new Halves(before(lower.orElseThrow(), top), newer.values());
  }

  /** Each span's rows, at least two, sorted. */
  private List<String> sorted(String x, int rows) {
    Halves halves = halves(x, rows);
    return merge(halves.older(), halves.newer());
  }

  /** The mean of the two in the middle, which of an odd number of rows are the same. */
  private String middle(int rows, String lower, String upper) {
    if (rows % 2 == 1) {
      return upper;
    }
    String half = ops.number(0.5f);
    return ops.of("Add", ops.of("Mul", half, lower), ops.of("Mul", half, upper));
  }

  private List<String> before(Sorted sorted, int rows) {
    return sorted.values().stream().map(value -> ops.shift(value, rows)).toList();
  }

  private Sorted join(Sorted older, Sorted newer) {
    return new Sorted(
        older.rows() + newer.rows(), merge(before(older, newer.rows()), newer.values()));
  }

  /** Batcher's odd-even merge. */
  private List<String> merge(List<String> one, List<String> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.isEmpty() ? other : one;
    }
    if (one.size() == 1 && other.size() == 1) {
      return List.of(
          ops.of("Min", one.get(0), other.get(0)), ops.of("Max", one.get(0), other.get(0)));
    }
    List<String> odd = merge(everySecond(one, 0), everySecond(other, 0));
    List<String> even = merge(everySecond(one, 1), everySecond(other, 1));
    List<String> merged = new ArrayList<>(List.of(odd.get(0)));
    for (int i = 0; i < Math.max(even.size(), odd.size() - 1); i++) {
      if (i < even.size() && i + 1 < odd.size()) {
        merged.add(ops.of("Min", even.get(i), odd.get(i + 1)));
        merged.add(ops.of("Max", even.get(i), odd.get(i + 1)));
      } else {
        merged.add(i < even.size() ? even.get(i) : odd.get(i + 1));
      }
    }
    return merged;
  }

  private static List<String> everySecond(List<String> values, int from) {
    List<String> some = new ArrayList<>();
    for (int i = from; i < values.size(); i += 2) {
      some.add(values.get(i));
    }
    return some;
  }

  /** The k-th least of two sorted lists: the least of max(i-th of one, (k − i)-th of the other). */
  private String ranked(List<String> one, List<String> other, int k) {
    List<String> candidates = new ArrayList<>();
    for (int i = Math.max(0, k - other.size()); i <= Math.min(k, one.size()); i++) {
      if (i == 0) {
        candidates.add(other.get(k - 1));
      } else if (i == k) {
        candidates.add(one.get(k - 1));
      } else {
        candidates.add(ops.of("Max", one.get(i - 1), other.get(k - i - 1)));
      }
    }
    return candidates.stream().reduce((a, b) -> ops.of("Min", a, b)).orElseThrow();
  }

  /**
   * Of sorted rows the distances from the median are two sorted lists, of the rows below and of
   * those above it.
   */
  private String medianDeviation(String x, int rows) {
    String median = median(x, rows);
    // Zero, or not a number where the median is none: infinite rows below have a distance then.
    String nothing = ops.of("Sub", median, median);
    if (rows == 1) {
      return nothing;
    }
    List<String> values = sorted(x, rows);
    List<String> below = new ArrayList<>();
    for (int i = rows / 2 - 1; i >= 0; i--) {
      below.add(ops.of("Sub", median, values.get(i)));
    }
    List<String> above = new ArrayList<>();
    for (int i = rows / 2; i < rows; i++) {
      above.add(i == (rows - 1) / 2 ? nothing : ops.of("Sub", values.get(i), median));
    }
    String deviation =
        middle(rows, ranked(below, above, (rows + 1) / 2), ranked(below, above, rows / 2 + 1));
    return ops.of("Add", deviation, nothing);
  }

  /** Sorts each span by itself, [batch, formula, place, row of the span]. */
  private String bySorting(Rolling rolling, String x, int width, int count) {
    int rows = rolling.rows();
    int places = count - rows + 1;
    String first = ops.longs(range(places), new long[] {places, 1});
    String spans =
        ops.of("Gather", List.of(x, ops.of("Add", first, ops.longs(range(rows)))), axis(2));
    ops.state(spans, width, places, rows);
    String median = middle(spans, rows);
    if (rolling.statistic() == Rolling.Statistic.MEDIAN_DEVIATION) {
      String nothing = ops.of("Sub", median, median);
      String deviation = middle(ops.of("Abs", ops.of("Sub", spans, median)), rows);
      median = ops.of("Add", deviation, nothing);
    }
    String greatest = whole(extreme("Max", ops.flat(x), rows), rows - 1, width, count);
    String missing = ops.of("IsNaN", greatest);
    // Sorting leaves numbers where one of the rows is missing.
    return ops.where(missing, ops.number(Float.NaN), ops.reshape(median, 0, width, places));
  }

  private String middle(String spans, int rows) {
    int most = rows / 2 + 1;
    String least = ops.least(spans, most);
    return middle(
        rows,
        ops.slice(least, 3, (rows + 1) / 2 - 1, (rows + 1) / 2),
        ops.slice(least, 3, most - 1, most));
  }

  private static long[] range(int count) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return values;
  }
}
