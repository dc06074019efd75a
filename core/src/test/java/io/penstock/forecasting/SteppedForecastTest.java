package io.penstock.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Penstock;
import io.penstock.ReferencePenstock;
import io.penstock.SampleSeries;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.preparation.Step;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.steps.CalendarFields;
import io.penstock.steps.CausalFill;
import io.penstock.steps.Detrend;
import io.penstock.steps.Difference;
import io.penstock.steps.Impute;
import io.penstock.steps.Log;
import io.penstock.training.Training;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a model with steps is asked to forecast and must not: one message, and no number. */
class SteppedForecastTest {
  private static final int ROWS = 120;
  private static final List<String> COLUMNS = List.of("x", "y");

  private final Penstock penstock = ReferencePenstock.create();
  private final float[] values = new float[2 * ROWS];

  SteppedForecastTest() {
    Random random = new Random(8);
    for (int i = 0; i < values.length; i++) {
      values[i] = 5 + random.nextFloat();
    }
  }

  private Series series() {
    return SampleSeries.hourly(COLUMNS, values, Set.of());
  }

  private void set(int row, int column, float value) {
    values[2 * row + column] = value;
  }

  private Forecaster trained(Series series, Step... steps) {
    return penstock.open(
        penstock.train(
            series,
            Experiment.forecast("y")
                .features("x", "y")
                .lookBack(4)
                .horizon(2)
                .units(2)
                .steps(steps)
                .training(Training.DEFAULT.withEpochs(1))
                .build()));
  }

  private static void refuses(Forecaster forecaster, Series series, String message) {
    assertThatThrownBy(() -> forecaster.forecast(series))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
        .hasMessage(message);
  }

  @Test
  void whatADifferenceIsAddedToMustBeThereHoweverFarBeforeTheWindow() {
    try (Forecaster forecaster = trained(series(), new Difference(List.of("y"), 10))) {
      for (int step = 0; step < 2; step++) {
        int row = ROWS - 10 + step;
        float before = values[2 * row + 1];
        set(row, 1, Float.NaN);
        refuses(
            forecaster,
            series(),
            String.format(
                "sample.csv has no value in column y at row %d (2020-01-05T%d:00), to which the model adds a difference"
                    + " that it forecasts. Fill in the value.",
                row + 1, 14 + step));
        set(row, 1, before);
      }
      set(ROWS - 8, 1, Float.NaN);
      assertThat(forecaster.forecast(series()).value(1, 0)).isFinite();
    }
  }

  @Test
  void noWindowIsJudgedWhoseDifferencesHaveNothingToBeAddedTo() {
    try (Forecaster forecaster = trained(series(), new Difference(List.of("y"), 10))) {
      set(60, 1, Float.NaN);
      assertThat(forecaster.backtest(series()).forecasts()).doesNotContain(Float.NaN);
      assertThat(forecaster.evaluate(series()).model().value(Metric.MAE)).isFinite();
    }
  }

  @Test
  void aForecastIsNotMadeOfNothingButWhatStepsFillIn() {
    try (Forecaster forecaster = trained(series(), Impute.by(new CausalFill.Median()))) {
      for (int row = ROWS - 4; row < ROWS; row++) {
        set(row, 0, Float.NaN);
        set(row, 1, Float.NaN);
      }
      refuses(
          forecaster,
          series(),
          "sample.csv has no value of x, y from row 117 (2020-01-05T20:00) to row 120 (2020-01-05T23:00), which are all"
              + " the rows that a forecast reads: there is nothing to make it from. Fill in values, or end the series at"
              + " an earlier row.");
      set(ROWS - 3, 0, 5);
      assertThat(forecaster.forecast(series()).value(0, 0)).isFinite();
    }
  }

  @Test
  void aValueOfWhichAStepMakesNoNumberIsNamedAsSuch() {
    try (Forecaster forecaster = trained(series(), new Log(List.of("y"), false))) {
      set(ROWS - 2, 1, -3);
      refuses(
          forecaster,
          series(),
          "sample.csv has -3.0 in column y at row 119 (2020-01-05T22:00), of which its steps make no number, as a"
              + " logarithm makes none of -1, among the last 4 rows, which a forecast reads. Fill in or correct the"
              + " value, or end the series at a row from which 4 rows back none is missing.");
    }
  }

  @Test
  void aForecastThatIsNoNumberIsNone() {
    try (Forecaster forecaster = trained(series(), new Difference(List.of("x"), 1))) {
      set(ROWS - 2, 0, 3e38f);
      set(ROWS - 1, 0, -3e38f);
      set(ROWS - 1, 1, 3e38f);
      assertThatThrownBy(() -> forecaster.forecast(series()))
          .hasMessageContaining("The forecast of y after row 120")
          .hasMessageContaining("Look for extreme values among the 5 rows");
    }
  }

  @Test
  void timesThatFollowNoRuleAreNoneOfAModelOfRegularOnes() {
    long[] times = new long[ROWS];
    Random random = new Random(4);
    for (int row = 1; row < ROWS; row++) {
      times[row] = times[row - 1] + 1 + random.nextInt(10_000_000);
    }
    Series irregular = Series.of("odd.csv", COLUMNS, times, values, Frequency.ROWS);
    try (Forecaster plain = trained(series());
        Forecaster calendar = trained(series(), CalendarFields.cyclic(CalendarFields.Field.HOUR))) {
      for (Forecaster forecaster : List.of(plain, calendar)) {
        refuses(
            forecaster,
            irregular,
            "The times of odd.csv follow no rule, but the model was trained on a row every 1 hour. Resample the data, or"
                + " train a model on it.");
      }
    }
  }

  @Test
  void countedRowsAreNoneOfAModelThatReadsTimesAndNeitherTheOtherWayRound() {
    Series counted = Series.ofRows("counted.csv", COLUMNS, values);
    try (Forecaster plain = trained(series());
        Forecaster timed = trained(series(), new Detrend(List.of("y")));
        Forecaster untimed = trained(counted, new Detrend(List.of("y")))) {
      assertThat(plain.forecast(counted).value(0, 0)).isFinite();
      assertThat(untimed.forecast(counted).value(0, 0)).isFinite();
      refuses(
          timed,
          counted,
          "The rows of counted.csv are counted, but the model was trained on rows with times and reads them. Name the"
              + " columns of the time.");
      refuses(
          untimed,
          series(),
          "The rows of sample.csv have times, but the model was trained on counted rows and reads their numbers. Read the"
              + " data without the times, by no-time.");
    }
  }
}
