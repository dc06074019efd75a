package io.penstock.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.SampleSeries;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.network.Head;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The figures are scikit-learn 1.9.1's and scipy 1.17.1's, of the expression that stands at each
 * test; single precision of the forecasts is all that may differ.
 */
class TallyTest {
  private static final double SINGLE = 1e-7;

  private static final Head QUANTILES = new Head.Quantiles(List.of(0.1, 0.5, 0.9));

  static List<Head> heads() {
    return List.of(
        new Head.Linear(), new Head.Sigmoid(), new Head.Softmax(3), QUANTILES, new Head.Gaussian());
  }

  /**
   * {@code y = [1, 1, 0, 1, 0, 0]; p = [.9, .5, .2, .4999, .03, .75]}: {@code accuracy_score(y, [q
   * >= .5 for q in p])}, {@code log_loss(y, p)}, {@code brier_score_loss(y, p)}.
   */
  @Test
  void probabilitiesOfASigmoidHead() {
    float[] truth = {1, 1, 0, 1, 0, 0};
    Scores scores =
        scores(new Head.Sigmoid(), truth, new float[] {0.9f, 0.5f, 0.2f, 0.4999f, 0.03f, 0.75f});
    assertThat(scores.values()).containsOnlyKeys(Metric.ACCURACY, Metric.LOG_LOSS, Metric.BRIER);
    assertClose(scores, Metric.ACCURACY, 0.6666666666666666);
    assertClose(scores, Metric.LOG_LOSS, 0.5219586694498655);
    assertClose(scores, Metric.BRIER, 0.18558333500000002);
  }

  /**
   * {@code y = [0, 2, 2, 1, 0]; p = [[.7, .2, .1], [.1, .3, .6], [.25, .5, .25], [.05, .15, .8],
   * [.6, .3, .1]]}: {@code accuracy_score(y, np.argmax(p, 1))}, {@code log_loss(y, p)}, {@code
   * brier_score_loss(y, p)}.
   */
  @Test
  void probabilitiesOfASoftmaxHead() {
    float[] truth = {0, 2, 2, 1, 0};
    float[] p = {
      0.7f, 0.2f, 0.1f, 0.1f, 0.3f, 0.6f, 0.25f, 0.5f, 0.25f, 0.05f, 0.15f, 0.8f, 0.6f, 0.3f, 0.1f
    };
    Scores scores = scores(new Head.Softmax(3), truth, p);
    assertClose(scores, Metric.ACCURACY, 0.6);
    assertClose(scores, Metric.LOG_LOSS, 0.9323481074952971);
    assertClose(scores, Metric.BRIER, 0.5799999999999998);
  }

  /**
   * {@code y = [3, -1, .5, 7]; q = {.1: [1, -2.5, .5, 6], .5: [2.5, -1, 1, 8], .9: [4, 0, 2,
   * 9.5]}}: {@code np.mean([mean_pinball_loss(y, f, alpha=a) for a, f in q.items()])}.
   */
  @Test
  void quantilesAreScoredAsWhatTheyAreAndByTheMedian() {
    float[] truth = {3, -1, 0.5f, 7};
    float[] quantiles = {1, 2.5f, 4, -2.5f, -1, 0, 0.5f, 1, 2, 6, 8, 9.5f};
    Scores scores = scores(QUANTILES, truth, quantiles);
    assertClose(scores, Metric.PINBALL, 0.1708333333333333);
    assertClose(scores, Metric.MAE, (0.5 + 0 + 0.5 + 1) / 4);
    assertThat(Metric.of(QUANTILES)).containsAll(scores.values().keySet());
  }

  /**
   * {@code y = [3, -1, .5, 7]; m = [2, -1.5, 0, 9]; s = [1, .5, 2, .75]}: {@code
   * -np.mean(scipy.stats.norm.logpdf(y, m, s))}.
   */
  @Test
  void aDistributionIsScoredByItsLikelihoodAndByItsMean() {
    float[] truth = {3, -1, 0.5f, 7};
    Scores scores =
        scores(new Head.Gaussian(), truth, new float[] {2, 1, -1.5f, 0.5f, 0, 2, 9, 0.75f});
    assertClose(scores, Metric.NLL, 1.993719403980616);
    assertClose(scores, Metric.MAE, (1 + 0.5 + 0.5 + 2) / 4);
  }

  @Test
  void whoIsSureAndWrongHasAGreatButFiniteLogLoss() {
    float[] truth = {0, 1};
    double most = -Math.log(1e-15);
    assertClose(scores(new Head.Sigmoid(), truth, new float[] {1, 1}), Metric.LOG_LOSS, most / 2);
    float[] sure = {0, 1, 0, 1};
    assertClose(scores(new Head.Softmax(2), truth, sure), Metric.LOG_LOSS, most / 2);
  }

  @Test
  void ofEqualProbabilitiesTheFirstClassIsTaken() {
    float[] even = {0.5f, 0.5f};
    assertClose(scores(new Head.Softmax(2), new float[] {0}, even), Metric.ACCURACY, 1);
    assertClose(scores(new Head.Softmax(2), new float[] {1}, even), Metric.ACCURACY, 0);
  }

  @Test
  void aTruthThatIsAProbabilityIsScoredAsOne() {
    Scores scores = scores(new Head.Sigmoid(), new float[] {0.25f}, new float[] {0.5f});
    assertClose(scores, Metric.LOG_LOSS, Math.log(2));
    assertClose(scores, Metric.BRIER, 0.0625);
    assertClose(scores, Metric.ACCURACY, 0);
  }

