package io.penstock.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  @Test
  void aModelBeatsTheBaselinesIfItsMaeIsBelowBoth() {
    assertThat(evaluation(1, 2, 3).beatsBaselines()).isTrue();
    assertThat(evaluation(2, 2, 3).beatsBaselines()).isFalse();
    assertThat(evaluation(2.5, 2, 3).beatsBaselines()).isFalse();
    assertThat(evaluation(2.5, 3, 2).beatsBaselines()).isFalse();
    assertThat(evaluation(Double.NaN, 3, 2).beatsBaselines()).isFalse();
  }

  private static Evaluation evaluation(double model, double lastValue, double seasonalNaive) {
    return new Evaluation(
        9,
        12,
        Metric.MAE,
        scores(model),
        Map.of(
            Baseline.LAST_VALUE,
            scores(lastValue),
            Baseline.SEASONAL_NAIVE,
            scores(seasonalNaive)));
  }

  private static Scores scores(double mae) {
    return new Scores(Map.of(Metric.MAE, mae));
  }
}
