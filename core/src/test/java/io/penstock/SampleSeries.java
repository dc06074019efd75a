package io.penstock;

import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Series that tests are about. */
public final class SampleSeries {
  private static final long HOUR = 3_600_000L;

  private SampleSeries() {}

  /** A time in UTC as a series has it. */
  public static long millis(String time) {
    return LocalDateTime.parse(time).toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  /** Hourly rows from 2020-01-01T00:00; before each row in {@code gapsBefore} one row is absent. */
  public static Series hourly(List<String> columns, float[] values, Set<Integer> gapsBefore) {
    long[] times = new long[values.length / columns.size()];
    long time = millis("2020-01-01T00:00:00");
    for (int row = 0; row < times.length; row++) {
      time += gapsBefore.contains(row) ? HOUR : 0;
      times[row] = time;
      time += HOUR;
    }
    return Series.of("sample.csv", columns, times, values, new Frequency(1, TimeStep.HOUR));
  }

  /** Hourly rows of one column, y, without gaps. */
  public static Series hourly(float... values) {
    return hourly(List.of("y"), values, Set.of());
  }

  /** Gaussian values, some missing. */
  public static float[] random(Random random, int count, double missing) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextDouble() < missing ? Float.NaN : (float) random.nextGaussian();
    }
    return values;
  }
}
