package io.penstock.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;

class SeriesTest {
  private static final Frequency HOURLY = new Frequency(1, TimeStep.HOUR);
  private static final Frequency BUSINESS_DAYS = new Frequency(1, TimeStep.BUSINESS_DAY);
  private static final Frequency MONTHLY = new Frequency(1, TimeStep.MONTH);

  @Test
  void valuesStandByRowAndColumn() {
    Series series = Series.ofRows("s", List.of("a", "b"), new float[] {1, 2, 3, Float.NaN, 5, 6});
    assertThat(series.rows()).isEqualTo(3);
    assertThat(series.value(0, 1)).isEqualTo(2);
    assertThat(series.value(2, 0)).isEqualTo(5);
    assertThat(series.value(1, 1)).isNaN();
    assertThat(series.indexOf("b")).isEqualTo(1);
    assertThat(series.indexOf("c")).isEqualTo(-1);
  }

  @Test
  void theArrayOfValuesIsNotCopied() {
    float[] values = {1, 2, 3};
    assertThat(Series.ofRows("s", List.of("a"), values).values()).isSameAs(values);
  }

  @Test
  void rowsThatAreCountedHaveTheirNumberAsTime() {
    Series series = Series.ofRows("s", List.of("a"), new float[3]);
    assertThat(series.frequency()).isEqualTo(Frequency.ROWS);
    assertThat(series.time(2)).isEqualTo(2);
    assertThat(series.segments()).containsExactly(new RowRange(0, 3));
    assertThat(series.absentRows()).isZero();
  }

  @Test
  void absentRowsCutTheSeriesIntoSegments() {
    Series series =
        timed(
            HOURLY,
            "2020-01-01T00:00",
            "2020-01-01T01:00",
            "2020-01-01T04:00",
            "2020-01-01T05:00",
            "2020-01-02T05:00");
    assertThat(series.segments())
        .containsExactly(new RowRange(0, 2), new RowRange(2, 4), new RowRange(4, 5));
    assertThat(series.absentRows()).isEqualTo(2 + 23);
  }

  @Test
  void timesThatFollowNoRuleHaveNoGaps() {
    Series series =
        timed(Frequency.ROWS, "2020-01-01T00:00", "2020-01-01T01:00", "2021-07-01T00:00");
    assertThat(series.segments()).containsExactly(new RowRange(0, 3));
    assertThat(series.absentRows()).isZero();
  }

  @Test
  void monthsOfDifferentLengthAreNoGap() {
    Series series =
        timed(
            MONTHLY,
            "2020-01-31T00:00",
            "2020-02-29T00:00",
            "2020-03-31T00:00",
            "2020-05-31T00:00");
    assertThat(series.segments()).containsExactly(new RowRange(0, 3), new RowRange(3, 4));
    assertThat(series.absentRows()).isEqualTo(1);
  }

  @Test
  void weekendsAndHolidaysAreNoGapInABusinessDaySeriesButAWeekIs() {
    Series series =
        timed(
            BUSINESS_DAYS,
            "2024-12-24T00:00", // Tuesday, before two holidays
            "2024-12-27T00:00", // Friday
            "2024-12-30T00:00", // Monday
            "2025-01-06T00:00", // Monday, a whole week later
            "2025-01-14T00:00"); // Tuesday, more than a week later
    assertThat(series.segments()).containsExactly(new RowRange(0, 4), new RowRange(4, 5));
    assertThat(series.absentRows()).isEqualTo(5);
  }

  @Test
  void aSeriesMayHaveNoRows() {
    Series series = Series.ofRows("s", List.of("a"), new float[0]);
    assertThat(series.rows()).isZero();
    assertThat(series.segments()).isEmpty();
    assertThat(series.absentRows()).isZero();
  }

  @Test
  void timesOutOfOrderAreRefusedWithTheirRow() {
    assertDataError(() -> timed(HOURLY, "2020-01-01T00:00", "2020-01-01T02:00", "2020-01-01T01:00"))
        .withMessageContaining("sample: the time of row 3 is not after that of the row before it")
        .withMessageContaining("Sort the rows");
  }

