package io.penstock.conformance;

import io.penstock.series.AbsentRows;
import io.penstock.series.Frequency;
import io.penstock.series.Layout;
import io.penstock.series.Series;
import io.penstock.series.Source;
import io.penstock.series.TimeStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** Hourly series made from a seed. */
final class RandomSeries {
  private RandomSeries() {}

  /** Three columns of different scale: a daily season with noise, a random walk, and noise. */
  static Series of(int rows, long seed) {
    Random random = new Random(seed);
    float[] values = new float[rows * 3];
    double walk = 0;
    for (int row = 0; row < rows; row++) {
      walk += random.nextGaussian();
      values[row * 3] =
          (float) (500 + 100 * Math.sin(row * Math.PI / 12) + 10 * random.nextGaussian());
      values[row * 3 + 1] = (float) (0.01 * walk);
      values[row * 3 + 2] = (float) (-30 + 5 * random.nextGaussian());
    }
    return hourly(List.of("a", "b", "c"), values);
  }

  /**
   * The same columns, and {@code label}, 0 or 1, {@code class}, 0 to 2, and {@code weight}, above
   * 0.
   */
  static Series labelled(int rows, long seed) {
    Series plain = of(rows, seed);
    Random random = new Random(seed + 1);
    float[] values = new float[rows * 6];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < 3; column++) {
        values[row * 6 + column] = plain.value(row, column);
      }
      values[row * 6 + 3] = random.nextInt(2);
      values[row * 6 + 4] = random.nextInt(3);
      values[row * 6 + 5] = 0.5f + random.nextFloat();
    }
    return hourly(List.of("a", "b", "c", "label", "class", "weight"), values);
  }

  /**
   * Sequences of 8 to 14 points in the columns {@code one} and {@code two}, whose class {@code c0},
   * {@code c1}, … is the slope of the first; as files of sequences are read.
   */
  static Series sequences(int count, int classes, long seed) {
    Random random = new Random(seed);
    List<float[]> rows = new ArrayList<>();
    List<Long> times = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      int points = 8 + random.nextInt(7);
      for (int t = 0; t < points; t++) {
        float one = (float) (k % classes * t + random.nextGaussian());
        rows.add(new float[] {one, (float) (100 * random.nextGaussian()), Float.NaN, k});
        times.add((long) t);
      }
      rows.add(new float[] {Float.NaN, Float.NaN, k % classes, k});
      times.add((long) points);
    }
    float[] values = new float[rows.size() * 4];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, values, row * 4, 4);
    }
    return Series.ofMany(
            "sequences",
            List.of("one", "two", "class", "sequence"),
            "sequence",
            IntStream.range(0, count).mapToObj(Integer::toString).toList(),
            times.stream().mapToLong(Long::longValue).toArray(),
            values,
            Frequency.ROWS)
        .withLabels(Map.of("class", IntStream.range(0, classes).mapToObj(c -> "c" + c).toList()))
        .withSource(new Source(List.of(), List.of(), Layout.SEQUENCES, AbsentRows.GAP));
  }

  /** One column, a sine of period 25 with a little noise. */
  static Series sine(int rows) {
    Random random = new Random(1);
    float[] values = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = (float) (Math.sin(row * 2 * Math.PI / 25) + 0.01 * random.nextGaussian());
    }
    return hourly(List.of("sine"), values);
  }

  private static Series hourly(List<String> columns, float[] values) {
    Frequency hour = new Frequency(1, TimeStep.HOUR);
    long[] times = new long[values.length / columns.size()];
    for (int row = 0; row < times.length; row++) {
      times[row] = hour.plus(1_700_000_000_000L, row);
    }
    return Series.of("random", columns, times, values, hour);
  }
}
