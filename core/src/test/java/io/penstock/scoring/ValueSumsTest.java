package io.penstock.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.network.Head;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ValueSumsTest {
  /**
   * Truth 2, 4, 6 and forecast 3, 4, 2: errors 1, 0, 4; mean of the truth 4, its squares about it
   * 8; sMAPE terms 200/5, 0, 800/8.
   */
  @Test
  void theScoresOfThreePairsAreThoseWorkedOutByHand() {
    Scores scores =
        scores(new double[][] {{2}, {4}, {6}}, new double[][] {{3}, {4}, {2}}, new double[] {2.5});
    assertThat(scores.value(Metric.MAE)).isCloseTo(5 / 3.0, within(1e-15));
    assertThat(scores.value(Metric.RMSE)).isCloseTo(Math.sqrt(17 / 3.0), within(1e-15));
    assertThat(scores.value(Metric.R2)).isCloseTo(1 - 17 / 8.0, within(1e-15));
    assertThat(scores.value(Metric.SMAPE)).isCloseTo(140 / 3.0, within(1e-13));
    assertThat(scores.value(Metric.MASE)).isCloseTo(2 / 3.0, within(1e-15));
  }

  /** Each of the truths of the second step lies 0.1 from the first that was ever added. */
  @Test
  void aConstantTruthHasNoR2WhateverTheOtherStepsAre() {
    ValueSums sums = ValueSums.of(new Head.Linear(), 1, 2, 1);
    for (int i = 0; i < 3; i++) {
      sums.add(0, i, new float[] {i}, 0);
      sums.add(1, 0.1, new float[] {1}, 0);
    }
    assertThat(sums.scores(new int[][] {{1}}, new double[] {1}).value(Metric.R2)).isNaN();
    assertThat(sums.scores(new int[][] {{0}}, new double[] {1}).value(Metric.R2)).isEqualTo(1);
  }

  /**
   * scikit-learn 1.9.1 and NumPy, with {@code i = arange(40)}, {@code y = stack([100 + 10 sin(i) +
   * i, 3 cos(2i)], 1)} and {@code f = float32(y + stack([2 sin(3i + 1), 0.5 cos(5i) - 0.1], 1))}:
   * {@code mean_absolute_error(y, f)}, {@code mean_squared_error(y, f)} and its root, {@code
   * r2_score(y, f)}, {@code 100 mean_absolute_percentage_error(y, f)}, {@code mean(200 |y - f| /
   * (|y| + |f|))}, {@code 100 sum(|y - f|) / sum(|y|)}, {@code mean(f - y)}, {@code
   * mean_absolute_error(y, f, multioutput='raw_values')} of 1.20031998 and 0.32993617; and {@code
   * mean(1 - (1 - r2_score(y, f, multioutput='raw_values')) 39 / 36)}.
   */
  @Test
  void theScoresOfTwoTargetsAreThoseOfScikitLearn() {
    double[][] truth = new double[40][];
    double[][] forecast = new double[40][];
    for (int i = 0; i < 40; i++) {
      truth[i] = new double[] {100 + 10 * Math.sin(i) + i, 3 * Math.cos(2 * i)};
      forecast[i] =
          new double[] {
            truth[i][0] + 2 * Math.sin(3 * i + 1), truth[i][1] + 0.5 * Math.cos(5 * i) - 0.1
          };
    }
    Scores scores = scores(truth, forecast, new double[] {2, 0.5});
    assertThat(scores.value(Metric.MAE)).isCloseTo(0.7651280057689308, within(1e-12));
    assertThat(scores.value(Metric.MSE)).isCloseTo(0.9723364884720344, within(1e-12));
    assertThat(scores.value(Metric.RMSE)).isCloseTo(0.9860712390451485, within(1e-12));
    assertThat(scores.value(Metric.R2)).isCloseTo(0.9801531466941269, within(1e-12));
    assertThat(scores.value(Metric.ADJUSTED_R2)).isCloseTo(0.9784992422519709, within(1e-12));
    assertThat(scores.value(Metric.MAPE)).isCloseTo(14.418671461622479, within(1e-11));
    assertThat(scores.value(Metric.SMAPE)).isCloseTo(15.514123364287945, within(1e-11));
    assertThat(scores.value(Metric.WAPE)).isCloseTo(1.2570391738102173, within(1e-12));
    assertThat(scores.value(Metric.BIAS)).isCloseTo(-0.04618883785094681, within(1e-12));
    assertThat(scores.value(Metric.MASE))
        .isCloseTo((1.20031998 / 2 + 0.32993617 / 0.5) / 2, within(1e-7));
  }

  /**
   * scikit-learn 1.9.1: {@code y = float32(1e4 + sin(arange(40)))}, {@code r2_score(y, float32(y +
   * 0.1 cos(arange(40))))}.
   */
  @Test
  void aLargeOffsetDoesNotDrownR2() {
    double[][] truth = new double[40][];
    double[][] forecast = new double[40][];
    for (int i = 0; i < 40; i++) {
      truth[i] = new double[] {(float) (1e4 + Math.sin(i))};
      forecast[i] = new double[] {truth[i][0] + 0.1 * Math.cos(i)};
    }
    assertThat(scores(truth, forecast, new double[] {1}).value(Metric.R2))
        .isCloseTo(0.9898801007392091, within(1e-9));
  }

  /** scikit-learn 1.9.1: {@code 100 * mean_absolute_percentage_error([0, 4], [1, 3])}. */
  @Test
  void aTruthOfZeroMakesThePercentageErrorHuge() {
    Scores scores = scores(new double[][] {{0}, {4}}, new double[][] {{1}, {3}}, new double[] {1});
    assertThat(scores.value(Metric.MAPE)).isCloseTo(2.251799813685248e17, within(1e3));
    assertThat(scores.value(Metric.WAPE)).isEqualTo(50);
    assertThat(
            scores(new double[][] {{0}}, new double[][] {{1}}, new double[] {1}).value(Metric.WAPE))
        .isNaN();
  }

  @Test
  void fewerTruthsThanInputsHaveNoAdjustedR2() {
    ValueSums sums = ValueSums.of(new Head.Linear(), 3, 1, 1);
    for (int i = 0; i < 5; i++) {
      assertThat(sums.scores(new int[][] {{0}}, new double[] {1}).value(Metric.ADJUSTED_R2))
          .isNaN();
      sums.add(0, i, new float[] {i + 0.5f}, 0);
    }
    assertThat(sums.scores(new int[][] {{0}}, new double[] {1}).value(Metric.ADJUSTED_R2))
        .isCloseTo(1 - (1 - (1 - 1.25 / 10)) * 4 / 1, within(1e-12));
  }

  @Test
  void errorsAreDividedByTheUnitOfTheirTarget() {
    ValueSums sums = ValueSums.of(new Head.Linear(), 1, 2, 2);
    sums.add(0, 1, new float[] {3}, 0);
    sums.add(1, 100, new float[] {140}, 0);
    Scores scaled = sums.scaled(new int[][] {{0}, {1}}, new double[] {4, 20});
    assertThat(scaled.value(Metric.MAE)).isEqualTo((0.5 + 2) / 2);
    assertThat(scaled.value(Metric.MSE)).isEqualTo((0.25 + 4) / 2);
    assertThat(scaled.value(Metric.RMSE)).isEqualTo(Math.sqrt(2.125));
  }

  @Test
  void aConstantTruthHasNoR2() {
    Scores scores =
        scores(
            new double[][] {{0.1}, {0.1}, {0.1}},
            new double[][] {{0.2}, {0.1}, {0.1}},
            new double[] {1});
    assertThat(scores.value(Metric.R2)).isNaN();
    assertThat(scores.value(Metric.MAE)).isCloseTo(0.1 / 3, within(1e-8));
  }

  @Test
  void aScaleOfZeroGivesNoMaseAndLeavesTheRest() {
    Scores scores = scores(new double[][] {{1}, {2}}, new double[][] {{1}, {3}}, new double[] {0});
    assertThat(scores.value(Metric.MASE)).isNaN();
    assertThat(scores.value(Metric.MAE)).isEqualTo(0.5);
  }

  @Test
  void aZeroForecastAsZeroHasNoPercentageError() {
    Scores scores = scores(new double[][] {{0}, {1}}, new double[][] {{0}, {0}}, new double[] {1});
    assertThat(scores.value(Metric.SMAPE)).isEqualTo(100);
  }

  @Test
  void aForecastThatIsNotANumberMakesTheScoresNaN() {
    Scores scores =
        scores(new double[][] {{1}, {2}}, new double[][] {{1}, {Double.NaN}}, new double[] {1});
    assertThat(scores.values().values()).containsOnly(Double.NaN);
  }

  @Test
  void noPairsHaveNoScores() {
    assertThat(scores(new double[0][], new double[0][], new double[] {1, 1}).values().values())
        .containsOnly(Double.NaN);
  }

  private static Scores scores(double[][] truth, double[][] forecast, double[] maseScales) {
    int targets = maseScales.length;
    ValueSums sums = ValueSums.of(new Head.Linear(), 3, targets, targets);
    for (int row = 0; row < truth.length; row++) {
      for (int k = 0; k < targets; k++) {
        sums.add(k, truth[row][k], new float[] {(float) forecast[row][k]}, 0);
      }
    }
    return sums.scores(
        IntStream.range(0, targets).mapToObj(k -> new int[] {k}).toArray(int[][]::new), maseScales);
  }
}
