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
    assertThat(parts.training().range()).isEqualTo(new RowRange(0, trainingEnd));
    assertThat(parts.validation()).isEqualTo(new RowRange(trainingEnd, validationEnd));
    assertThat(parts.test()).isEqualTo(new RowRange(validationEnd, rows));
  }

  @Test
  void aDateBelongsToTheLaterPart() {
    Parts parts =
        byDate(SampleSeries.hourly(new float[48]), "2020-01-01T20:00", "2020-01-02T00:00");
    assertThat(parts.training().range()).isEqualTo(new RowRange(0, 20));
    assertThat(parts.validation()).isEqualTo(new RowRange(20, 24));
    assertThat(parts.test()).isEqualTo(new RowRange(24, 48));
  }

  @Test
  void aDateBetweenRowsCutsBeforeTheNextRow() {
    Parts parts =
        byDate(SampleSeries.hourly(new float[48]), "2020-01-01T19:30", "2020-01-01T19:30");
    assertThat(parts.training().range().to()).isEqualTo(20);
    assertThat(parts.validation().size()).isZero();
    assertThat(parts.test().from()).isEqualTo(20);
  }

  @Test
  void datesAfterTheEndLeaveAllToTraining() {
    Parts parts =
        byDate(SampleSeries.hourly(new float[48]), "2021-01-01T00:00", "2022-01-01T00:00");
    assertThat(parts.training().range().to()).isEqualTo(48);
    assertThat(parts.validation().size()).isZero();
    assertThat(parts.test().size()).isZero();
  }

  @Test
  void timesThatFollowNoRuleCanBeCutByDate() {
    long[] times = {
      SampleSeries.millis("2020-01-01T00:00:00"),
      SampleSeries.millis("2020-01-01T00:07:00"),
      SampleSeries.millis("2020-03-01T00:00:00"),
    };
    Series series = Series.of("events", List.of("y"), times, new float[3], Frequency.ROWS);
    assertThat(byDate(series, "2020-02-01T00:00", "2020-02-01T00:00").training().range().to())
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

  private static Parts byDate(Series series, String validationFrom, String testFrom) {
    return Parts.of(
        series,
        new Split.ByDate(LocalDateTime.parse(validationFrom), LocalDateTime.parse(testFrom)));
  }
}
