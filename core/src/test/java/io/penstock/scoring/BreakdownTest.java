package io.penstock.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.SampleSeries;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.ClassReport;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.LinearCoefficients;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.SideBySide;
import io.penstock.evaluation.Yardsticks;
import io.penstock.network.Head;
import io.penstock.series.AbsentRows;
import io.penstock.series.Frequency;
import io.penstock.series.Layout;
import io.penstock.series.Series;
import io.penstock.series.Source;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The parts that an evaluation's scores are made of. */
class BreakdownTest {
  private static final Head LINEAR = new Head.Linear();

  /** Two windows of two steps and two targets, of which the model is off by 1, 2, 3, 4, 5, … 8. */
  private static Evaluation evaluation() {
    float[] values = {1, 10, 2, 20, 3, 30, 4, 40, 5, 50};
    Series series = SampleSeries.hourly(List.of("a", "b"), values, Set.of());
    return SampleTasks.evaluator(
            series, new int[] {0, 1}, 2, 2, LINEAR, 1, Map.of("", List.of(1.0, 10.0)))
        .evaluate(
            new int[] {0, 1},
            (from, to) -> {
              float[] forecasts = new float[8];
              for (int i = 0; i < 8; i++) {
                int row = i / 4 + 2 + i / 2 % 2;
                forecasts[i] = series.value(row, i % 2) + 1 + i;
              }
              return forecasts;
            });
  }

  @Test
  void eachStepHasItsScores() {
    List<SideBySide> steps =
        evaluation().breakdown().steps().stream().map(step -> step.scores()).toList();
    assertThat(steps).hasSize(2);
    assertThat(steps.get(0).model().value(Metric.MAE)).isEqualTo((1 + 2 + 5 + 6) / 4.0);
    assertThat(steps.get(1).model().value(Metric.MAE)).isEqualTo((3 + 4 + 7 + 8) / 4.0);
    assertThat(steps.get(0).baselines().get(Baseline.LAST_VALUE).value(Metric.MAE))
        .isEqualTo((1 + 10 + 1 + 10) / 4.0);
    assertThat(steps.get(1).baselines().get(Baseline.LAST_VALUE).value(Metric.MAE))
        .isEqualTo((2 + 20 + 2 + 20) / 4.0);
    assertThat(evaluation().breakdown().steps().get(1).ahead()).isEqualTo(2);
  }

  @Test
  void eachOfSeveralTargetsHasItsScores() {
    Evaluation evaluation = evaluation();
    assertThat(evaluation.breakdown().targets())
        .extracting(one -> one.target())
        .containsExactly("a", "b");
    SideBySide b = evaluation.breakdown().targets().get(1).scores();
    assertThat(b.model().value(Metric.MAE)).isEqualTo((2 + 4 + 6 + 8) / 4.0);
    assertThat(b.model().value(Metric.MASE)).isEqualTo(0.5);
    assertThat(b.baselines().get(Baseline.LAST_VALUE).value(Metric.MAE)).isEqualTo(15);
  }

  @Test
  void errorsOnScaledValuesAreInTheUnitOfTheirTarget() {
    SideBySide scaled = evaluation().breakdown().scaled().orElseThrow();
    assertThat(scaled.model().value(Metric.MAE)).isEqualTo(4.5 / 2);
    assertThat(scaled.model().value(Metric.MSE)).isEqualTo(204 / 8.0 / 4);
    assertThat(scaled.baselines().get(Baseline.LAST_VALUE).value(Metric.MAE)).isEqualTo(8.25 / 2);
  }

  @Test
  void anAbridgedEvaluationHasOfItsPartsWhatTablesShow() {
    Evaluation abridged = evaluation().abridged();
    assertThat(abridged.model()).isEqualTo(evaluation().model());
    assertThat(abridged.breakdown().steps().get(0).scores().model().values())
        .containsOnlyKeys(Metric.MAE, Metric.RMSE, Metric.R2, Metric.SMAPE, Metric.MASE);
    assertThat(abridged.breakdown().steps()).hasSize(2);
  }

  @Test
  void whatIsKnownOfTheTrainingPartDecidesWhichBaselinesThereAre() {
    Series series = SampleSeries.hourly(SampleSeries.random(new Random(2), 60, 0));
    int[] starts = IntStream.range(0, 40).toArray();
    Map<String, List<Double>> scales = Map.of("", List.of(1.0));
    WindowForecasts zeros = (from, to) -> new float[(to - from) * 3];
    Evaluation poor =
        SampleTasks.evaluator(series, new int[] {0}, 6, 3, LINEAR, 4, scales)
            .evaluate(starts, zeros);
    assertThat(poor.baselines())
        .containsOnlyKeys(
            Baseline.LAST_VALUE,
            Baseline.SEASONAL_NAIVE,
            Baseline.DRIFT,
            Baseline.MEAN,
            Baseline.MOVING_AVERAGE);
    assertThat(poor.model().value(Metric.OWA)).isNaN();
    Yardsticks rich =
        new Yardsticks(
            scales,
            Map.of("", List.of(List.of(0.5, 1.5, 0.5, 1.5))),
            List.of(new LinearCoefficients(Collections.nCopies(3, List.of(0f, 0.5f)))),
            List.of());
    Evaluation evaluation =
        SampleTasks.evaluator(series, new int[] {0}, 6, 3, LINEAR, 4, rich).evaluate(starts, zeros);
    assertThat(evaluation.baselines())
        .containsOnlyKeys(Baseline.of(LINEAR).toArray(new Baseline[0]));
    assertThat(evaluation.baselines().get(Baseline.NAIVE2).value(Metric.OWA)).isEqualTo(1);
    assertThat(evaluation.model().value(Metric.OWA))
        .isCloseTo(
            (200 / evaluation.baselines().get(Baseline.NAIVE2).value(Metric.SMAPE)
                    + evaluation.model().value(Metric.MASE)
                        / evaluation.baselines().get(Baseline.NAIVE2).value(Metric.MASE))
                / 2,
            within(1e-12));
  }

