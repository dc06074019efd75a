package io.penstock.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.penstock.SampleSeries;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.SeriesScores;
import io.penstock.network.Head;
import io.penstock.series.Series;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvaluatorTest {
  private static final Head LINEAR = new Head.Linear();

  /**
   * Windows from rows 0 and 1 of 1, 3, 2, 5, 4, 8, look-back 3, horizon 2: truth 5, 4 and 4, 8;
   * last value 2, 2 and 5, 5; the season of 2 gives 3, 2 and 2, 5.
   */
  @Test
  void modelAndNaiveForecastsAreScoredOnTheSameWindows() {
    Evaluator evaluator =
        SampleTasks.evaluator(
            SampleSeries.hourly(1, 3, 2, 5, 4, 8),
            new int[] {0},
            3,
            2,
            LINEAR,
            2,
            Map.of("", List.of(2.0)));
    Evaluation evaluation =
        evaluator.evaluate(new int[] {0, 1}, (from, to) -> new float[] {5, 5, 4, 7});
    assertThat(evaluation.windows()).isEqualTo(2);
    assertThat(evaluation.season()).isEqualTo(2);
    assertThat(evaluation.model().value(Metric.MAE)).isEqualTo((0 + 1 + 0 + 1) / 4.0);
    assertThat(evaluation.model().value(Metric.MASE)).isEqualTo(0.25);
    assertThat(evaluation.baselines().get(Baseline.LAST_VALUE).value(Metric.MAE))
        .isEqualTo((3 + 2 + 1 + 3) / 4.0);
    assertThat(evaluation.baselines().get(Baseline.SEASONAL_NAIVE).value(Metric.MAE))
        .isEqualTo((2 + 2 + 2 + 3) / 4.0);
    assertThat(evaluation.baselines().get(Baseline.SEASONAL_NAIVE).value(Metric.RMSE))
        .isCloseTo(Math.sqrt((4 + 4 + 4 + 9) / 4.0), within(1e-15));
    assertThat(evaluation.beatsBaselines()).isTrue();
  }

  @Test
  void aModelThatKnowsTheTruthOfEveryTargetHasNoError() {
    Series series = random(3, 3_000);
    int[] targets = {2, 0};
    int[] starts = IntStream.range(0, 3_000 - 20).filter(start -> start % 3 != 1).toArray();
    List<Integer> asked = new ArrayList<>();
    Evaluation evaluation =
        SampleTasks.evaluator(series, targets, 12, 8, LINEAR, 5, Map.of("", List.of(1.0, 1.0)))
            .evaluate(
                starts,
                (from, to) -> {
                  asked.add(to - from);
                  float[] truth = new float[(to - from) * 8 * 2];
                  for (int i = 0; i < truth.length; i++) {
                    int row = starts[from + i / 16] + 12 + i / 2 % 8;
                    truth[i] = series.value(row, targets[i % 2]);
                  }
                  return truth;
                });
    assertThat(evaluation.windows()).isEqualTo(starts.length);
    assertThat(evaluation.model().value(Metric.MAE)).isZero();
    assertThat(evaluation.model().value(Metric.RMSE)).isZero();
    assertThat(evaluation.model().value(Metric.R2)).isEqualTo(1);
    assertThat(evaluation.baselines().get(Baseline.LAST_VALUE).value(Metric.MAE))
        .isGreaterThan(0.5);
    assertThat(evaluation.baselines().get(Baseline.SEASONAL_NAIVE).value(Metric.MAE))
        .isGreaterThan(0.5);
    assertThat(asked.stream().mapToInt(Integer::intValue).sum()).isEqualTo(starts.length);
    assertThat(asked).hasSizeGreaterThan(1);
  }

  @Test
  void longHorizonsAreAskedForInSmallChunks() {
    Series series = random(8, 12_000);
    int[] targets = {0, 1, 2, 3, 4, 5, 6, 7};
    Map<String, List<Double>> scales = Map.of("", Collections.nCopies(8, 1.0));
    List<Integer> asked = new ArrayList<>();
    SampleTasks.evaluator(series, targets, 10, 10_000, LINEAR, 5, scales)
        .evaluate(
            IntStream.range(0, 30).toArray(),
            (from, to) -> {
              asked.add(to - from);
              return new float[(to - from) * 80_000];
            });
    assertThat(asked).containsExactly(13, 13, 4);
  }

  @Test
  void withoutWindowsAllScoresAreNaNAndTheModelIsNotAsked() {
    Evaluation evaluation =
        SampleTasks.evaluator(
                SampleSeries.hourly(1, 2, 3),
                new int[] {0},
                3,
                2,
                LINEAR,
                2,
                Map.of("", List.of(2.0)))
            .evaluate(
                new int[0],
                (from, to) -> {
                  throw new AssertionError("asked for no window");
                });
    assertThat(evaluation.windows()).isZero();
    assertThat(evaluation.model().value(Metric.MAE)).isNaN();
    assertThat(evaluation.baselines().get(Baseline.LAST_VALUE).value(Metric.RMSE)).isNaN();
    assertThat(evaluation.beatsBaselines()).isFalse();
  }

  @Test
  void forecastsOfAnotherLengthAreRefused() {
    Evaluator evaluator =
        SampleTasks.evaluator(
            SampleSeries.hourly(1, 2, 3), new int[] {0}, 1, 2, LINEAR, 1, Map.of("", List.of(1.0)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> evaluator.evaluate(new int[] {0}, (from, to) -> new float[3]))
        .withMessage("3 forecasts for 1 windows, not 2");
  }

  /**
   * A: 1 3 2 | 5, B: 10 10 10 | 14, C: 1 2 | 4 without a scale. Errors of the model 1, 2 and 3; of
   * the last value 3, 4 and 2.
   */
  @Test
  void eachOfSeveralSeriesHasItsOwnScoresAndTheirMaseIsTheMeanOfTheirs() {
    Series series =
        Series.together(
            "m",
            "id",
            Map.of(
                "A", SampleSeries.hourly(1, 3, 2, 5),
                "B", SampleSeries.hourly(10, 10, 10, 14),
                "C", SampleSeries.hourly(0, 1, 2, 4),
                "D", SampleSeries.hourly(7)));
    Evaluator evaluator =
        SampleTasks.evaluator(
            series, new int[] {0}, 3, 1, LINEAR, 1, Map.of("A", List.of(2.0), "B", List.of(8.0)));
    Evaluation evaluation =
        evaluator.evaluate(new int[] {0, 4, 8}, (from, to) -> new float[] {4, 16, 7});

    assertThat(evaluation.windows()).isEqualTo(3);
    assertThat(evaluation.model().value(Metric.MAE)).isEqualTo(2);
    assertThat(evaluation.model().value(Metric.MASE)).isEqualTo((1 / 2.0 + 2 / 8.0) / 2);
    assertThat(evaluation.baselines().get(Baseline.LAST_VALUE).value(Metric.MASE))
        .isEqualTo((3 / 2.0 + 4 / 8.0) / 2);
    assertThat(evaluation.series()).extracting(SeriesScores::id).containsExactly("A", "B", "C");
    SeriesScores b = evaluation.series().get(1);
    assertThat(b.windows()).isEqualTo(1);
    assertThat(b.model().value(Metric.MAE)).isEqualTo(2);
    assertThat(b.model().value(Metric.MASE)).isEqualTo(0.25);
    assertThat(b.baselines().get(Baseline.SEASONAL_NAIVE).value(Metric.MAE)).isEqualTo(4);
    assertThat(evaluation.series().get(2).model().value(Metric.MASE)).isNaN();
  }

  private static Series random(int columns, int rows) {
    List<String> names = IntStream.range(0, columns).mapToObj(k -> "c" + k).toList();
    float[] values = SampleSeries.random(new Random(11), columns * rows, 0);
    return SampleSeries.hourly(names, values, Set.of());
  }
}
