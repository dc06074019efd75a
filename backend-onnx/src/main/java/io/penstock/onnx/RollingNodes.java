package io.penstock.onnx;

import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Rolling;
import io.penstock.onnx.Operators.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Operators of statistics of the last rows. What is known of m rows that end at each row and of the
 * k before them gives what there is to know of m + k, so that it takes about log₂ of the rows
 * steps; different statistics and lengths share what they can.
 *
 * <p>A value of spans of m rows of {@code count} has {@code count − m + 1} places: place i is the
 * span from row i to row i + m − 1.
 */
final class RollingNodes {
  /** Medians of more rows than this sort each span; of fewer, the spans share their parts. */
  private static final int MOST_MERGED = 64;

  private final Operators ops;

  RollingNodes(Operators ops) {
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
    return switch (rolling.statistic()) {
      case MEAN -> mean(x, rows, count);
      case DEVIATION -> deviation(x, rows, count);
      case LEAST -> extreme("Min", x, rows, count);
      case GREATEST -> extreme("Max", x, rows, count);
      case MEDIAN -> anyMedian(x, rows, width, count);
      case MEDIAN_DEVIATION -> medianDeviation(x, rows, width, count);
    };
  }

  private String anyMedian(String x, int rows, int width, int count) {
    return rows <= MOST_MERGED ? median(x, rows, count) : sorted(x, rows, width, count);
  }

  /** Places of a value of spans, as [from, to). */
  private String part(String value, int from, int to, int places) {
    return from == 0 && to == places ? value : ops.slice(value, 2, from, to);
  }

  private String mean(String x, int rows, int count) {
    String sum = sum(ops.cast(x, Type.DOUBLE), rows, count);
    return ops.cast(ops.of("Div", sum, ops.number((double) rows)), Type.FLOAT);
  }

  /** Sums of spans, in the type of the values. */
  String sum(String x, int rows, int count) {
    return moments(x, rows, count, false).sum();
  }

  /**
   * The sum of some rows, and the sum of squares of their deviations from their mean; none of one
   * row.
   */
  private record Moments(int rows, String sum, Optional<String> squares) {}

  /** Two spans, the older first, made one. */
  private Moments join(Moments older, Moments newer, int count, boolean squares) {
    int rows = older.rows() + newer.rows();
    int places = count - rows + 1;
    String first = part(older.sum(), 0, places, count - older.rows() + 1);
    String second =
        part(newer.sum(), older.rows(), count - newer.rows() + 1, count - newer.rows() + 1);
    String sum = ops.of("Add", first, second);
    if (!squares) {
      return new Moments(rows, sum, Optional.empty());
    }
    // Chan, Golub and LeVeque 1979, whose form keeps what a great mean would swallow.
    double a = older.rows();
    double b = newer.rows();
    String level = a == b ? second : ops.of("Mul", second, ops.number(a / b));
    String apart = ops.of("Sub", level, first);
    String between = ops.of("Mul", ops.of("Mul", apart, apart), ops.number(b / (a * (a + b))));
    List<String> terms = new ArrayList<>(List.of(between));
    older.squares().ifPresent(value -> terms.add(part(value, 0, places, count - older.rows() + 1)));
    newer
        .squares()
        .ifPresent(
            value ->
                terms.add(
                    part(value, older.rows(), count - newer.rows() + 1, count - newer.rows() + 1)));
    String total = terms.stream().reduce((one, other) -> ops.of("Add", one, other)).orElseThrow();
    return new Moments(rows, sum, Optional.of(total));
  }

  private Moments moments(String x, int rows, int count, boolean squares) {
    Moments power = new Moments(1, x, Optional.empty());
    Optional<Moments> all = Optional.empty();
    for (int rest = rows; ; rest /= 2) {
      if (rest % 2 == 1) {
        Moments newer = power;
        all = Optional.of(all.map(older -> join(older, newer, count, squares)).orElse(power));
      }
      if (rest == 1) {
        return all.orElseThrow();
      }
      power = join(power, power, count, squares);
    }
  }

  private String deviation(String x, int rows, int count) {
    Moments moments = moments(ops.cast(x, Type.DOUBLE), rows, count, true);
    // Not a number where a row is infinite, as any deviation from an infinite mean.
    String nothing = ops.of("Sub", moments.sum(), moments.sum());
    String squares = moments.squares().map(value -> ops.of("Add", value, nothing)).orElse(nothing);
    String variance = ops.of("Div", squares, ops.number((double) rows));
    return ops.cast(ops.of("Sqrt", variance), Type.FLOAT);
  }

