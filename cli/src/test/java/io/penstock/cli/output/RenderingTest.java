package io.penstock.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Scores;
import io.penstock.forecasting.Backtest;
import io.penstock.model.Forecast;
import io.penstock.series.Frequency;
import io.penstock.series.TimeStep;
import io.penstock.training.StepReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderingTest {
  private static final Evaluation EVALUATION =
      new Evaluation(
          18,
          12,
          new Scores(14.214, 18.3, 0.951, 3.2, 0.45),
          new Scores(45.3, 101.25, -0.1, 18.64, 2.79),
          new Scores(40, 50, Double.NaN, 11.2, Double.NaN));

  @Test
  void scoresStandBesideThoseOfTheNaiveForecastsInColumns() {
    assertThat(ScoreTable.lines(EVALUATION))
        .containsExactly(
            "                       MAE    RMSE      R²  sMAPE %   MASE",
            "model                14.21   18.30   0.951     3.20  0.450",
            "last value           45.30  101.25  -0.100    18.64  2.790",
            "seasonal naive (12)  40.00   50.00       –    11.20      –");
  }

  @Test
  void scoresAreMembersOfTheObjectAndNullWhereTheyAreUnknown() {
    Json json = new Json();
    ScoreTable.into(json, Optional.of(EVALUATION));

    assertThat(json)
        .hasToString(
            "{\"test\":{\"mae\":14.214,\"rmse\":18.3,\"r2\":0.951,\"smape\":3.2,\"mase\":0.45},"
                + "\"baselines\":{\"lastValue\":{\"mae\":45.3,\"rmse\":101.25,\"r2\":-0.1,\"smape\":18.64,\"mase\":2.79},"
                + "\"seasonalNaive\":{\"mae\":40.0,\"rmse\":50.0,\"r2\":null,\"smape\":11.2,\"mase\":null}}}");
  }

  @Test
  void withoutATestPartTheMembersAreNull() {
    Json json = new Json();
    ScoreTable.into(json, Optional.empty());

    assertThat(json).hasToString("{\"test\":null,\"baselines\":null}");
  }

  @Test
  void jsonEscapesTextAndSaysNullForWhatIsNoNumber() {
    Json json =
        new Json()
            .put("a \"b\"", List.of("ü\n", Double.POSITIVE_INFINITY, Float.NaN, 1.5f, 7L, true))
            .put("none", null);

    assertThat(json).hasToString("{\"a \\\"b\\\"\":[\"ü\\n\",null,null,1.5,7,true],\"none\":null}");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0.000",
    "1, 1.000",
    "0.02871234, 0.02871",
    "-12.3456, -12.35",
    "123456.7, 123457",
    "1e12, 1.000e+12",
    "1e-7, 1.000e-07",
    "NaN, –",
    "-Infinity, -∞"
  })
  void aNumberHasFourDigitsThatCount(double value, String text) {
    assertThat(Numbers.text(value)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "0.04, 0.0 s",
    "8.2, 8.2 s",
    "59.4, 59 s",
    "59.7, 1 min 0 s",
    "200, 3 min 20 s",
    "7500, 2 h 5 min"
  })
  void aTimeSpanIsAsPreciseAsItIsShort(double seconds, String text) {
    assertThat(Numbers.duration(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0.1, 0.1", "1e10, 10000000000", "1.5e-7, 0.00000015", "NaN, ''", "-3, -3.0"})
  void aNumberInAFileReadsBackAsTheSameFloat(float value, String text) {
    assertThat(Numbers.exact(value)).isEqualTo(text);
    if (!text.isEmpty()) {
      assertThat(Float.parseFloat(text)).isEqualTo(value);
    }
  }

  @Test
  void aCurveGoesFromItsLeastValueToItsGreatest() {
    assertThat(Sparkline.of(List.of(8.0, 4.0, 1.0, 2.0), 10)).isEqualTo("█▄▁▂");
    assertThat(Sparkline.of(List.of(1.0, Double.NaN, 1.0), 10)).isEqualTo("▁ ▁");
    assertThat(Sparkline.of(List.of(), 10)).isEmpty();
  }

  @Test
  void aLongCurveIsCutToItsRoomAndEndsWithTheLastValue() {
    List<Double> values =
        java.util.stream.IntStream.range(0, 1000).mapToObj(i -> (double) i).toList();

    assertThat(Sparkline.of(values, 8)).hasSize(8).endsWith("█");
  }

  @ParameterizedTest
  @CsvSource({
    "2024-05-01T00:00, 1, MONTH, 2024-05-01",
    "2024-05-01T12:00, 1, DAY, 2024-05-01T12:00",
    "2024-05-01T00:00, 1, HOUR, 2024-05-01T00:00",
    "2024-05-01T00:15, 15, MINUTE, 2024-05-01T00:15",
    "2024-05-01T00:15:30, 15, MINUTE, 2024-05-01T00:15:30",
    "2024-05-01T00:00, 10, SECOND, 2024-05-01T00:00:00",
    "2024-05-01T00:00, 250, MILLISECOND, 2024-05-01T00:00:00.000"
  })
  void aTimeIsWrittenAsFineAsItsFrequency(
      LocalDateTime time, int count, TimeStep step, String text) {
    assertThat(TimeText.of(millis(time), new Frequency(count, step))).isEqualTo(text);
  }

  @Test
  void aRowThatIsCountedIsANumber() {
    assertThat(TimeText.of(41, Frequency.ROWS)).isEqualTo("41");
  }

  @Test
  void aForecastIsALineARowWithNamesQuotedWhereTheyMust() throws IOException {
    Frequency monthly = new Frequency(1, TimeStep.MONTH);
    long may = millis(LocalDateTime.of(2024, 5, 1, 0, 0));
    Forecast forecast =
        new Forecast(
            List.of("a,b", "c"),
            monthly,
            List.of(may, monthly.plus(may, 1)),
            List.of(List.of(1.5f, 1e10f), List.of(Float.NaN, -2f)));

    assertThat(written(to -> ForecastFile.write(forecast, true, to)))
        .isEqualTo("time,\"a,b\",c\n2024-05-01,1.5,10000000000\n2024-06-01,,-2.0\n");
    assertThat(written(to -> ForecastFile.write(forecast, false, to)))
        .isEqualTo("step,\"a,b\",c\n1,1.5,10000000000\n2,,-2.0\n");
  }

  @Test
  void aBacktestHasForecastBesideWhatCame() throws IOException {
    Backtest backtest =
        new Backtest(
            List.of("y"),
            Frequency.ROWS,
            2,
            new long[] {9, 10},
            new long[] {10, 11, 11, 12},
            new float[] {1, 2, 3, 4},
            new float[] {5, 6, 7, 8});

    assertThat(written(to -> ForecastFile.write(backtest, Long::toString, to)))
        .isEqualTo(
            "origin,step,time,y forecast,y actual\n9,1,10,1.0,5.0\n9,2,11,2.0,6.0\n10,1,11,3.0,7.0\n10,2,12,4.0,8.0\n");
  }

  @Test
  void theHistoryHasALineAnEpochAndNoValidationLossWhereThereIsNone() throws IOException {
    assertThat(
            written(
                to ->
                    ForecastFile.writeHistory(
                        List.of(0.5, 0.25), List.of(), List.of(0.1, 0.05), to)))
        .isEqualTo("epoch,training loss,validation loss,learning rate\n1,0.5,,0.1\n2,0.25,,0.05\n");
  }

  /** More steps than are first made room for, the last epoch cut short. */
  @Test
  void theHistoryOfStepsHasALineAStepAndBeginsWithTheFirstEpochOfTheRun() throws IOException {
    StepHistory history = new StepHistory();
    StringBuilder expected = new StringBuilder("epoch,step,loss,learning rate\n");
    int steps = 700;
    for (int i = 0; i < 2 * steps + 3; i++) {
      int epoch = 4 + i / steps;
      int step = i % steps + 1;
      history.onStep(new StepReport(epoch, step, steps, i / 8.0, 0.5, 32L * i, i));
      expected.append(epoch).append(',').append(step).append(',').append(i / 8.0).append(",0.5\n");
    }

    assertThat(written(history::writeTo)).isEqualTo(expected.toString());
    assertThat(written(new StepHistory()::writeTo)).isEqualTo("epoch,step,loss,learning rate\n");
  }

  private interface Writing {
    void to(ByteArrayOutputStream bytes) throws IOException;
  }

  private static String written(Writing writing) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    writing.to(bytes);
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static long millis(LocalDateTime time) {
    return time.toInstant(ZoneOffset.UTC).toEpochMilli();
  }
}
