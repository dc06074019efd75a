package io.penstock.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

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
   * >= .5 for q in p])}, {@code balanced_accuracy_score}, {@code precision_score}, {@code
   * recall_score} and {@code f1_score} of the same with {@code average='macro'}, {@code
   * roc_auc_score(y, p)}, {@code average_precision_score(y, p)}, {@code log_loss(y, p)}, {@code
   * brier_score_loss(y, p)}.
   */
  @Test
  void probabilitiesOfASigmoidHead() {
    float[] truth = {1, 1, 0, 1, 0, 0};
    Scores scores =
        scores(new Head.Sigmoid(), truth, new float[] {0.9f, 0.5f, 0.2f, 0.4999f, 0.03f, 0.75f});
    assertThat(scores.values())
        .containsOnlyKeys(Metric.of(new Head.Sigmoid()).toArray(new Metric[0]));
    assertClose(scores, Metric.ACCURACY, 0.6666666666666666);
    assertClose(scores, Metric.BALANCED_ACCURACY, 0.6666666666666666);
    assertClose(scores, Metric.PRECISION, 0.6666666666666666);
    assertClose(scores, Metric.RECALL, 0.6666666666666666);
    assertClose(scores, Metric.F1, 0.6666666666666666);
    assertClose(scores, Metric.ROC_AUC, 0.7777777777777779);
    assertClose(scores, Metric.PR_AUC, 0.8055555555555556);
    assertClose(scores, Metric.LOG_LOSS, 0.5219586694498655);
    assertClose(scores, Metric.BRIER, 0.18558333500000002);
  }

  /**
   * {@code y = [0, 2, 2, 1, 0]; p = [[.7, .2, .1], [.1, .3, .6], [.25, .5, .25], [.05, .15, .8],
   * [.6, .3, .1]]}: {@code accuracy_score(y, np.argmax(p, 1))} and the others of the same
   * decisions, {@code roc_auc_score(y, p, multi_class='ovr')}, {@code
   * average_precision_score(np.eye(3)[y], p)}, {@code log_loss(y, p)}, {@code brier_score_loss(y,
   * p)}.
   */
  @Test
  void probabilitiesOfASoftmaxHead() {
    float[] truth = {0, 2, 2, 1, 0};
    float[] p = {
      0.7f, 0.2f, 0.1f, 0.1f, 0.3f, 0.6f, 0.25f, 0.5f, 0.25f, 0.05f, 0.15f, 0.8f, 0.6f, 0.3f, 0.1f
    };
    Scores scores = scores(new Head.Softmax(3), truth, p);
    assertClose(scores, Metric.ACCURACY, 0.6);
    assertClose(scores, Metric.BALANCED_ACCURACY, 0.5);
    assertClose(scores, Metric.PRECISION, 0.5);
    assertClose(scores, Metric.RECALL, 0.5);
    assertClose(scores, Metric.F1, 0.5);
    assertClose(scores, Metric.ROC_AUC, 0.5555555555555556);
    assertClose(scores, Metric.PR_AUC, 0.5944444444444444);
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
    assertClose(scores, Metric.CRPS, 0.3416666666666666);
    assertClose(scores, Metric.COVERAGE, 1);
    assertClose(scores, Metric.WIDTH, 2.625);
    assertClose(scores, Metric.MAE, (0.5 + 0 + 0.5 + 1) / 4);
    assertThat(scores.values()).containsOnlyKeys(withoutOwa(QUANTILES));
  }

  /**
   * {@code y = [3, -1, .5, 7]; m = [2, -1.5, 0, 9]; s = [1, .5, 2, .75]}: {@code
   * -np.mean(scipy.stats.norm.logpdf(y, m, s))}; the ranked score by its definition, {@code quad}
   * of the squared difference of the distribution functions; the interval with {@code
   * norm.ppf(.95)}.
   */
  @Test
  void aDistributionIsScoredByItsLikelihoodAndByItsMean() {
    float[] truth = {3, -1, 0.5f, 7};
    Scores scores =
        scores(new Head.Gaussian(), truth, new float[] {2, 1, -1.5f, 0.5f, 0, 2, 9, 0.75f});
    assertClose(scores, Metric.NLL, 1.993719403980616);
    assertClose(scores, Metric.CRPS, 0.7498229828361881);
    assertClose(scores, Metric.COVERAGE, 0.75);
    assertClose(scores, Metric.WIDTH, 3.4953139572718785);
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
    Scores scores = scores(head, new float[0], new float[0]);
    assertThat(scores.values()).containsOnlyKeys(withoutOwa(head));
    assertThat(scores.values().values()).containsOnly(Double.NaN);
  }

  /** The naive forecasts of classes: last class 1, 2, 2 and the season's 0, 1, 2 of 1, 2, 2. */
  @Test
  void naiveForecastsOfClassesAreCertain() {
    float[] classes = {0, 1, 2, 1, 2, 2};
    Evaluator evaluator =
        SampleTasks.evaluator(
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

  /**
   * A point forecast of 1 stands for each of the quantiles .1, .5, .9: {@code
   * np.mean([mean_pinball_loss([3, 0], [1, 1], alpha=a) for a in [.1, .5, .9]])}, which is half the
   * absolute error, and twice that is the absolute error.
   */
  @Test
  void aPointForecastStandsForEachQuantileAndHasNoInterval() {
    ValueSums sums = ValueSums.certain(QUANTILES, 1, 1);
    sums.add(0, 3, new float[] {1}, 0);
    sums.add(0, 0, new float[] {1}, 0);
    Scores scores = sums.scores(new int[][] {{0}}, new double[] {1});
    assertClose(scores, Metric.PINBALL, 0.75);
    assertClose(scores, Metric.CRPS, 1.5);
    assertThat(scores.values()).doesNotContainKeys(Metric.COVERAGE, Metric.WIDTH);
  }

  @Test
  void aPointForecastHasNoLikelihoodAndItsAbsoluteErrorIsItsRankedScore() {
    ValueSums sums = ValueSums.certain(new Head.Gaussian(), 1, 1);
    sums.add(0, 3, new float[] {1}, 0);
    Scores scores = sums.scores(new int[][] {{0}}, new double[] {1});
    assertThat(scores.value(Metric.NLL)).isNaN();
    assertThat(scores.value(Metric.CRPS)).isEqualTo(2);
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
        SampleTasks.evaluator(
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
    float[] truth = new float[starts.length * horizon];
    for (int i = 0; i < truth.length; i++) {
      truth[i] = values[starts[i / horizon] + 5 + i % horizon];
    }
    Scores expected = scores(head, truth, all);
    expected
        .values()
        .forEach(
            (metric, value) ->
                assertThat(evaluation.model().value(metric))
                    .as(metric.label())
                    .isCloseTo(value, withinPercentage(metric == Metric.ADJUSTED_R2 ? 1 : 1e-9)));
  }

  private static Scores scores(Head head, float[] truth, float[] numbers) {
    return SampleTasks.scores(head, truth, numbers);
  }

  /** It is relative to a baseline. */
  private static Metric[] withoutOwa(Head head) {
    return Metric.of(head).stream().filter(metric -> metric != Metric.OWA).toArray(Metric[]::new);
  }

  private static void assertClose(Scores scores, Metric metric, double expected) {
    assertThat(scores.value(metric)).as("%s", metric).isCloseTo(expected, within(SINGLE));
  }
}
