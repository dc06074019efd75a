package io.penstock.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.testing.SampleScores;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final double NAN = Double.NaN;

  @Test
  void aModelThatIsBetterIsSaidToBeByHowMuch() {
    assertThat(verdict(scores(21.3, 30), scores(45, 60), scores(31.25, 40)))
        .isEqualTo(
            "The model's MAE of 21.3 is 32 % below that of the best baseline, "
                + "the seasonal naive forecast (31.25).");
    assertThat(verdict(scores(0.0281, 1), scores(0.03, 2), scores(31.25, 40)))
        .isEqualTo(
            "The model's MAE of 0.0281 is 6.3 % below that of the best baseline, "
                + "the last value repeated (0.03).");
  }

  @Test
  void aModelThatIsWorseIsNotToBeDeployed() {
    assertThat(verdict(scores(21.3, 30), scores(45, 60), scores(18, 40)))
        .startsWith(
            "The model does not beat the seasonal naive forecast "
                + "(MAE 21.3 against 18, 117 windows): do not deploy it.")
        .contains("Use that baseline, or train with");
    assertThat(verdict(scores(21.3, 30), scores(17, 60), scores(18, 40)))
        .startsWith("The model does not beat the last value repeated (MAE 21.3 against 17");
  }

  @Test
  void probabilitiesAreJudgedByTheirBrierScore() {
    assertThat(Verdict.of(brier(0.1, 0.4, 0.5)))
        .isEqualTo(
            "The model's Brier of 0.1 is 75 % below that of the best baseline, the last value repeated"
                + " (0.4).");
    assertThat(Verdict.of(brier(0.3, 0.4, 0.2)))
        .startsWith(
            "The model does not beat the seasonal naive forecast (Brier 0.3 against 0.2, 117 windows)");
    assertThat(Verdict.of(brier(Double.NaN, 0.4, 0.2))).contains("not all finite numbers");
  }

  private static Evaluation brier(double model, double lastValue, double seasonal) {
    return new Evaluation(
        117,
        12,
        Metric.BRIER,
        new Scores(Map.of(Metric.BRIER, model, Metric.ACCURACY, 0.5)),
        Map.of(
            Baseline.LAST_VALUE,
            new Scores(Map.of(Metric.BRIER, lastValue)),
            Baseline.SEASONAL_NAIVE,
            new Scores(Map.of(Metric.BRIER, seasonal))));
  }

  @Test
  void aModelThatIsAsGoodDoesNotBeatIt() {
    assertThat(verdict(scores(18, 30), scores(45, 60), scores(18, 40)))
        .contains("does not beat the seasonal naive forecast (MAE 18 against 18,");
  }

  @Test
  void numbersThatAreNearlyTheSameAreShownWithAsManyDigitsAsTellThemApart() {
    assertThat(verdict(scores(18.00001, 30), scores(45, 60), scores(18, 40)))
        .contains("(MAE 18.00001 against 18,");
    assertThat(verdict(scores(17.99999, 30), scores(45, 60), scores(18, 40)))
        .contains("MAE of 17.99999 is less than 0.1 % below")
        .endsWith("(18).");
  }

  @Test
  void largeAndSmallNumbersAreReadable() {
    assertThat(verdict(scores(1234567.8, 1), scores(2.5e9, 60), scores(2.5e9, 40)))
        .contains("MAE of 1235000 is 100 % below")
        .endsWith("(2.5E+9).");
    assertThat(verdict(scores(2e-9, 1), scores(4e-9, 60), scores(4e-9, 40)))
        .contains("MAE of 2E-9 is 50 % below");
  }

  @Test
  void aBetterMeanErrorWithAWorseSquaredErrorIsSaidToo() {
    assertThat(verdict(scores(16, 44), scores(45, 60), scores(20, 40)))
        .isEqualTo(
            "The model's MAE of 16 is 20 % below that of the best baseline, the seasonal "
                + "naive forecast (20). Its RMSE of 44 is not below (40): its worst errors are worse.");
  }

  @Test
  void aModelWhoseForecastsAreNotNumbersIsNotToBeDeployed() {
    assertThat(verdict(scores(NAN, NAN), scores(45, 60), scores(20, 40)))
        .startsWith("The model's forecasts are not all finite numbers: do not deploy it.");
    assertThat(verdict(scores(Double.POSITIVE_INFINITY, NAN), scores(45, 60), scores(20, 40)))
        .startsWith("The model's forecasts are not all finite numbers: do not deploy it.");
  }

  @Test
  void aBaselineThatIsUnknownIsNotComparedWith() {
    assertThat(verdict(scores(16, 30), scores(NAN, NAN), scores(20, 40)))
        .contains("20 % below that of the best baseline, the seasonal naive forecast");
    assertThat(verdict(scores(16, 30), scores(20, 40), scores(NAN, NAN)))
        .contains("20 % below that of the best baseline, the last value repeated");
    assertThat(verdict(scores(16, 30), scores(NAN, NAN), scores(NAN, NAN)))
        .isEqualTo(
            "The baselines are unknown on these windows, so the model's MAE of 16 has "
                + "nothing to stand beside.");
  }

  @Test
  void theBestOfAllBaselinesIsTheOneToBeat() {
    Evaluation evaluation =
        new Evaluation(
            117,
            12,
            Metric.MAE,
            scores(16, 30),
            Map.of(
                Baseline.LAST_VALUE, scores(45, 60),
                Baseline.SEASONAL_NAIVE, scores(20, 40),
                Baseline.MEAN, scores(NAN, NAN),
                Baseline.LINEAR, scores(15, 29)));
    assertThat(Verdict.of(evaluation))
        .isEqualTo(
            "The model does not beat the linear autoregression (MAE 16 against 15, 117 windows): do"
                + " not deploy it. Use that baseline, or train with more rows, other features or"
                + " another look-back.");
  }

  @Test
  void aNegativeR2IsSaid() {
    Scores poor = SampleScores.of(16, 30, -0.25, 10, 0.9);
    assertThat(verdict(poor, scores(45, 60), scores(20, 40)))
        .startsWith("The model's MAE of 16 is 20 % below")
        .endsWith(
            " Its R² of -0.25 is below 0: its errors are greater than those of the mean of what was"
                + " to be forecast.");
    assertThat(verdict(poor, scores(15, 60), scores(20, 40)))
        .startsWith("The model does not beat the last value repeated")
        .contains(" Its R² of -0.25 is below 0:");
  }

  @Test
  void withoutWindowsNothingIsKnown() {
    assertThat(
            Verdict.of(
                SampleScores.evaluation(
                    0, 12, scores(NAN, NAN), scores(NAN, NAN), scores(NAN, NAN))))
        .startsWith("The model was evaluated on no window, so nothing is known");
  }

  private static Scores scores(double mae, double rmse) {
    return SampleScores.of(mae, rmse, 0.5, 10, 0.9);
  }

  private static String verdict(Scores model, Scores lastValue, Scores seasonalNaive) {
    return Verdict.of(SampleScores.evaluation(117, 12, model, lastValue, seasonalNaive));
  }
}
