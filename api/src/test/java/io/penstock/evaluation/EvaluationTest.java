package io.penstock.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

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
    return new Evaluation(9, 12, scores(model), scores(lastValue), scores(seasonalNaive));
  }

  private static Scores scores(double mae) {
    return new Scores(mae, 1, 1, 1, 1);
  }
}
