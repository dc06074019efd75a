package io.penstock.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.preparation.FittedStep;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import io.penstock.steps.CalendarFields.As;
import io.penstock.steps.CalendarFields.Field;
import io.penstock.steps.OneHot.Unknown;
import java.util.List;
import org.junit.jupiter.api.Test;

class FeaturesTest {
  private static final List<String> X = List.of("x");

  @Test
  void lagsAreNamedByTheirRows() {
    FittedStep step =
        TrainingRows.fit(new Lag(X, List.of(1, 3)), TrainingRows.hourly(1, 2, 3, 4, 5));
    assertThat(step.columns()).containsOnlyKeys("x_lag_1", "x_lag_3");
    assertThat(TrainingRows.of(step, "x_lag_3", TrainingRows.hourly(1, 2, 3, 4, 5)))
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, 1, 2);
    assertThat(step.words()).containsExactly("x_lag_1, x_lag_3 of x: x, so many rows before");
  }

  @Test
  void calendarsAreCirclesColumnsOrNumbers() {
    // 2024-01-01 is a Monday; row 31 is Tuesday, 7 o'clock.
    Series series = TrainingRows.hourly(new float[48]);
    FittedStep circles = TrainingRows.fit(CalendarFields.cyclic(Field.HOUR, Field.WEEKDAY), series);
    assertThat(circles.columns())
        .containsOnlyKeys("hour_sin", "hour_cos", "weekday_sin", "weekday_cos");
    assertThat(circles.future())
        .containsExactly("hour_sin", "hour_cos", "weekday_sin", "weekday_cos");
    assertThat(TrainingRows.of(circles, "hour_sin", series)[31])
        .isEqualTo((float) Math.sin(2 * Math.PI * 7 / 24));
    assertThat(TrainingRows.of(circles, "weekday_cos", series)[31])
        .isEqualTo((float) Math.cos(2 * Math.PI / 7));

    FittedStep months =
        TrainingRows.fit(new CalendarFields(List.of(Field.MONTH), As.ONE_HOT), series);
    assertThat(months.columns()).hasSize(12).containsKeys("month_1", "month_12");
    assertThat(TrainingRows.of(months, "month_1", series)).containsOnly(1);
    assertThat(TrainingRows.of(months, "month_2", series)).containsOnly(0);

    FittedStep numbers =
        TrainingRows.fit(
            new CalendarFields(List.of(Field.MINUTE_OF_DAY, Field.DAY_OF_MONTH), As.NUMBER),
            series);
    assertThat(TrainingRows.of(numbers, "minute_of_day", series)[31]).isEqualTo(420);
    assertThat(TrainingRows.of(numbers, "day_of_month", series)[31]).isEqualTo(2);
  }

  @Test
  void aBareCalendarHasWhatRepeatsAndChangesFromRowToRow() {
    CalendarFields bare = new CalendarFields(List.of(), As.CYCLIC);
    assertThat(TrainingRows.fit(bare, TrainingRows.hourly(1, 2)).columns())
        .containsOnlyKeys(
            "hour_sin",
            "hour_cos",
            "weekday_sin",
            "weekday_cos",
            "day_of_year_sin",
            "day_of_year_cos");
    Frequency monthly = new Frequency(1, TimeStep.MONTH);
    Series months = Series.of("rows.csv", X, new long[] {0}, new float[] {1}, monthly);
    assertThat(TrainingRows.fit(bare, months).columns()).containsOnlyKeys("month_sin", "month_cos");
  }

  @Test
  void rowsThatAreCountedHaveNoCalendar() {
    assertThatThrownBy(
            () ->
                TrainingRows.fit(
                    CalendarFields.cyclic(Field.HOUR),
                    Series.ofRows("rows.csv", X, new float[] {1, 2, 3})))
        .hasMessageContaining("the rows of rows.csv are counted and have no dates");
  }

  @Test
  void fourierTermsHaveAnyPeriod() {
    Series series = TrainingRows.hourly(new float[100]);
    FittedStep step = TrainingRows.fit(new Fourier(List.of(24.0, 6.5), 2), series);
    assertThat(step.columns()).containsKeys("fourier_24_sin_1", "fourier_6.5_cos_2").hasSize(8);
    assertThat(step.future()).hasSize(8);
    long first = TrainingRows.HOURLY.stepNumber(TrainingRows.BEGIN);
    float[] values = TrainingRows.of(step, "fourier_6.5_cos_2", series);
    for (int row = 0; row < 100; row++) {
      double expected = Math.cos(2 * Math.PI * 2 * ((first + row) / 6.5));
      assertThat(values[row]).isCloseTo((float) expected, within(1e-5f));
    }
    assertThatThrownBy(() -> new Fourier(List.of(7.0), 4))
        .hasMessageContaining("a period of 7 rows with the order 4");
  }

  @Test
  void eachLabelHasAColumnAndTheWordsGo() {
    Series series = TrainingRows.hourly(List.of("x", "wind"), 1, 0, 2, 1, 3, -1, 4, Float.NaN);
    TrainingRows rows = TrainingRows.first(2, series).withLabels("wind", "NE", "SW");
    FittedStep refusing = new OneHot(List.of(), Unknown.ERROR).fit(rows);
    assertThat(refusing.columns()).containsOnlyKeys("wind_NE", "wind_SW");
    assertThat(refusing.removed()).containsExactly("wind");
    assertThat(refusing.othersAllowed()).isEmpty();
    assertThat(TrainingRows.of(refusing, "wind_SW", series)).containsExactly(0, 1, 0, Float.NaN);

    FittedStep other = new OneHot(List.of("wind"), Unknown.OTHER_COLUMN).fit(rows);
    assertThat(other.othersAllowed()).containsExactly("wind");
    assertThat(TrainingRows.of(other, "wind_other", series)).containsExactly(0, 0, 1, Float.NaN);
    assertThat(new OneHot(List.of("wind"), Unknown.IGNORE).fit(rows).columns())
        .containsOnlyKeys("wind_NE", "wind_SW");

    assertThatThrownBy(
            () -> TrainingRows.fit(new OneHot(List.of(), Unknown.ERROR), Passengers.series()))
        .hasMessageContaining("rows.csv has no column of words at this step");
    assertThatThrownBy(() -> TrainingRows.fit(new OneHot(X, Unknown.ERROR), Passengers.series()))
        .hasMessageContaining("column x of rows.csv holds numbers, not words");
  }

  @Test
  void theMeanOfComingRowsLooksAhead() {
    MeanOfComing step = new MeanOfComing(X, 3);
    FittedStep fitted = TrainingRows.fit(step, TrainingRows.hourly(1, 2, 6, 4));
    assertThat(fitted.columns().get("x_coming_3").ahead()).isEqualTo(2);
    assertThat(fitted.columns().get("x_coming_3").history()).isZero();
    assertThat(TrainingRows.of(fitted, "x_coming_3", TrainingRows.hourly(1, 2, 6, 4)))
        .containsExactly(3, 4, Float.NaN, Float.NaN);
  }

  @Test
  void columnsCanBeTakenAway() {
    assertThat(TrainingRows.fit(new DropColumns(X), Passengers.series()).removed())
        .containsExactly("x");
    assertThatThrownBy(() -> TrainingRows.fit(new DropColumns(List.of("y")), Passengers.series()))
        .hasMessageContaining("at this step rows.csv has no column 'y'");
  }

  @Test
  void aColumnIsNotAddedTwice() {
    Series series = TrainingRows.hourly(List.of("x", "x_lag_1"), 1, 2, 3, 4);
    assertThatThrownBy(() -> TrainingRows.fit(new Lag(X, List.of(1)), series))
        .hasMessageContaining("lag: the step adds a column x_lag_1, but there is one of that name");
  }
}
