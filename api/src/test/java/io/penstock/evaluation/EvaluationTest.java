package io.penstock.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.network.Head;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EvaluationTest {
  private static final List<Head> HEADS =
      List.of(
          new Head.Linear(),
          new Head.Sigmoid(),
          new Head.Softmax(2),
          new Head.Quantiles(List.of(0.1, 0.9)),
          new Head.Gaussian());

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
        .containsExactly(
            Metric.ACCURACY,
            Metric.BALANCED_ACCURACY,
            Metric.PRECISION,
            Metric.RECALL,
            Metric.F1,
            Metric.ROC_AUC,
            Metric.PR_AUC,
            Metric.LOG_LOSS,
            Metric.BRIER);
    List<Metric> points = Metric.of(new Head.Linear());
    assertThat(points).doesNotContain(Metric.PINBALL, Metric.COVERAGE, Metric.NLL);
    assertThat(Metric.of(new Head.Quantiles(List.of(0.5))))
        .containsAll(points)
        .contains(Metric.PINBALL)
        .doesNotContain(Metric.COVERAGE, Metric.WIDTH);
    assertThat(Metric.of(new Head.Quantiles(List.of(0.1, 0.5, 0.9))))
        .contains(Metric.COVERAGE, Metric.WIDTH);
    assertThat(Metric.of(new Head.Gaussian()))
        .containsAll(points)
        .contains(Metric.COVERAGE, Metric.WIDTH, Metric.NLL);
    for (Head head : HEADS) {
      assertThat(Metric.of(head)).isSorted();
      assertThat(Metric.of(head))
          .containsAll(Metric.shown(head))
          .containsAll(Metric.monitors(head));
      assertThat(Metric.shown(head)).contains(Metric.leading(head));
      assertThat(Metric.monitors(head)).contains(Metric.leading(head));
    }
  }

  @Test
  void aTableOfValuesShowsFiveMetricsUnlessAllAreAskedFor() {
    assertThat(Metric.shown(new Head.Linear()))
        .containsExactly(Metric.MAE, Metric.RMSE, Metric.R2, Metric.SMAPE, Metric.MASE);
  }

  @Test
  void onlyOuterQuantilesThatAreSymmetricMakeACentralInterval() {
    assertThat(Metric.intervalLevel(new Head.Quantiles(List.of(0.1, 0.5, 0.9))))
        .hasValueCloseTo(0.8, within(1e-12));
    assertThat(Metric.intervalLevel(new Head.Quantiles(List.of(0.05, 0.95))))
        .hasValueCloseTo(0.9, within(1e-12));
    assertThat(Metric.intervalLevel(new Head.Quantiles(List.of(0.1, 0.5, 0.8)))).isEmpty();
    assertThat(Metric.intervalLevel(new Head.Quantiles(List.of(0.5)))).isEmpty();
    assertThat(Metric.intervalLevel(new Head.Gaussian())).hasValue(0.9);
    assertThat(Metric.intervalLevel(new Head.Linear())).isEmpty();
  }

  @Test
  void skillIsAgainstTheBestBaselineThatIsKnown() {
    Evaluation evaluation = evaluation(1.5, 2, 3);
    assertThat(evaluation.bestBaseline()).contains(Baseline.LAST_VALUE);
    assertThat(evaluation.skill(Metric.MAE)).isEqualTo(0.25);
    assertThat(evaluation(2.5, 2, 3).skill(Metric.MAE)).isEqualTo(-0.25);
    assertThat(evaluation(1.5, Double.NaN, 3).skill(Metric.MAE)).isEqualTo(0.5);
    assertThat(evaluation(1.5, Double.NaN, 3).beatsBaselines()).isTrue();
    assertThat(evaluation(1.5, Double.NaN, Double.NaN).beatsBaselines()).isFalse();
    assertThat(evaluation(1.5, Double.NaN, Double.NaN).skill(Metric.MAE)).isNaN();
    assertThat(evaluation(Double.NaN, 2, 3).skill(Metric.MAE)).isNaN();
    assertThat(evaluation.skill(Metric.RMSE)).isNaN();
  }

  @Test
  void skillIsHowMuchOfTheWayFromTheReferenceToThePerfectScoreIsGone() {
    assertThat(Metric.ACCURACY.skill(0.9, 0.8)).isCloseTo(0.5, within(1e-12));
    assertThat(Metric.R2.skill(-0.5, 0.5)).isCloseTo(-2, within(1e-12));
    assertThat(Metric.BIAS.skill(-1, 4)).isEqualTo(0.75);
    assertThat(Metric.MAE.skill(0, 0)).isZero();
    assertThat(Metric.MAE.skill(1, 0)).isEqualTo(Double.NEGATIVE_INFINITY);
    assertThat(Metric.NLL.skill(1, 2)).isNaN();
    assertThat(Metric.COVERAGE.skill(0.8, 0.9)).isNaN();
  }

  @Test
  void theBetterOfTwoBiasesIsTheOneNearerToZeroAndNoCoverageIsBetterByItself() {
    assertThat(Metric.BIAS.isBetter(-1, 2)).isTrue();
    assertThat(Metric.BIAS.isBetter(1, -1)).isFalse();
    assertThat(Metric.COVERAGE.isBetter(0.9, 0.8)).isFalse();
    assertThat(Metric.COVERAGE.isBetter(0.8, 0.9)).isFalse();
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