  /** A model that gives no number anywhere has no score, so nothing can call it good. */
  @ParameterizedTest
  @MethodSource("heads")
  void oneForecastThatIsNoNumberLeavesNoScore(Head head) {
    float[] truth = {0, 1};
    for (int lacking = 0; lacking < head.parameters(); lacking++) {
      float[] numbers = new float[2 * head.parameters()];
      Arrays.fill(numbers, 0.5f);
      numbers[head.parameters() + lacking] = Float.NaN;
      Scores scores = scores(head, truth, numbers);
      Metric ofAll =
          head instanceof Head.Gaussian
              ? Metric.NLL
              : head instanceof Head.Quantiles ? Metric.PINBALL : Metric.leading(head);
      assertThat(scores.value(ofAll)).as("parameter %d", lacking).isNaN();
      if (head.givesProbabilities()) {
        assertThat(scores.value(Metric.ACCURACY)).isNaN();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("heads")
  void withoutTruthsAllScoresAreNaN(Head head) {
    Scores scores = Tally.of(head, 1).scores(new double[] {1});
    assertThat(Metric.of(head)).containsAll(scores.values().keySet());
    assertThat(scores.values().values()).containsOnly(Double.NaN);
  }

  /** The naive forecasts of classes: last class 1, 2, 2 and the season's 0, 1, 2 of 1, 2, 2. */
  @Test
  void naiveForecastsOfClassesAreCertain() {
    float[] classes = {0, 1, 2, 1, 2, 2};
    Evaluator evaluator =
        new Evaluator(
            SampleSeries.hourly(classes),
            new int[] {0},
            3,
            1,
            new Head.Softmax(3),
            3,
            Map.of("", List.of(1.0)));
    Evaluation evaluation =
        evaluator.evaluate(
            new int[] {0, 1, 2}, (from, to) -> new float[] {0, 1, 0, 0, 0, 1, 0.5f, 0.25f, 0.25f});
    assertThat(evaluation.leading()).isEqualTo(Metric.BRIER);
    assertClose(evaluation.model(), Metric.BRIER, (0.25 + 0.0625 + 0.5625) / 3);
    assertClose(evaluation.model(), Metric.ACCURACY, 2 / 3.0);
    Scores last = evaluation.baselines().get(Baseline.LAST_VALUE);
    assertClose(last, Metric.ACCURACY, 1 / 3.0);
    assertClose(last, Metric.BRIER, 4 / 3.0);
    Scores seasonal = evaluation.baselines().get(Baseline.SEASONAL_NAIVE);
    assertClose(seasonal, Metric.ACCURACY, 1 / 3.0);
    assertThat(evaluation.beatsBaselines()).isTrue();
  }

  @Test
  void aPointForecastStandsForEachQuantileAndHasNoLikelihood() {
    float[] numbers = new float[3];
    Tally.certain(QUANTILES, 7, numbers);
    assertThat(numbers).containsExactly(7, 7, 7);
    Tally.certain(new Head.Gaussian(), 7, numbers);
    assertThat(numbers).startsWith(7, Float.NaN);
    Tally.certain(new Head.Softmax(3), 2, numbers);
    assertThat(numbers).containsExactly(0, 0, 1);
    Tally.certain(new Head.Softmax(3), Float.NaN, numbers);
    assertThat(numbers).containsOnly(Float.NaN);
  }

  /** Windows are tallied a chunk at a time, each with all of its head's numbers. */
  @ParameterizedTest
  @MethodSource("heads")
  void chunksOfAnyHeadAddUp(Head head) {
    Random random = new Random(7);
    int rows = 1500;
    float[] values = new float[rows];
    for (int row = 0; row < rows; row++) {
      values[row] = random.nextInt(2);
    }
    int horizon = 3;
    int[] starts = random.ints(1200, 0, rows - 8).toArray();
    int parameters = head.parameters();
    float[] all = new float[starts.length * horizon * parameters];
    for (int i = 0; i < all.length; i++) {
      all[i] = 0.1f + 0.8f * random.nextFloat();
    }
    Evaluation evaluation =
        new Evaluator(
                SampleSeries.hourly(values),
                new int[] {0},
                5,
                horizon,
                head,
                4,
                Map.of("", List.of(1.0)))
            .evaluate(
                starts,
                (from, to) ->
                    Arrays.copyOfRange(
                        all, from * horizon * parameters, to * horizon * parameters));
    Tally tally = Tally.of(head, 1);
    for (int i = 0; i < starts.length * horizon; i++) {
      tally.add(0, values[starts[i / horizon] + 5 + i % horizon], all, i * parameters);
    }
    assertThat(evaluation.model()).isEqualTo(tally.scores(new double[] {1}));
  }

  private static Scores scores(Head head, float[] truth, float[] numbers) {
    Tally tally = Tally.of(head, 1);
    for (int i = 0; i < truth.length; i++) {
      tally.add(0, truth[i], numbers, i * head.parameters());
    }
    return tally.scores(new double[] {1});
  }

  private static void assertClose(Scores scores, Metric metric, double expected) {
    assertThat(scores.value(metric)).as("%s", metric).isCloseTo(expected, within(SINGLE));
  }
}