  /** Sums of each would be 2 MB a sequence, for two thousand of them. */
  @Test
  void sequencesAreCountedTogetherHoweverManyClassesThereAre() {
    int count = 2000;
    int classes = 500;
    Series series = sequences(count, classes);
    Evaluation evaluation =
        SampleTasks.evaluator(
                series, new int[] {0}, 1, 1, new Head.Softmax(classes), 1, Yardsticks.of(Map.of()))
            .evaluate(
                IntStream.range(0, count).map(i -> 2 * i).toArray(),
                (from, to) -> {
                  float[] forecasts = new float[(to - from) * classes];
                  for (int i = from; i < to; i++) {
                    forecasts[(i - from) * classes + i % classes] = 1;
                  }
                  return forecasts;
                });
    assertThat(evaluation.model().value(Metric.ACCURACY)).isEqualTo(1);
    assertThat(evaluation.series()).isEmpty();
  }

  /** A point each, and its class. */
  private static Series sequences(int count, int classes) {
    float[] values = new float[4 * count];
    long[] times = new long[2 * count];
    for (int i = 0; i < count; i++) {
      values[4 * i] = i % classes;
      values[4 * i + 1] = i;
      values[4 * i + 2] = i % classes;
      values[4 * i + 3] = i;
      times[2 * i + 1] = 1;
    }
    return Series.ofMany(
            "sequences",
            List.of("class", "sequence"),
            "sequence",
            IntStream.range(0, count).mapToObj(Integer::toString).toList(),
            times,
            values,
            Frequency.ROWS)
        .withSource(new Source(List.of(), List.of(), Layout.SEQUENCES, AbsentRows.GAP));
  }

  @Test
  void aThresholdMovesTheDecisionsAndNotTheProbabilities() {
    float[] labels = {0, 1, 1, 0, 1};
    Yardsticks shares =
        new Yardsticks(Map.of("", List.of(1.0)), Map.of(), List.of(), List.of(List.of(0.75, 0.25)));
    Evaluator evaluator =
        SampleTasks.evaluator(
            SampleSeries.hourly(labels), new int[] {0}, 1, 1, new Head.Sigmoid(), 1, shares);
    int[] starts = {0, 1, 2, 3};
    WindowForecasts model = (from, to) -> new float[] {0.4f, 0.6f, 0.1f, 0.3f};
    Evaluation half = evaluator.evaluate(starts, model);
    Evaluation less = evaluator.deciding(List.of("fine", "fault"), 0.25).evaluate(starts, model);

    ClassReport byHalf = half.breakdown().classes().orElseThrow();
    assertThat(byHalf.labels()).containsExactly("0", "1");
    assertThat(byHalf.threshold()).hasValue(0.5);
    assertThat(byHalf.confusion()).isEqualTo(List.of(List.of(1L, 0L), List.of(2L, 1L)));
    ClassReport byLess = less.breakdown().classes().orElseThrow();
    assertThat(byLess.labels()).containsExactly("fine", "fault");
    assertThat(byLess.confusion()).isEqualTo(List.of(List.of(1L, 0L), List.of(0L, 3L)));
    assertThat(byLess.curves()).hasSize(1);
    assertThat(byLess.curves().get(0).rocAuc()).isEqualTo(1);
    assertThat(less.model().value(Metric.F1)).isEqualTo(1);
    assertThat(less.model().value(Metric.BRIER)).isEqualTo(half.model().value(Metric.BRIER));
    assertThat(half.baselines())
        .containsOnlyKeys(Baseline.LAST_VALUE, Baseline.SEASONAL_NAIVE, Baseline.MAJORITY_CLASS);
    assertThat(half.baselines().get(Baseline.MAJORITY_CLASS).value(Metric.BRIER))
        .isCloseTo((3 * 0.75 * 0.75 + 0.25 * 0.25) / 4, within(1e-7));
    assertThat(half.baselines().get(Baseline.MAJORITY_CLASS).value(Metric.ACCURACY))
        .isEqualTo(0.25);
    assertThat(half.breakdown().scaled()).isEmpty();
  }
}
