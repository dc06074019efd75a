package io.penstock.backtesting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.network.Head;
import io.penstock.series.Frequency;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** What is made of folds whose scores are made up. */
class BacktestVerdictTest {
  private static final FoldPart NOTHING =
      new FoldPart(List.of(), OptionalLong.empty(), OptionalLong.empty());
  private static final WindowedForecasts NO_WINDOW =
      new WindowedForecasts(
          List.of("y"),
          Frequency.ROWS,
          1,
          new long[0],
          new long[0],
          new Head.Linear(),
          new float[0],
          new float[0]);

  private static Scores mae(double value) {
    return new Scores(Map.of(Metric.MAE, value));
  }

  private static Fold fold(int number, double model, double lastValue, double seasonal) {
    return fold(
        number,
        Optional.of(
            new Evaluation(
                9,
                7,
                Metric.MAE,
                mae(model),
                Map.of(
                    Baseline.LAST_VALUE, mae(lastValue),
                    Baseline.SEASONAL_NAIVE, mae(seasonal)))));
  }

  private static Fold fold(int number, Optional<Evaluation> evaluation) {
    return new Fold(
        new FoldRows(number, number, NOTHING, NOTHING, NOTHING),
        24,
        100,
        10,
        8,
        evaluation,
        NO_WINDOW);
  }

  /** Folds in which the best naive forecast's error is 10. */
  private static Backtest backtest(double... models) {
    List<Fold> folds = new ArrayList<>();
    for (double model : models) {
      int number = folds.size() + 1;
      folds.add(number % 2 == 0 ? fold(number, model, 10, 12) : fold(number, model, 15, 10));
    }
    return new Backtest(
        BacktestPlan.DEFAULT.withFolds(models.length), 0, Optional.of("pytorch"), folds);
  }

  @Test
  void aModelThatIsBetterInEveryFoldIsSaidToBe() {
    assertThat(BacktestVerdict.of(backtest(8, 9, 4)))
        .isEqualTo(
            "The model's MAE is better than that of every naive forecast in all 3 folds, on average 30 % below that of"
                + " the best in each (from 10 % below to 60 % below).");
  }

  @Test
  void aModelThatLosesInSomeFoldsIsNotBetterAtAllTimes() {
    assertThat(BacktestVerdict.of(backtest(8, 11, 5)))
        .isEqualTo(
            "The model's MAE is better than that of every naive forecast in 2 of 3 folds, on average 20 % below that of"
                + " the best in each (from 10 % above to 50 % below). It is not better at all times: look at the folds"
                + " that it loses.");
  }

  @Test
  void aModelThatIsWorseOnAverageIsNotToBeDeployed() {
    assertThat(BacktestVerdict.of(backtest(9, 30)))
        .startsWith(
            "The model does not beat the naive forecasts: its MAE is better than all of theirs in 1 of 2 folds, and on"
                + " average 95 % above that of the best in each fold. Do not deploy it");
  }

  @Test
  void oneFoldHasNoRange() {
    assertThat(BacktestVerdict.of(backtest(8)))
        .isEqualTo(
            "The model's MAE is better than that of every naive forecast in the only fold, on average 20 % below that"
                + " of the best in each.");
  }

  @Test
  void foldsWithoutAWindowAreNoReasonToCheer() {
    Backtest none =
        new Backtest(
            BacktestPlan.DEFAULT.withFolds(1),
            0,
            Optional.of("pytorch"),
            List.of(fold(1, Optional.empty())));

    assertThat(BacktestVerdict.of(none)).contains("nothing is known of how good the model is");
    assertThat(none.skill().folds()).isZero();
    assertThat(none.model()).isEmpty();
  }

  @Test
  void skillIsTheShareOfTheBestNaiveErrorThatTheModelHasDoneAwayWith() {
    Backtest backtest = backtest(8, 11);

    assertThat(backtest.folds().get(0).bestBaseline()).hasValue(Baseline.SEASONAL_NAIVE);
    assertThat(backtest.folds().get(1).bestBaseline()).hasValue(Baseline.LAST_VALUE);
    assertThat(backtest.folds().get(0).skill().orElseThrow()).isCloseTo(0.2, within(1e-12));
    assertThat(backtest.folds().get(1).skill().orElseThrow()).isCloseTo(-0.1, within(1e-12));
    assertThat(backtest.beaten()).isEqualTo(1);
  }

  @Test
  void aModelThatIsNoNumberHasNoSkillAndBeatsNothing() {
    Fold lost = fold(1, Double.NaN, 3, 4);

    assertThat(lost.skill()).isEmpty();
    assertThat(lost.beatsBaselines()).isFalse();
    assertThat(fold(1, 2, 0, 4).skill()).as("against a perfect naive forecast").isEmpty();
    assertThat(BacktestVerdict.of(backtest(8, Double.POSITIVE_INFINITY, Double.NaN)))
        .startsWith("The model's forecasts are not all finite numbers in 2 of 3 folds");
  }

  @Test
  void theSpreadIsTheSampleStandardDeviation() {
    // Python: statistics.mean, statistics.stdev of 2, 4, 4, 4, 5, 5, 7, 9.
    Spread spread = Spread.of(DoubleStream.of(2, 4, 4, 4, 5, 5, 7, 9, Double.NaN));

    assertThat(spread.mean()).isEqualTo(5);
    assertThat(spread.deviation()).isCloseTo(2.138089935299395, within(1e-15));
    assertThat(spread.folds()).isEqualTo(8);
    assertThat(Spread.of(DoubleStream.of(3)).deviation()).isNaN();
    assertThat(Spread.of(DoubleStream.empty()).mean()).isNaN();
  }
}
