package io.penstock.series;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
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

  @Test
  void severalSeriesStandOneAfterTheOtherEachWithTimesAndGapsOfItsOwn() {
    Series shops = twoShops();
    assertThat(shops.members())
        .containsExactly(
            new Member("north", new RowRange(0, 3)), new Member("south", new RowRange(3, 5)));
    assertThat(shops.segments())
        .containsExactly(new RowRange(0, 2), new RowRange(2, 3), new RowRange(3, 5));
    assertThat(shops.absentRows()).isEqualTo(2);
    assertThat(shops.idColumn()).hasValue("shop");
    assertThat(shops.labels("shop")).containsExactly("north", "south");
    assertThat(shops.labels("y")).isEmpty();
    assertThat(new int[] {shops.memberAt(0), shops.memberAt(2), shops.memberAt(3)})
        .containsExactly(0, 0, 1);
  }

  @Test
  void oneSeriesIsItsOwnOnlyMember() {
    Series series = Series.ofRows("s", List.of("a"), new float[3]);
    assertThat(series.members()).containsExactly(new Member("", new RowRange(0, 3)));
    assertThat(series.idColumn()).isEmpty();
    assertThat(series.memberAt(2)).isZero();
  }

  @Test
  void countedSeriesEachBeginWithZero() {
    Series counted =
        Series.together(
            "m",
            "id",
            Map.of(
                "b", Series.ofRows("b", List.of("y"), new float[] {3}),
                "a", Series.ofRows("a", List.of("y"), new float[] {1, 2})));
    assertThat(counted.columns()).containsExactly("y", "id");
    assertThat(counted.values()).containsExactly(1, 0, 2, 0, 3, 1);
    assertThat(counted.time(1)).isEqualTo(1);
    assertThat(counted.time(2)).isZero();
    assertThat(counted.members()).extracting(Member::id).containsExactly("a", "b");
  }

  @Test
  void seriesOfOtherColumnsAreNotPutTogether() {
    assertDataError(
            () ->
                Series.together(
                    "m",
                    "id",
                    Map.of(
                        "a", Series.ofRows("a", List.of("y"), new float[1]),
                        "b", Series.ofRows("b", List.of("z"), new float[1]))))
        .withMessageContaining("series b, with the columns [z]");
    assertDataError(() -> Series.together("m", "id", Map.of()))
        .withMessageContaining("m holds no series");
  }

  @Test
  void timesOutOfOrderWithinASeriesAreRefusedWithItsId() {
    assertDataError(() -> many(new String[] {"2020-01-01", "2020-01-02", "2020-01-02"}, 0, 1, 1))
        .withMessageContaining("the time of row 2 of series south is not after");
  }

  @Test
  void aSeriesInTwoPiecesIsRefused() {
    assertDataError(() -> many(new String[] {"2020-01-01", "2020-01-01", "2020-01-02"}, 0, 1, 0))
        .withMessageContaining("row 3: the rows of series north do not stand together");
  }

  @Test
  void aRowWithoutAnIdIsRefused() {
    assertDataError(() -> many(new String[] {"2020-01-01", "2020-01-02"}, 0, Float.NaN))
        .withMessageContaining("row 2: no id in column shop");
    assertDataError(() -> many(new String[] {}))
        .withMessageContaining("has no rows, and so holds no series");
  }

  @Test
  void wordsAreThePlacesOfTheirLabels() {
    Series wind = Series.ofRows("s", List.of("wind", "y"), new float[] {1, 5, Float.NaN, 6, 0, 7});
    Series named = wind.withLabels(Map.of("wind", List.of("NE", "SW")));
    assertThat(named.labels("wind")).containsExactly("NE", "SW");
    assertThat(named.values()).isSameAs(wind.values());
    assertThat(named.select(List.of("wind")).labels("wind")).containsExactly("NE", "SW");
    assertThat(named.select(List.of("y")).labels("wind")).isEmpty();
    assertThat(named.with(List.of("wind"), new float[3]).labels("wind")).isEmpty();
    assertDataError(() -> wind.withLabels(Map.of("wind", List.of("NE"))))
        .withMessageContaining("the value 1.0 in column wind, row 1, is not the place of one of 1");
    assertDataError(() -> wind.withLabels(Map.of("wind", List.of("NE", "NE"))))
        .withMessageContaining("some words, each once");
    assertDataError(() -> wind.withLabels(Map.of("rain", List.of("NE"))))
        .withMessageContaining("no column rain");
  }

  @Test
  void selectedColumnsOfSeveralSeriesKeepThemApart() {
    Series selected = twoShops().select(List.of("y"));
    assertThat(selected.members()).isEqualTo(twoShops().members());
    assertThat(selected.idColumn()).isEmpty();
  }

  @Test
  void absentRowsAreInsertedWithoutValuesWithinEachSeries() {
    Series whole = twoShops().withAbsentRows();
    assertThat(whole.rows()).isEqualTo(7);
    assertThat(whole.segments()).containsExactly(new RowRange(0, 5), new RowRange(5, 7));
    assertThat(whole.values())
        .containsExactly(1, 0, 2, 0, Float.NaN, 0, Float.NaN, 0, 3, 0, 4, 1, 5, 1);
    assertThat(whole.time(3)).isEqualTo(whole.time(4) - 86_400_000L);
    assertThat(whole.labels("shop")).containsExactly("north", "south");
    assertThat(whole.source().absentRows()).isEqualTo(AbsentRows.INSERT);
  }

  @Test
  void moreAbsentRowsThanAnArrayHoldsAreNotInserted() {
    Series milliseconds =
        Series.of(
            "s",
            List.of("y"),
            new long[] {0, 1, 1L << 40},
            new float[3],
            new Frequency(1, TimeStep.MILLISECOND));
    assertDataError(milliseconds::withAbsentRows)
        .withMessageContaining("1099511627774 absent rows")
        .withMessageContaining("Leave the gaps");
  }

  @Test
  void rowsOfEachSeriesMakeASeriesOfTheirOwn() {
    Series part = twoShops().rows(List.of(new RowRange(1, 3), new RowRange(3, 4)));

    assertThat(part.members())
        .containsExactly(
            new Member("north", new RowRange(0, 2)), new Member("south", new RowRange(2, 3)));
    assertThat(part.values()).containsExactly(2, 0, 3, 0, 4, 1);
    assertThat(part.segments())
        .containsExactly(new RowRange(0, 1), new RowRange(1, 2), new RowRange(2, 3));
    assertThat(part.labels("shop")).containsExactly("north", "south");

    Series south = twoShops().rows(List.of(new RowRange(4, 5)));
    assertThat(south.members()).containsExactly(new Member("south", new RowRange(0, 1)));
    assertThat(south.time(0)).isEqualTo(millis("2020-01-01")[0]);
  }

  @Test
  void rowsThatAreCountedAreCountedAnewButInAnExcerptAndTimesStay() {
    Series counted = Series.ofRows("s", List.of("y"), new float[] {1, 2, 3, 4});
    Series irregular =
        Series.of(
            "s", List.of("y"), new long[] {0, 7, 9, 10}, new float[] {1, 2, 3, 4}, Frequency.ROWS);

    Series last = counted.rows(List.of(new RowRange(2, 4)));

    assertThat(new long[] {last.time(0), last.time(1)}).containsExactly(0, 1);
    assertThat(last.values()).containsExactly(3, 4);
    assertThat(irregular.rows(List.of(new RowRange(2, 4))).time(0)).isEqualTo(9);
    Series excerpt = counted.excerpt(List.of(new RowRange(2, 4)));
    assertThat(new long[] {excerpt.time(0), excerpt.time(1)}).containsExactly(2, 3);
    assertThat(excerpt.values()).containsExactly(3, 4);
  }

  @Test
  void rowsThatAreNotOfTheirMembersAreRefused() {
    for (List<RowRange> ranges :
        List.of(
            List.<RowRange>of(),
            List.of(new RowRange(2, 2)),
            List.of(new RowRange(2, 4)),
            List.of(new RowRange(4, 6)),
            List.of(new RowRange(3, 5), new RowRange(0, 3)),
            List.of(new RowRange(0, 1), new RowRange(2, 3)))) {
      assertThatIllegalArgumentException().isThrownBy(() -> twoShops().rows(ranges));
    }
  }

  private static Series twoShops() {
    return Series.ofMany(
        "shops",
        List.of("y", "shop"),
        "shop",
        List.of("north", "south"),
        millis("2020-01-01", "2020-01-02", "2020-01-05", "2019-12-31", "2020-01-01"),
        new float[] {1, 0, 2, 0, 3, 0, 4, 1, 5, 1},
        new Frequency(1, TimeStep.DAY));
  }

  private static Series many(String[] days, float... ids) {
    return Series.ofMany(
        "shops",
        List.of("shop"),
        "shop",
        List.of("north", "south"),
        millis(days),
        ids,
        new Frequency(1, TimeStep.DAY));
  }

  private static long[] millis(String... days) {
    return Arrays.stream(days)
        .mapToLong(day -> LocalDate.parse(day).toEpochDay() * 86_400_000L)
        .toArray();
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