  private String extreme(String operator, String x, int rows, int count) {
    String value = x;
    int span = 1;
    while (span < rows) {
      // The last step's two spans may overlap, which does an extreme no harm.
      int step = Math.min(span, rows - span);
      int places = count - span + 1;
      value =
          ops.of(
              operator, part(value, 0, places - step, places), part(value, step, places, places));
      span += step;
    }
    return value;
  }

  /**
   * @param x [batch, formula, row]
   */
  String lastKnown(LastKnown lastKnown, String x, int count) {
    int looks = lastKnown.times() + 1;
    String value = x;
    int span = 1;
    while (span < looks) {
      int step = Math.min(span, looks - span);
      int places = count - (span - 1) * lastKnown.stride();
      int shift = step * lastKnown.stride();
      String newer = part(value, shift, places, places);
      String older = part(value, 0, places - shift, places);
      value = ops.where(ops.of("IsNaN", newer), older, newer);
      span += step;
    }
    return value;
  }

  /** Spans sorted by merging: a list holds the least, the second, … of each span. */
  private record Sorted(int rows, List<String> values) {}

  private String median(String x, int rows, int count) {
    if (rows == 1) {
      return x;
    }
    int top = Integer.highestOneBit(rows - 1);
    int rest = rows - top;
    Sorted newer = new Sorted(1, List.of(x));
    Optional<Sorted> lower = Optional.empty();
    for (int span = 1; ; span *= 2) {
      if ((rest & span) != 0) {
        Sorted power = newer;
        lower = Optional.of(lower.map(before -> join(before, power, count)).orElse(power));
      }
      if (span == top) {
        break;
      }
      newer = join(newer, newer, count);
    }
    int places = count - rows + 1;
    List<String> first = parts(lower.orElseThrow(), 0, places, count);
    List<String> second = parts(newer, rest, rest + places, count);
    return middle(rows, ranked(first, second, (rows + 1) / 2), ranked(first, second, rows / 2 + 1));
  }

  /** The mean of the two in the middle, which of an odd number of rows are the same. */
  private String middle(int rows, String lower, String upper) {
    if (rows % 2 == 1) {
      return upper;
    }
    String half = ops.number(0.5f);
    return ops.of("Add", ops.of("Mul", half, lower), ops.of("Mul", half, upper));
  }

  private List<String> parts(Sorted sorted, int from, int to, int count) {
    return sorted.values().stream()
        .map(value -> part(value, from, to, count - sorted.rows() + 1))
        .toList();
  }

  private Sorted join(Sorted older, Sorted newer, int count) {
    int rows = older.rows() + newer.rows();
    int places = count - rows + 1;
    return new Sorted(
        rows,
        merge(
            parts(older, 0, places, count),
            parts(newer, older.rows(), older.rows() + places, count)));
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

  /** Each span has a median of its own to differ from, so spans share nothing. */
  private String medianDeviation(String x, int rows, int width, int count) {
    String median = anyMedian(x, rows, width, count);
    int places = count - rows + 1;
    List<String> distances = new ArrayList<>();
    for (int row = 0; row < rows; row++) {
      distances.add(ops.of("Abs", ops.of("Sub", part(x, row, row + places, count), median)));
    }
    if (rows == 1) {
      return distances.get(0);
    }
    List<String> first = sorted(distances.subList(0, rows / 2));
    List<String> second = sorted(distances.subList(rows / 2, rows));
    return middle(rows, ranked(first, second, (rows + 1) / 2), ranked(first, second, rows / 2 + 1));
  }

  private List<String> sorted(List<String> values) {
    int half = values.size() / 2;
    return half == 0
        ? values
        : merge(sorted(values.subList(0, half)), sorted(values.subList(half, values.size())));
  }

  /** The median of each span by sorting it, [batch, formula, place, row of the span]. */
  private String sorted(String x, int rows, int width, int count) {
    int places = count - rows + 1;
    String first = ops.longs(range(places), new long[] {places, 1});
    String spans =
        ops.of(
            "Gather",
            List.of(x, ops.of("Add", first, ops.longs(range(rows)))),
            GraphBuilder.axis(2));
    ops.state(spans, width, places, rows);
    int most = rows / 2 + 1;
    String least = ops.least(spans, most);
    String middle =
        middle(rows, ops.gather(least, 3, (rows + 1) / 2 - 1), ops.gather(least, 3, most - 1));
    String median = ops.reshape(middle, 0, width, places);
    String missing = extreme("Max", x, rows, count);
    // Sorting leaves numbers where one of the rows is missing.
    return ops.where(ops.of("IsNaN", missing), missing, median);
  }

  private static long[] range(int count) {
    long[] values = new long[count];
    for (int i = 0; i < count; i++) {
      values[i] = i;
    }
    return values;
  }
}
