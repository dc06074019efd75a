package io.penstock.frequency;

import static io.penstock.SampleSeries.millis;
import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.series.Frequency;
import io.penstock.series.RowRange;
import io.penstock.series.TimeStep;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyDetectorTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "1 millisecond",
        "250 milliseconds",
        "1 second",
        "10 seconds",
        "1 minute",
        "5 minutes",
        "15 minutes",
        "90 minutes",
        "1 hour",
        "6 hours",
        "1 day",
        "2 days",
        "1 business day",
        "1 week",
        "2 weeks",
        "1 month",
        "3 months",
        "1 year",
        "10 years"
      })
  void aSeriesOfEveryFrequencyIsKnownAgain(String written) {
    Frequency frequency = Frequency.parse(written);

    assertThat(FrequencyDetector.detect(regular("2024-01-01T00:00:00", frequency, 40)))
        .isEqualTo(frequency);
  }

  @Test
  void gapsDoNotHideTheFrequency() {
    Random random = new Random(3);
    for (String written : new String[] {"1 hour", "1 day", "1 month", "1 business day", "1 week"}) {
      Frequency frequency = Frequency.parse(written);
      long[] all = regular("2020-01-01T00:00:00", frequency, 400);
      long[] some = LongStream.of(all).filter(time -> random.nextDouble() < 0.85).toArray();

      assertThat(FrequencyDetector.detect(some)).as(written).isEqualTo(frequency);
    }
  }

  @Test
  void theLastDaysOfMonthsAreMonths() {
    long[] ends =
        LongStream.range(0, 30)
            .map(i -> YearMonth.of(2020, 1).plusMonths(i).atEndOfMonth().toEpochDay() * 86_400_000L)
            .toArray();

    assertThat(FrequencyDetector.detect(ends)).isEqualTo(new Frequency(1, TimeStep.MONTH));
  }

  @Test
  void holidaysDoNotHideBusinessDays() {
    long[] days =
        LongStream.range(
                LocalDate.of(2020, 1, 1).toEpochDay(), LocalDate.of(2021, 1, 1).toEpochDay())
            .filter(
                day -> LocalDate.ofEpochDay(day).getDayOfWeek().compareTo(DayOfWeek.SATURDAY) < 0)
            .filter(day -> day % 23 != 0)
            .map(day -> day * 86_400_000L)
            .toArray();

    assertThat(FrequencyDetector.detect(days)).isEqualTo(new Frequency(1, TimeStep.BUSINESS_DAY));
  }

  @Test
  void fiveDaysOfOneWeekAreDays() {
    assertThat(
            FrequencyDetector.detect(
                regular("2024-01-01T00:00:00", new Frequency(1, TimeStep.DAY), 5)))
        .isEqualTo(new Frequency(1, TimeStep.DAY));
  }

  @Test
  void timesWithoutAStepAreRows() {
    Random random = new Random(5);
    long[] times = new long[200];
    for (int i = 1; i < times.length; i++) {
      times[i] = times[i - 1] + 1 + random.nextInt(100_000);
    }

    assertThat(FrequencyDetector.detect(times)).isEqualTo(Frequency.ROWS);
    assertThat(FrequencyDetector.detect(new long[] {5})).isEqualTo(Frequency.ROWS);
    assertThat(FrequencyDetector.detect(new long[0])).isEqualTo(Frequency.ROWS);
  }

  @Test
  void oneTimeOffTheGridMakesRows() {
    long[] times = regular("2024-01-01T00:00:00", new Frequency(1, TimeStep.HOUR), 50);
    times[20] += 60_000;

    assertThat(FrequencyDetector.detect(times)).isEqualTo(Frequency.ROWS);
  }

  private static long[] regular(String from, Frequency frequency, int rows) {
    long start = millis(from);
    return LongStream.range(0, rows).map(row -> frequency.plus(start, row)).toArray();
  }

  @Test
  void stepsFromOneSeriesToTheNextDoNotCount() {
    long day = 86_400_000L;
    long[] days = {0, day, 2 * day, -7 * day + 1_000, -6 * day + 1_000, 5 * day};
    List<RowRange> members = List.of(new RowRange(0, 3), new RowRange(3, 5), new RowRange(5, 6));
    assertThat(FrequencyDetector.detect(days, members)).isEqualTo(new Frequency(1, TimeStep.DAY));
    long[] months = {0, 31 * day, 59 * day, 0, 31 * day};
    assertThat(FrequencyDetector.detect(months, List.of(new RowRange(0, 3), new RowRange(3, 5))))
        .isEqualTo(new Frequency(1, TimeStep.MONTH));
    assertThat(
            FrequencyDetector.detect(new long[2], List.of(new RowRange(0, 1), new RowRange(1, 2))))
        .isEqualTo(Frequency.ROWS);
  }
}
