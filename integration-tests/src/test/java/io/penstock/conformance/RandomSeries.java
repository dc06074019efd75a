package io.penstock.conformance;

import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.util.List;
import java.util.Random;

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
