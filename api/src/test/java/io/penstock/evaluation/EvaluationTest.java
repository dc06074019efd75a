package io.penstock.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.network.Head;
import java.util.List;
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

  @Test
  void theLeadingMetricDecides() {
    for (Metric leading : List.of(Metric.ACCURACY, Metric.BRIER)) {
      Evaluation better =
          new Evaluation(
              1,
              1,
              leading,
              new Scores(Map.of(Metric.ACCURACY, 0.9, Metric.BRIER, 0.1)),
              Map.of(
                  Baseline.LAST_VALUE,
                  new Scores(Map.of(Metric.ACCURACY, 0.8, Metric.BRIER, 0.2))));
      assertThat(better.beatsBaselines()).isTrue();
    }
    assertThat(Metric.ACCURACY.isBetter(0.9, Double.NaN)).isFalse();
    assertThat(Metric.BRIER.isBetter(0.1, Double.NaN)).isFalse();
    assertThat(scores(1).value(Metric.BRIER)).isNaN();
  }

  @Test
  void eachHeadHasItsMetricsAndOneOfThemLeads() {
    assertThat(Metric.of(new Head.Softmax(3)))
        .isEqualTo(Metric.of(new Head.Sigmoid()))
        .containsExactly(Metric.ACCURACY, Metric.LOG_LOSS, Metric.BRIER);
    List<Metric> points = List.of(Metric.MAE, Metric.RMSE, Metric.R2, Metric.SMAPE, Metric.MASE);
    assertThat(Metric.of(new Head.Linear())).isEqualTo(points);
    assertThat(Metric.of(new Head.Quantiles(List.of(0.5))))
        .startsWith(points.toArray(new Metric[0]))
        .endsWith(Metric.PINBALL);
    assertThat(Metric.of(new Head.Gaussian())).containsAll(points).endsWith(Metric.NLL);
    for (Head head : List.of(new Head.Linear(), new Head.Sigmoid(), new Head.Softmax(2))) {
      assertThat(Metric.of(head)).contains(Metric.leading(head));
    }
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