  @Test
  void aTimeThatOccursTwiceIsRefusedWithItsRow() {
    assertDataError(() -> timed(HOURLY, "2020-01-01T00:00", "2020-01-01T00:00"))
        .withMessageContaining("row 2")
        .withMessageContaining("remove duplicates");
  }

  @Test
  void aColumnNameThatOccursTwiceIsRefused() {
    assertDataError(() -> Series.ofRows("s", List.of("a", "b", "a"), new float[3]))
        .withMessageContaining("two columns of the same name: [a, b, a]");
  }

  @Test
  void aSeriesWithoutColumnsIsRefused() {
    assertDataError(() -> Series.ofRows("s", List.of(), new float[0]))
        .withMessageContaining("s has no column");
    assertDataError(() -> Series.of("s", List.of(), new long[0], new float[0], Frequency.ROWS))
        .withMessageContaining("s has no column");
  }

  @Test
  void valuesThatDoNotFillTheRowsAreRefused() {
    assertDataError(() -> Series.of("s", List.of("a", "b"), new long[2], new float[3], HOURLY))
        .withMessageContaining("3 values do not make 2 rows of 2 columns");
    assertDataError(() -> Series.ofRows("s", List.of("a", "b"), new float[3]))
        .withMessageContaining("3 values do not make 1 rows of 2 columns");
  }

  @Test
  void selectedColumnsComeInTheOrderAskedForWithTheSameRows() {
    Series series =
        Series.of(
                "s",
                List.of("a", "b", "c"),
                new long[] {0, 3_600_000L, 4 * 3_600_000L},
                new float[] {1, 2, 3, 4, 5, 6, 7, 8, 9},
                HOURLY)
            .withTimeColumns(List.of("date"));
    Series selected = series.select(List.of("c", "a"));
    assertThat(selected.columns()).containsExactly("c", "a");
    assertThat(selected.values()).containsExactly(3, 1, 6, 4, 9, 7);
    assertThat(selected.segments()).isEqualTo(series.segments()).hasSize(2);
    assertThat(selected.time(2)).isEqualTo(series.time(2));
    assertThat(selected.timeColumns()).containsExactly("date");
    assertDataError(() -> series.select(List.of("a", "d")))
        .withMessageContaining("s has the columns [a, b, c], not all of [a, d]");
  }

  @Test
  void namingTheTimeColumnsCopiesNothing() {
    Series series = Series.ofRows("s", List.of("a"), new float[3]);
    Series named = series.withTimeColumns(List.of("day", "hour"));
    assertThat(named.timeColumns()).containsExactly("day", "hour");
    assertThat(named.values()).isSameAs(series.values());
    assertThat(series.timeColumns()).isEmpty();
  }

  @Test
  void aRangeOfRowsHoldsItsFirstAndNotTheRowAfterItsLast() {
    RowRange range = new RowRange(2, 5);
    assertThat(range.size()).isEqualTo(3);
    assertThat(range.contains(1)).isFalse();
    assertThat(range.contains(2)).isTrue();
    assertThat(range.contains(4)).isTrue();
    assertThat(range.contains(5)).isFalse();
    assertThat(new RowRange(3, 3).size()).isZero();
    assertThatIllegalArgumentException().isThrownBy(() -> new RowRange(-1, 3));
    assertThatIllegalArgumentException().isThrownBy(() -> new RowRange(3, 2));
  }

  private static Series timed(Frequency frequency, String... times) {
    long[] millis =
        Arrays.stream(times)
            .mapToLong(time -> LocalDateTime.parse(time).toInstant(ZoneOffset.UTC).toEpochMilli())
            .toArray();
    return Series.of("sample", List.of("y"), millis, new float[times.length], frequency);
  }

  private static ThrowableAssertAlternative<PenstockException> assertDataError(
      ThrowingCallable call) {
    return assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA));
  }
}
