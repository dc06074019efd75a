package io.penstock.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.series.RowRange;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NabScoreTest {
  /**
   * Forty rows, of which the first six are for learning, and two windows. What each detection gives
   * follows from the published curve, 2 / (1 + e^(5x)) − 1, by hand:
   *
   * <pre>
   * row 3   0.90  learning: nothing
   * row 8   0.50  before all windows: -0.11
   * row 11  0.80  first window, x = -4/5: 0.96403/0.98661 = 0.97711
   * row 13  0.95  first window, x = -2/5: 0.76159/0.98661 = 0.77193
   * row 16  0.70  x = 2/4 after the first: -0.11 · 0.84828
   * row 20  0.40  x = 6/4: -0.11 · 0.99889
   * row 31  0.60  second window, x = -4/10: 0.77193
   * row 36  0.65  x = 2/9 after the second: -0.11 · 0.50467
   * row 39  0.30  x = 5/9: -0.11 · 0.88293
   * </pre>
   */
  private static NabScore.ScoredFile worked() {
    double[] scores = new double[40];
    scores[3] = 0.9;
    scores[8] = 0.5;
    scores[11] = 0.8;
    scores[13] = 0.95;
    scores[16] = 0.7;
    scores[20] = 0.4;
    scores[31] = 0.6;
    scores[36] = 0.65;
    scores[39] = 0.3;
    return new NabScore.ScoredFile(scores, List.of(new RowRange(10, 15), new RowRange(25, 35)));
  }

  @ParameterizedTest
  @CsvSource({
    // With one detection the sum is 0.77193 − 1, of −2 … 2: (0.77193 + 1) / 4.
    "0.95, 44.2981735",
    "0.8, 49.4276710",
    "0.7, 47.0948910",
    "0.65, 45.7070419",
    "0.6, 90.0052154",
    "0.5, 87.2552154",
    "0.4, 84.5082557",
    "0.3, 82.0802087",
  })
  void aWorkedExampleScoresAsByHand(double threshold, double score) {
    assertThat(NabScore.at(threshold, List.of(worked())).score()).isCloseTo(score, within(1e-7));
  }

  @Test
  void theBestThresholdIsTakenForAllFiles() {
    NabScore.Result best = NabScore.best(List.of(worked()));
    assertThat(best.score()).isCloseTo(90.0052154, within(1e-7));
    assertThat(best.threshold()).contains(0.6);
    assertThat(best.found()).isEqualTo(2);
    assertThat(best.windows()).isEqualTo(2);
    assertThat(best.falseDetections()).isEqualTo(2);
    NabScore.Result twice = NabScore.best(List.of(worked(), worked()));
    assertThat(twice.score()).isCloseTo(best.score(), within(1e-9));
    assertThat(twice.windows()).isEqualTo(4);
  }

  @Test
  void noDetectionIsZeroAndTheFirstRowsOfAllWindowsAreAHundred() {
    double[] none = new double[100];
    Arrays.fill(none, Double.NaN);
    List<RowRange> windows = List.of(new RowRange(30, 40), new RowRange(60, 90));
    NabScore.Result nothing = NabScore.best(List.of(new NabScore.ScoredFile(none, windows)));
    assertThat(nothing.score()).isZero();
    assertThat(nothing.threshold()).isEqualTo(Optional.empty());
    double[] perfect = none.clone();
    perfect[30] = 1;
    perfect[60] = 1;
    assertThat(NabScore.best(List.of(new NabScore.ScoredFile(perfect, windows))).score())
        .isCloseTo(100, within(1e-9));
  }

  @Test
  void detectionsEverywhereAreWorseThanNone() {
    double[] all = new double[1000];
    assertThat(
            NabScore.at(0, List.of(new NabScore.ScoredFile(all, List.of(new RowRange(500, 510)))))
                .score())
        .isNegative();
  }

  @Test
  void theFirstRowsAreForLearningInLongFilesToo() {
    assertThat(NabScore.probation(40)).isEqualTo(6);
    assertThat(NabScore.probation(4032)).isEqualTo(604);
    assertThat(NabScore.probation(22695)).isEqualTo(750);
  }

  @Test
  void windowsInTheRowsToLearnFromDoNotCount() {
    double[] scores = new double[100];
    scores[50] = 1;
    NabScore.Result result =
        NabScore.best(
            List.of(
                new NabScore.ScoredFile(
                    scores, List.of(new RowRange(2, 12), new RowRange(50, 60)))));
    assertThat(result.windows()).isEqualTo(1);
    assertThat(result.score()).isCloseTo(100, within(1e-9));
  }

  @Test
  void aWindowOutsideOfTheFileIsRefused() {
    assertThatThrownBy(() -> new NabScore.ScoredFile(new double[10], List.of(new RowRange(5, 11))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("of 10");
  }
}
