package io.penstock.parts;

import io.penstock.series.Layout;
import io.penstock.series.Member;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The members of a series that are sequences with a class each ({@link Layout#SEQUENCES}): their
 * points, and where there are labels a last row that has nothing but the label.
 *
 * <p>A network reads as many rows of each. Sequences that are shorter get rows without values in
 * front, which a step of the preparation fills; of longer ones the last points are read.
 */
public final class Sequences {
  private Sequences() {}

  /**
   * {@return whether a series is made of sequences}
   *
   * @param series of one or several members
   */
  public static boolean are(Series series) {
    return series.source().layout() == Layout.SEQUENCES;
  }

  /**
   * {@return whether the last row of each is its label: a column of words that is not the ids
   * tells}
   *
   * @param series of one or several members
   */
  public static boolean haveLabels(Series series) {
    return series.columns().stream()
        .filter(column -> !series.idColumn().filter(column::equals).isPresent())
        .anyMatch(column -> !series.labels(column).isEmpty());
  }

  /**
   * {@return points of the sequence in a range of rows}
   *
   * @param series of one or several members
   * @param rows of one sequence
   */
  public static int points(Series series, RowRange rows) {
    return rows.size() - (haveLabels(series) ? 1 : 0);
  }

  /**
   * {@return the same sequences, each with at least so many points: where one has fewer, rows
   * without values stand before its first} Nothing is copied if all are long enough.
   *
   * @param series of one or several members
   * @param points of each sequence, at least
   */
  public static Series filledInFront(Series series, int points) {
    int rows = points + (haveLabels(series) ? 1 : 0);
    long all =
        series.members().stream().mapToLong(member -> Math.max(rows, member.rows().size())).sum();
    if (all == series.rows()) {
      return series;
    }
    int width = series.columns().size();
    int id = series.idColumn().map(series::indexOf).orElse(-1);
    long[] times = new long[Math.toIntExact(all)];
    float[] values = new float[Math.multiplyExact(times.length, width)];
    int at = 0;
    for (Member member : series.members()) {
      int given = member.rows().size();
      int before = Math.max(0, rows - given);
      Arrays.fill(values, at * width, (at + before) * width, Float.NaN);
      for (int k = 0; id >= 0 && k < before; k++) {
        values[(at + k) * width + id] = series.value(member.rows().from(), id);
      }
      System.arraycopy(
          series.values(),
          member.rows().from() * width,
          values,
          (at + before) * width,
          given * width);
      for (int k = 0; k < before + given; k++) {
        times[at++] = k;
      }
    }
    return like(series, times, values);
  }

  /**
   * {@return the same sequences without their labels, rows and column} Nothing is copied if there
   * are none.
   *
   * @param series of one or several members
   */
  public static Series withoutLabels(Series series) {
    if (!haveLabels(series)) {
      return series;
    }
    int width = series.columns().size();
    int[] lengths =
        series.members().stream().mapToInt(member -> points(series, member.rows())).toArray();
    long[] times = new long[Arrays.stream(lengths).sum()];
    float[] values = new float[times.length * width];
    int at = 0;
    for (int k = 0; k < lengths.length; k++) {
      int from = series.members().get(k).rows().from();
      System.arraycopy(series.values(), from * width, values, at * width, lengths[k] * width);
      for (int row = 0; row < lengths[k]; row++) {
        times[at++] = row;
      }
    }
    List<String> others =
        series.columns().stream()
            .filter(
                column ->
                    series.labels(column).isEmpty()
                        || series.idColumn().filter(column::equals).isPresent())
            .toList();
    return like(series, times, values).select(others);
  }

  private static Series like(Series series, long[] times, float[] values) {
    Series other =
        series.idColumn().isPresent()
            ? Series.ofMany(
                series.name(),
                series.columns(),
                series.idColumn().get(),
                series.labels(series.idColumn().get()),
                times,
                values,
                series.frequency())
            : Series.of(series.name(), series.columns(), times, values, series.frequency());
    return other.withLabels(words(series)).withSource(series.source());
  }

  private static Map<String, List<String>> words(Series series) {
    Map<String, List<String>> words = new LinkedHashMap<>();
    for (String column : series.columns()) {
      if (!series.labels(column).isEmpty()) {
        words.put(column, series.labels(column));
      }
    }
    return words;
  }

  /**
   * {@return the ids of sequences that are not among the starts of some windows}
   *
   * @param series of one or several members
   * @param starts first row of each window
   */
  public static List<String> without(Series series, int[] starts) {
    boolean[] has = new boolean[series.members().size()];
    for (int start : starts) {
      has[series.memberAt(start)] = true;
    }
    List<String> without = new ArrayList<>();
    for (int k = 0; k < has.length; k++) {
      if (!has[k]) {
        without.add(series.members().get(k).id());
      }
    }
    return without;
  }
}
