package io.penstock.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Breakdown;
import io.penstock.evaluation.ClassCurve;
import io.penstock.evaluation.ClassReport;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.SideBySide;
import io.penstock.evaluation.StepScores;
import io.penstock.evaluation.TargetScores;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.Forecast;
import io.penstock.model.TrainingSummary;
import io.penstock.network.Head;
import io.penstock.series.Frequency;
import io.penstock.series.TimeStep;
import io.penstock.testing.SampleScores;
import io.penstock.training.StepReport;
import io.penstock.training.StopReason;
import io.penstock.training.Stopping;
import io.penstock.training.Training;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RenderingTest {
  private static final Evaluation EVALUATION =
      SampleScores.evaluation(
          18,
          12,
          SampleScores.of(14.214, 18.3, 0.951, 3.2, 0.45),
          SampleScores.of(45.3, 101.25, -0.1, 18.64, 2.79),
          SampleScores.of(40, 50, Double.NaN, 11.2, Double.NaN));

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
                + "\"seasonalNaive\":{\"mae\":40.0,\"rmse\":50.0,\"r2\":null,\"smape\":11.2,\"mase\":null}},\"bestBaseline\":\"seasonalNaive\",\"skill\":{\"mae\":"
                + (1 - 14.214 / 40)
                + ",\"rmse\":"
                + (1 - 18.3 / 50)
                + ",\"r2\":"
                + (1 - Math.abs(1 - 0.951) / 1.1)
                + ",\"smape\":"
                + (1 - 3.2 / 11.2)
                + ",\"mase\":"
                + (1 - 0.45 / 2.79)
                + "}}");
  }

  @Test
  void allThatIsKnownIsShownWhenItIsAskedFor() {
    Scores model = new Scores(Map.of(Metric.MAE, 1.5, Metric.BIAS, -0.25));
    Scores naive = new Scores(Map.of(Metric.MAE, 2.0, Metric.BIAS, 0.5));
    SideBySide scores = new SideBySide(model, Map.of(Baseline.LINEAR, naive));
    Evaluation evaluation =
        new Evaluation(
            9,
            12,
            Metric.MAE,
            model,
            Map.of(Baseline.LINEAR, naive),
            List.of(),
            new Breakdown(
                List.of(new StepScores(1, scores), new StepScores(2, scores)),
                List.of(new TargetScores("load", scores)),
                Optional.of(new SideBySide(new Scores(Map.of(Metric.MSE, 0.125)), Map.of())),
                Optional.empty()));
    assertThat(ScoreTable.lines(evaluation))
        .containsExactly("          MAE", "model   1.500", "linear  2.000");
    assertThat(ScoreTable.all(evaluation))
        .containsExactly(
            "          MAE",
            "model   1.500",
            "linear  2.000",
            "",
            "           bias",
            "model   -0.2500",
            "linear   0.5000",
            "",
            "On scaled values, in the targets' deviations in the training part:",
            "          MSE",
            "model  0.1250",
            "",
            "By step of the horizon, MAE:",
            "ahead  model  linear",
            "1      1.500   2.000",
            "2      1.500   2.000",
            "",
            "By target, MAE:",
            "target  model  linear",
            "load    1.500   2.000");
    Json json = new Json();
    ScoreTable.into(json, Optional.of(evaluation));
    assertThat(json.toString())
        .contains("\"bestBaseline\":\"linear\",\"skill\":{\"mae\":0.25,\"bias\":0.5}")
        .contains("\"steps\":[{\"ahead\":1,\"test\":{\"mae\":1.5,\"bias\":-0.25}")
        .contains("\"targets\":[{\"target\":\"load\",\"test\":{\"mae\":1.5")
        .contains("\"scaled\":{\"test\":{\"mse\":0.125},\"baselines\":{}}");
  }

  @Test
  void whatWasDecidedOnClassesIsATableAMatrixAndMembers() {
    ClassReport report =
        new ClassReport(
            List.of("fine", "fault"),
            OptionalDouble.of(0.25),
            List.of(List.of(6L, 2L), List.of(1L, 3L)),
            List.of(
                new ClassCurve(
                    "fault", 0.75, 0.5, List.of(new ClassCurve.Point(0.5, 1, 0.25, 0.75)))));
    assertThat(ClassTable.lines(report))
        .containsExactly(
            "",
            "By class, of label fault where its probability is at least 0.2500:",
            "class  precision  recall     F1  support",
            "fine       0.857   0.750  0.800        8",
            "fault      0.600   0.750  0.667        4",
            "macro      0.729   0.750  0.733       12",
            "micro      0.750   0.750  0.750       12",
            "",
            "How often each class (row) was decided to be (column):",
            "       fine  fault",
            "fine      6      2",
            "fault     1      3");
    assertThat(ClassTable.json(report).toString())
        .startsWith(
            "{\"labels\":[\"fine\",\"fault\"],\"threshold\":0.25,\"confusion\":[[6,2],[1,3]],\"byClass\":[{\"label\":\"fine\"")
        .contains(
            "\"points\":[{\"threshold\":0.5,\"truePositives\":1.0,\"falsePositives\":0.25,\"precision\":0.75}]");
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
            new Head.Linear(),
            List.of(
                List.of(List.of(1.5f), List.of(1e10f)), List.of(List.of(Float.NaN), List.of(-2f))));

    assertThat(written(to -> ForecastFile.write(forecast, true, to)))
        .isEqualTo("time,\"a,b\",c\n2024-05-01,1.5,10000000000\n2024-06-01,,-2.0\n");
    assertThat(written(to -> ForecastFile.write(forecast, false, to)))
        .isEqualTo("step,\"a,b\",c\n1,1.5,10000000000\n2,,-2.0\n");
  }

  @Test
  void aBacktestHasForecastBesideWhatCame() throws IOException {
    WindowedForecasts backtest =
        new WindowedForecasts(
            List.of("y"),
            Frequency.ROWS,
            2,
            new long[] {9, 10},
            new long[] {10, 11, 11, 12},
            new Head.Linear(),
            new float[] {1, 2, 3, 4},
            new float[] {5, 6, 7, 8});

    assertThat(written(to -> ForecastFile.write(backtest, "", Long::toString, to)))
        .isEqualTo(
            "origin,step,time,y forecast,y actual\n9,1,10,1.0,5.0\n9,2,11,2.0,6.0\n10,1,11,3.0,7.0\n10,2,12,4.0,8.0\n");
  }

  private static Forecast counted(Head head, Float... numbers) {
    return new Forecast(
        List.of("y"), Frequency.ROWS, List.of(9L), head, List.of(List.of(List.of(numbers))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "quantiles | step,y q0.1,y q0.5,y q0.9 | 1,1.0,2.0,3.0 | {\"q0.1\":1.0,\"q0.5\":2.0,\"q0.9\":3.0}",
        "gaussian | step,y mean,y scale | 1,1.0,2.0 | {\"mean\":1.0,\"scale\":2.0}",
        "sigmoid | step,y probability | 1,1.0 | {\"probability\":1.0}",
        "softmax | step,y class 0,y class 1,y class 2,y likeliest class | 1,1.0,2.0,2.0,1 | {\"class 0\":1.0,\"class 1\":2.0,\"class 2\":2.0,\"likeliest class\":1}"
      })
  void everyNumberOfAHeadHasAColumnAndAMember(String name, String heads, String cells, String json)
      throws IOException {
    Forecast forecast =
        switch (name) {
          case "quantiles" -> counted(new Head.Quantiles(List.of(0.1, 0.5, 0.9)), 1f, 2f, 3f);
          case "gaussian" -> counted(new Head.Gaussian(), 1f, 2f);
          case "sigmoid" -> counted(new Head.Sigmoid(), 1f);
          default -> counted(new Head.Softmax(3), 1f, 2f, 2f);
        };

    assertThat(written(to -> ForecastFile.write(forecast, false, to)))
        .isEqualTo(heads + "\n" + cells + "\n");
    assertThat(ForecastJson.of(forecast, false).toString())
        .contains("\"head\":{\"name\":\"" + name + "\"")
        .contains("\"rows\":[{\"step\":1,\"forecast\":{\"y\":" + json + "}}]");
  }

  @Test
  void aBacktestOfADistributionHasItsNumbersBesideWhatCame() throws IOException {
    WindowedForecasts backtest =
        new WindowedForecasts(
            List.of("y", "z"),
            Frequency.ROWS,
            1,
            new long[] {9},
            new long[] {10},
            new Head.Gaussian(),
            new float[] {1, 2, 3, 4},
            new float[] {5, 6});

    assertThat(written(to -> ForecastFile.write(backtest, "", Long::toString, to)))
        .isEqualTo(
            "origin,step,time,y mean,y scale,y actual,z mean,z scale,z actual\n9,1,10,1.0,2.0,5.0,3.0,4.0,6.0\n");
    assertThat(ForecastJson.of(backtest, Long::toString).toString())
        .contains(
            "\"forecast\":{\"y\":{\"mean\":1.0,\"scale\":2.0},\"z\":{\"mean\":3.0,\"scale\":4.0}},\"actual\":{\"y\":5.0,\"z\":6.0}");
  }

  @Test
  void forecastsOfSeveralSeriesHaveTheirIdsFirst() throws IOException {
    Map<String, Forecast> forecasts = new TreeMap<>();
    forecasts.put("H1", counted(new Head.Linear(), 1f));
    forecasts.put("H2", counted(new Head.Linear(), 2f));

    assertThat(written(to -> ForecastFile.write("shop", forecasts, false, to)))
        .isEqualTo("shop,step,y\nH1,1,1.0\nH2,1,2.0\n");
    assertThat(ForecastJson.of(forecasts, false).toString())
        .contains(
            "\"series\":[{\"id\":\"H1\",\"rows\":[{\"step\":1,\"forecast\":{\"y\":1.0}}]},{\"id\":\"H2\"");
  }

  @Test
  void aBacktestOfSeveralSeriesHasTheIdOfEachWindow() throws IOException {
    WindowedForecasts backtest =
        new WindowedForecasts(
            List.of("y"),
            Frequency.ROWS,
            1,
            new long[] {9, 4},
            new long[] {10, 5},
            new Head.Linear(),
            new float[] {1, 2},
            new float[] {3, 4},
            List.of("H1", "H2"));

    assertThat(written(to -> ForecastFile.write(backtest, "shop", Long::toString, to)))
        .isEqualTo(
            "shop,origin,step,time,y forecast,y actual\nH1,9,1,10,1.0,3.0\nH2,4,1,5,2.0,4.0\n");
    assertThat(ForecastJson.of(backtest, Long::toString).toString())
        .contains("{\"id\":\"H2\",\"origin\":\"4\"");
  }

  @Test
  void scoresOfAFewSeriesAreAllShownAndOfManyTheWorst() {
    assertThat(ScoreTable.ofSeries(SampleSeriesScores.of(2)))
        .containsExactly(
            "",
            "By series; the model's MAE is better than every baseline's in 1 of 2.",
            "series  windows    MAE  last value  seasonal naive (7)   MASE",
            "s0            3  1.000       2.000               3.000  0.500",
            "s1            3  2.000       2.000               3.000  1.000");
    List<String> many = ScoreTable.ofSeries(SampleSeriesScores.of(30));
    assertThat(many).hasSize(13);
    assertThat(many.get(1))
        .isEqualTo(
            "By series; the model's MAE is better than every baseline's in 1 of 30. The 10 of the highest MASE (--json has all):");
    assertThat(many.get(3)).startsWith("s29");
    Json json = new Json();
    ScoreTable.into(json, Optional.of(SampleSeriesScores.of(2)));
    assertThat(json.toString())
        .contains("\"series\":[{\"id\":\"s0\",\"windows\":3,\"test\":{\"mae\":1.0");
  }

  @Test
  void aProbabilityThatIsNoNumberHasNoLikeliestClass() throws IOException {
    assertThat(
            written(
                to -> ForecastFile.write(counted(new Head.Softmax(2), Float.NaN, 1f), false, to)))
        .endsWith("1,,1.0,\n");
  }

  private static TrainingSummary summary(
      Stopping stopping, List<Double> validation, List<Double> scores) {
    return new TrainingSummary(
        "pytorch",
        Map.of(),
        Training.DEFAULT.withStopping(stopping),
        List.of(0.5, 0.25),
        validation,
        scores,
        2,
        2,
        StopReason.EPOCHS_DONE,
        10);
  }

  @Test
  void theHistoryHasALineAnEpochAndNoValidationLossWhereThereIsNone() throws IOException {
    TrainingSummary summary = summary(Stopping.DEFAULT, List.of(), List.of());

    assertThat(written(to -> ForecastFile.writeHistory(summary, List.of(0.1, 0.05), to)))
        .isEqualTo("epoch,training loss,validation loss,learning rate\n1,0.5,,0.1\n2,0.25,,0.05\n");
  }

  @Test
  void theHistoryHasTheScoreThatIsMonitored() throws IOException {
    TrainingSummary summary =
        summary(
            Stopping.DEFAULT.withMonitor(Metric.LOG_LOSS),
            List.of(0.75, 0.5),
            List.of(Double.NaN, 0.125));

    assertThat(written(to -> ForecastFile.writeHistory(summary, List.of(0.1, 0.05), to)))
        .isEqualTo(
            "epoch,training loss,validation loss,validation log-loss,learning rate\n1,0.5,0.75,,0.1\n2,0.25,0.5,0.125,0.05\n");
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
