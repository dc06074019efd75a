package io.penstock.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class FrequencyTest {
  @ParameterizedTest
  @CsvSource({
    "2020-02-28T23:00, 2, HOUR, 1, 2020-02-29T01:00",
    "2020-01-01T00:00, 15, MINUTE, 5, 2020-01-01T01:15",
    "2020-01-01T00:00, 1, SECOND, 90, 2020-01-01T00:01:30",
    "2020-01-01T00:00, 250, MILLISECOND, 3, 2020-01-01T00:00:00.750",
    "2020-02-28T06:00, 1, DAY, 2, 2020-03-01T06:00",
    "2020-01-01T00:00, 1, WEEK, -1, 2019-12-25T00:00",
    "1949-12-01T00:00, 1, MONTH, 1, 1950-01-01T00:00",
    "1949-12-15T00:00, 3, MONTH, 2, 1950-06-15T00:00",
    "2020-03-01T00:00, 1, MONTH, -1, 2020-02-01T00:00",
    "2020-01-31T00:00, 1, MONTH, 1, 2020-02-29T00:00",
    "2021-02-28T00:00, 1, MONTH, 1, 2021-03-31T00:00",
    "2020-01-31T00:00, 1, MONTH, 3, 2020-04-30T00:00",
    "2020-12-31T00:00, 1, MONTH, 2, 2021-02-28T00:00",
    "2020-06-01T00:00, 1, YEAR, 3, 2023-06-01T00:00",
    "2020-02-29T00:00, 1, YEAR, 1, 2021-02-28T00:00",
    "2020-02-29T00:00, 1, YEAR, 4, 2024-02-29T00:00",
    "2024-01-05T17:00, 1, BUSINESS_DAY, 1, 2024-01-08T17:00",
    "2024-01-04T00:00, 1, BUSINESS_DAY, 7, 2024-01-15T00:00",
    "2024-01-08T00:00, 1, BUSINESS_DAY, -1, 2024-01-05T00:00",
    "2024-01-06T00:00, 1, BUSINESS_DAY, 1, 2024-01-08T00:00",
    "2024-01-06T00:00, 1, BUSINESS_DAY, 0, 2024-01-06T00:00",
  })
  void aTimeSoManyStepsLater(
      LocalDateTime from, int count, TimeStep step, long steps, LocalDateTime expected) {
    Frequency frequency = new Frequency(count, step);
    assertThat(at(frequency.plus(millis(from), steps))).isEqualTo(expected);
  }

  @Test
  void monthEndsStayMonthEnds() {
    Frequency monthly = new Frequency(1, TimeStep.MONTH);
    long time = millis(LocalDateTime.parse("2019-01-31T00:00"));
    for (int month = 1; month <= 36; month++) {
      time = monthly.plus(time, 1);
      LocalDateTime at = at(time);
      assertThat(at.plusDays(1).getDayOfMonth()).isEqualTo(1);
      assertThat(at.getMonthValue()).isEqualTo(month % 12 + 1);
    }
  }

  @ParameterizedTest
  @EnumSource(TimeStep.class)
  void stepsCountWhatPlusAdds(TimeStep step) {
    Random random = new Random(step.ordinal());
    for (int trial = 0; trial < 50; trial++) {
      Frequency frequency = new Frequency(1 + random.nextInt(4), step);
      // A Wednesday in the middle of a month, so that every unit has a whole step from it.
      long from = millis(LocalDateTime.parse("2020-01-15T06:00"));
      long steps = random.nextInt(60);
      long to = frequency.plus(from, steps);
      assertThat(frequency.steps(from, to)).isEqualTo(steps);
      assertThat(frequency.steps(from, frequency.plus(from, steps + 1) - 1)).isEqualTo(steps);
    }
  }

  @Test
  void businessDaysAreThoseThatCountingDayByDayFinds() {
    Frequency days = new Frequency(1, TimeStep.BUSINESS_DAY);
    for (int start = 0; start < 7; start++) {
      LocalDateTime from = LocalDateTime.of(2024, 1, 1, 9, 30).plusDays(start);
      LocalDateTime after = from;
      LocalDateTime before = from;
      for (int count = 0; count <= 30; count++) {
        assertThat(at(days.plus(millis(from), count))).isEqualTo(after);
        assertThat(at(days.plus(millis(from), -count))).isEqualTo(before);
        do {
          after = after.plusDays(1);
        } while (after.getDayOfWeek().getValue() > 5);
        do {
          before = before.minusDays(1);
        } while (before.getDayOfWeek().getValue() > 5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"1 business day", "3 business days", "1 month", "3 months", "1 year"})
  void theStepsOfAGapOfManyCenturiesAreCountedAtOnce(String written) {
    Frequency frequency = Frequency.parse(written);
    long from = millis(LocalDateTime.of(2, 3, 1, 0, 0));

    for (int steps : new int[] {0, 1, 2, 3, 999, 1000}) {
      assertThat(frequency.steps(from, frequency.plus(from, steps))).isEqualTo(steps);
      assertThat(frequency.steps(from, frequency.plus(from, steps + 1) - 1)).isEqualTo(steps);
    }
    Frequency days = new Frequency(1, TimeStep.BUSINESS_DAY);
    assertThat(days.steps(from, days.plus(from, 2_600_000))).isEqualTo(2_600_000);
  }

  @Test
  void countedRowsAreOneApart() {
    assertThat(Frequency.ROWS.isTimed()).isFalse();
    assertThat(Frequency.ROWS.plus(7, 3)).isEqualTo(10);
    assertThat(new Frequency(1, TimeStep.DAY).isTimed()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(TimeStep.class)
  void whatIsWrittenIsReadBack(TimeStep step) {
    for (int count : step == TimeStep.ROW ? new int[] {1} : new int[] {1, 2, 15}) {
      Frequency frequency = new Frequency(count, step);
      assertThat(Frequency.parse(frequency.toString())).isEqualTo(frequency);
    }
  }

  @Test
  void isWrittenInWords() {
    assertThat(new Frequency(1, TimeStep.MONTH)).hasToString("1 month");
    assertThat(new Frequency(15, TimeStep.MINUTE)).hasToString("15 minutes");
    assertThat(new Frequency(2, TimeStep.BUSINESS_DAY)).hasToString("2 business days");
    assertThat(Frequency.ROWS).hasToString("rows");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "month", "1 fortnight", "0 days", "-1 days", "x days", " 1 day", "1"})
  void whatIsNoFrequencyIsRefused(String text) {
    assertThatIllegalArgumentException().isThrownBy(() -> Frequency.parse(text));
  }

  private static long millis(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }

  private static LocalDateTime at(long millis) {
    return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
  }
}
