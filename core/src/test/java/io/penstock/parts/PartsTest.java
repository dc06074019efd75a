package io.penstock.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.SampleSeries;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Split;
import io.penstock.series.Frequency;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartsTest {
  @ParameterizedTest
  @CsvSource({
    "144, 0.7, 0.1, 100, 115",
    "10, 0.7, 0.1, 7, 8",
    "1000000, 0.7, 0.1, 700000, 800000",
    "3, 0.7, 0.1, 2, 2",
    "10, 1, 0, 10, 10",
    "10, 0.9, 0.1, 9, 10",
    "7, 0.5, 0.25, 3, 5",
  })
  void fractionsCutAtTheRowBelowUnlessRoundingAlonePutItThere(
      int rows, double training, double validation, int trainingEnd, int validationEnd) {
    Series series = Series.ofRows("rows", List.of("y"), new float[rows]);
    Parts parts = Parts.of(series, new Split.ByFraction(training, validation));
    assertThat(parts.training().ranges()).isEqualTo(ranges(0, trainingEnd));
    assertThat(parts.validation()).isEqualTo(ranges(trainingEnd, validationEnd));
    assertThat(parts.test()).isEqualTo(ranges(validationEnd, rows));
  }

  @Test
  void aDateBelongsToTheLaterPart() {
    Parts parts =
        byDate(SampleSeries.hourly(new float[48]), "2020-01-01T20:00", "2020-01-02T00:00");
    assertThat(parts.training().ranges()).isEqualTo(ranges(0, 20));
    assertThat(parts.validation()).isEqualTo(ranges(20, 24));
    assertThat(parts.test()).isEqualTo(ranges(24, 48));
  }

  @Test
  void aDateBetweenRowsCutsBeforeTheNextRow() {
    Parts parts =
        byDate(SampleSeries.hourly(new float[48]), "2020-01-01T19:30", "2020-01-01T19:30");
    assertThat(parts.training().rows()).isEqualTo(20);
    assertThat(parts.validation()).isEmpty();
    assertThat(parts.test()).isEqualTo(ranges(20, 48));
  }

  @Test
  void datesAfterTheEndLeaveAllToTraining() {
    Parts parts =
        byDate(SampleSeries.hourly(new float[48]), "2021-01-01T00:00", "2022-01-01T00:00");
    assertThat(parts.training().rows()).isEqualTo(48);
    assertThat(parts.validation()).isEmpty();
    assertThat(parts.test()).isEmpty();
  }

  @Test
  void timesThatFollowNoRuleCanBeCutByDate() {
    long[] times = {
      SampleSeries.millis("2020-01-01T00:00:00"),
      SampleSeries.millis("2020-01-01T00:07:00"),
      SampleSeries.millis("2020-03-01T00:00:00"),
    };
    Series series = Series.of("events", List.of("y"), times, new float[3], Frequency.ROWS);
    assertThat(byDate(series, "2020-02-01T00:00", "2020-02-01T00:00").training().rows())
        .isEqualTo(2);
  }

  @Test
  void rowsWithoutTimesCannotBeCutByDate() {
    Series series = Series.ofRows("rows.csv", List.of("y"), new float[10]);
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> byDate(series, "2020-01-01T00:00", "2020-01-02T00:00"))
        .withMessageContaining("rows.csv")
        .withMessageContaining("no times")
        .withMessageContaining("split it by fractions")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG));
  }

  @Test
  void aDateBeforeTheFirstRowIsRefusedWithTheTimesThereAre() {
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(
            () ->
                byDate(SampleSeries.hourly(new float[48]), "2019-01-01T00:00", "2020-01-02T00:00"))
        .withMessageContaining("2019-01-01T00:00")
        .withMessageContaining("from 2020-01-01T00:00 to 2020-01-02T23:00")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG));
  }

  @Test
  void monthsAreNamedByTheirDateAlone() {
    long[] times = {
      SampleSeries.millis("1949-01-01T00:00:00"), SampleSeries.millis("1949-02-01T00:00:00")
    };
    Series series =
        Series.of("air", List.of("y"), times, new float[2], new Frequency(1, TimeStep.MONTH));
    assertThatThrownBy(() -> byDate(series, "1948-01-01T00:00", "1949-01-01T00:00"))
        .hasMessageContaining("from 1949-01-01 to 1949-02-01.");
  }

  @Test
  void aFractionOfLessThanARowIsRefused() {
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(
            () -> Parts.of(SampleSeries.hourly(new float[4]), new Split.ByFraction(0.2, 0.1)))
        .withMessageContaining("0.2 of the 4 rows of sample.csv")
        .withMessageContaining("row 1 (2020-01-01T00:00) to row 4 (2020-01-01T03:00)")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA));
  }

  @Test
  void aSeriesWithoutRowsIsRefused() {
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> Parts.of(SampleSeries.hourly(), Split.DEFAULT))
        .withMessageContaining("sample.csv has no rows")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA));
  }

  @Test
  void theTrainingPartGivesNoLaterRow() {
    TrainingPart training =
        Parts.of(SampleSeries.hourly(1, 2, 3, 4), new Split.ByFraction(0.5, 0.25)).training();
    assertThat(training.value(1, 0)).isEqualTo(2);
    assertThatThrownBy(() -> training.value(2, 0)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> training.label(2)).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void theTrainingPartsSegmentsEndWithIt() {
    Series series = SampleSeries.hourly(List.of("y"), new float[10], Set.of(2, 4, 8));
    assertThat(Parts.of(series, new Split.ByFraction(0.5, 0.1)).training().segments())
        .containsExactly(new RowRange(0, 2), new RowRange(2, 4), new RowRange(4, 5));
    assertThat(Parts.of(series, new Split.ByFraction(0.4, 0.1)).training().segments())
        .containsExactly(new RowRange(0, 2), new RowRange(2, 4));
  }

  @ParameterizedTest
  @CsvSource({
    "20, 5, 5, 0, 10, 10, 15, 15",
    "20, 5, 5, 2, 6, 8, 13, 15",
    "20, 0, 5, 2, 13, 13, 13, 15",
    "20, 5, 0, 2, 13, 15, 20, 20",
    "20, 0, 0, 2, 20, 20, 20, 20",
    "8, 5, 5, 0, 0, 0, 3, 3",
  })
  void countsStandAtTheEndAndThePurgeGapsAreTakenFromTheTrainingPart(
      int rows,
      int validation,
      int test,
      int purge,
      int trainingEnd,
      int from,
      int to,
      int testFrom) {
    Series series = Series.ofRows("rows", List.of("y"), new float[rows]);
    Split split = new Split.ByCount(validation, test, purge);
    if (trainingEnd == 0) {
      assertThatExceptionOfType(PenstockException.class)
          .isThrownBy(() -> Parts.of(series, split))
          .withMessageContaining("the last are for validation (5) and test (5)")
          .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA));
      return;
    }
    Parts parts = Parts.of(series, split);
    assertThat(parts.training().ranges()).isEqualTo(ranges(0, trainingEnd));
    assertThat(parts.validation()).isEqualTo(ranges(from, to));
    assertThat(parts.test()).isEqualTo(ranges(testFrom, rows));
  }

  @Test
  void aPurgeGapShortensThePartBeforeIt() {
    Series series = SampleSeries.hourly(new float[40]);
    Parts byFraction = Parts.of(series, new Split.ByFraction(0.5, 0.25, 4));
    assertThat(byFraction.training().ranges()).isEqualTo(ranges(0, 16));
    assertThat(byFraction.validation()).isEqualTo(ranges(20, 26));
    assertThat(byFraction.test()).isEqualTo(ranges(30, 40));
    Parts byDate =
        Parts.of(
            series,
            new Split.ByDate(
                LocalDateTime.parse("2020-01-01T20:00"),
                LocalDateTime.parse("2020-01-01T22:00"),
                4));
    assertThat(byDate.training().ranges()).isEqualTo(ranges(0, 16));
    assertThat(byDate.validation()).isEmpty();
    assertThat(byDate.test()).isEqualTo(ranges(22, 40));
  }

  @Test
  void aPurgeGapThatLeavesNoTrainingRowIsNamed() {
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(
            () -> Parts.of(SampleSeries.hourly(new float[4]), new Split.ByFraction(0.5, 0.25, 2)))
        .withMessageContaining("A purge gap of 2 rows is left out before each later part.");
  }

  @Test
  void eachOfSeveralSeriesIsCutByItself() {
    Series series = twoSeries();
    Parts parts = Parts.of(series, new Split.ByFraction(0.5, 0.25));
    assertThat(parts.training().ranges()).containsExactly(new RowRange(0, 4), new RowRange(8, 10));
    assertThat(parts.validation()).containsExactly(new RowRange(4, 6), new RowRange(10, 11));
    assertThat(parts.test()).containsExactly(new RowRange(6, 8), new RowRange(11, 12));
    Parts byCount = Parts.of(series, new Split.ByCount(2, 2));
    assertThat(byCount.training().ranges()).containsExactly(new RowRange(0, 4));
    assertThat(byCount.validation()).containsExactly(new RowRange(4, 6), new RowRange(8, 10));
    Parts byDate = byDate(series, "2020-01-01T02:00", "2020-01-01T03:00");
    assertThat(byDate.training().ranges()).containsExactly(new RowRange(0, 2), new RowRange(8, 10));
    assertThat(byDate.test()).containsExactly(new RowRange(3, 8), new RowRange(11, 12));
  }

  @Test
  void theTrainingPartOfSeveralSeriesGivesTheRowsOfEachAndNoOther() {
    TrainingPart training = Parts.of(twoSeries(), new Split.ByFraction(0.5, 0.25)).training();
    assertThat(training.count()).isEqualTo(6);
    assertThat(training.rows()).isEqualTo(10);
    assertThat(training.segments()).containsExactly(new RowRange(0, 4), new RowRange(8, 10));
    assertThat(training.value(9, 0)).isEqualTo(9);
    assertThat(training.label(9)).isEqualTo("row 2 (2020-01-01T01:00) of series b");
    assertThat(training.span())
        .isEqualTo("row 1 (2020-01-01T00:00) of series a to row 2 (2020-01-01T01:00) of series b");
    for (int row : new int[] {4, 7, 10, 11, -1}) {
      assertThatThrownBy(() -> training.value(row, 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> training.time(row)).isInstanceOf(IndexOutOfBoundsException.class);
    }
  }

  @Test
  void theTrainingPartKnowsTheLabelsOfItsOwnRowsAlone() {
    Series series =
        Series.ofRows("s", List.of("w"), new float[] {2, Float.NaN, 1, 2, 0, 3})
            .withLabels(Map.of("w", List.of("a", "b", "c", "d")));
    TrainingPart training = Parts.of(series, new Split.ByFraction(0.7, 0.1)).training();
    assertThat(training.labels("w")).containsExactly("b", "c");
    assertThat(training.holdsWords("w")).isTrue();
    assertThat(new float[] {training.value(0, 0), training.value(2, 0), training.value(3, 0)})
        .containsExactly(1, 0, 1);
    assertThat(training.value(1, 0)).isNaN();
  }

  /** Of 8 and 4 rows that count on. */
  private static Series twoSeries() {
    return Series.together(
        "two.csv",
        "id",
        Map.of(
            "a", SampleSeries.hourly(0, 1, 2, 3, 4, 5, 6, 7),
            "b", SampleSeries.hourly(8, 9, 10, 11)));
  }

  private static List<RowRange> ranges(int from, int to) {
    return from == to ? List.of() : List.of(new RowRange(from, to));
  }

  private static Parts byDate(Series series, String validationFrom, String testFrom) {
    return Parts.of(
        series,
        new Split.ByDate(LocalDateTime.parse(validationFrom), LocalDateTime.parse(testFrom)));
  }
}
