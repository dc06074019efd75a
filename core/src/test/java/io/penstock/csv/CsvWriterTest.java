package io.penstock.csv;

import static io.penstock.SampleSeries.millis;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.error.PenstockException;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "250 milliseconds",
        "1 second",
        "15 minutes",
        "1 hour",
        "1 day",
        "1 business day",
        "1 month"
      })
  void whatIsWrittenIsReadBackEqual(String written) {
    Frequency frequency = Frequency.parse(written);
    Series series = series(frequency, 300);
    Path file = folder.resolve("series.csv");

    CsvWriter.write(series, file);
    Series read = new CsvReader().read(file, CsvOptions.DEFAULT).series();

    assertThat(read.columns()).isEqualTo(series.columns());
    assertThat(read.frequency()).isEqualTo(frequency);
    assertThat(read.values()).isEqualTo(series.values());
    for (int row = 0; row < series.rows(); row++) {
      assertThat(read.time(row)).isEqualTo(series.time(row));
    }
  }

  @Test
  void timesAreDatesWhereDaysAreEnough() {
    assertThat(text(series(Frequency.parse("1 day"), 1)))
        .startsWith("time,a,\"b, \"\"quoted\"\"\"\n2024-01-01,");
    assertThat(text(series(Frequency.parse("1 hour"), 1))).contains("\n2024-01-01T00:00:00,");
  }

  @Test
  void rowsThatAreCountedHaveNoTimes() {
    assertThat(text(Series.ofRows("s", List.of("a"), new float[] {1, Float.NaN, 2.5f})))
        .isEqualTo("a\n1\nNA\n2.5\n");
  }

  @Test
  void theColumnOfTimesKeepsItsName() {
    Series series = series(Frequency.parse("1 day"), 2).withTimeColumns(List.of("date"));

    assertThat(text(series)).startsWith("date,");
    assertThatThrownBy(() -> text(series.withTimeColumns(List.of("a"))))
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("second column a");
  }

  @Test
  void aPlaceThatDoesNotExistIsRefused() throws IOException {
    assertThatThrownBy(
            () ->
                CsvWriter.write(series(Frequency.parse("1 day"), 2), folder.resolve("no/such.csv")))
        .isInstanceOf(PenstockException.class)
        .hasMessageContaining("Cannot write");
    try (var left = Files.list(folder)) {
      assertThat(left).isEmpty();
    }
  }

  private static Series series(Frequency frequency, int rows) {
    Random random = new Random(11);
    long[] times = new long[rows];
    long start = millis("2024-01-01T00:00:00");
    Arrays.setAll(times, row -> frequency.plus(start, row));
    float[] values = new float[2 * rows];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 7 == 3 ? Float.NaN : (float) (random.nextGaussian() * 1000);
    }
    return Series.of("s", List.of("a", "b, \"quoted\""), times, values, frequency);
  }

  private static String text(Series series) {
    StringBuilder text = new StringBuilder();
    CsvWriter.write(series, text);
    return text.toString();
  }
}
