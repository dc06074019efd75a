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

  /**
   * scikit-learn 1.9.1 and NumPy, with {@code i = arange(40)}, {@code y = stack([100 + 10 sin(i) +
   * i, 3 cos(2i)], 1)} and {@code f = y + stack([2 sin(3i + 1), 0.5 cos(5i) - 0.1], 1)}: {@code
   * mean_absolute_error(y, f)}, {@code sqrt(mean_squared_error(y.ravel(), f.ravel()))}, {@code
   * r2_score(y, f)}, {@code mean(200 |y - f| / (|y| + |f|))}, and {@code mean_absolute_error(y, f,
   * multioutput='raw_values')} of 1.20031998 and 0.32993617.
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
    assertThat(scores.value(Metric.MAE)).isCloseTo(0.7651280733557388, within(1e-12));
    assertThat(scores.value(Metric.RMSE)).isCloseTo(0.9860713496516579, within(1e-12));
    assertThat(scores.value(Metric.R2)).isCloseTo(0.9801531454092307, within(1e-12));
    assertThat(scores.value(Metric.SMAPE)).isCloseTo(15.514123528629142, within(1e-11));
    assertThat(scores.value(Metric.MASE))
        .isCloseTo((1.20031998 / 2 + 0.32993617 / 0.5) / 2, within(1e-7));
  }

  /**
   * scikit-learn 1.9.1: {@code y = 1e6 + sin(arange(40))}, {@code r2_score(y, y + 0.1
   * cos(arange(40)))}.
   */
  @Test
  void aLargeOffsetDoesNotDrownR2() {
    double[][] truth = new double[40][];
    double[][] forecast = new double[40][];
    for (int i = 0; i < 40; i++) {
      truth[i] = new double[] {1e6 + Math.sin(i)};
      forecast[i] = new double[] {truth[i][0] + 0.1 * Math.cos(i)};
    }
    assertThat(scores(truth, forecast, new double[] {1}).value(Metric.R2))
        .isCloseTo(0.989864298335234, within(1e-9));
  }

  @Test
  void aConstantTruthHasNoR2() {
    Scores scores =
        scores(
            new double[][] {{0.1}, {0.1}, {0.1}},
            new double[][] {{0.2}, {0.1}, {0.1}},
            new double[] {1});
    assertThat(scores.value(Metric.R2)).isNaN();
    assertThat(scores.value(Metric.MAE)).isCloseTo(0.1 / 3, within(1e-15));
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
    ValueSums sums = ValueSums.of(new Head.Linear(), 1, targets, targets);
    for (int row = 0; row < truth.length; row++) {
      for (int k = 0; k < targets; k++) {
        sums.add(k, truth[row][k], new float[] {(float) forecast[row][k]}, 0);
      }
    }
    return sums.scores(
        IntStream.range(0, targets).mapToObj(k -> new int[] {k}).toArray(int[][]::new), maseScales);
  }
}
