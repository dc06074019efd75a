package io.penstock.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Threshold;
import io.penstock.experiment.Threshold.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ThresholdFinderTest {
  private static final double[] PROBABILITIES = {
    0.9, 0.8, 0.7, 0.6, 0.55, 0.4, 0.3, 0.2, 0.1, 0.05
  };
  private static final int[] TRUTHS = {1, 1, 0, 1, 0, 1, 0, 0, 0, 0};

  private static ThresholdFinder finder() {
    ThresholdFinder finder = new ThresholdFinder();
    for (int k = 0; k < TRUTHS.length; k++) {
      finder.add(PROBABILITIES[k], TRUTHS[k]);
    }
    return finder;
  }

  /**
   * By hand: with the six greatest said to be 1 the recall is 4/4, the precision 4/6 (F1 0.8) and
   * the other recall 4/6; with the two greatest the precision is 1 and the recall 1/2 (F1 0.667).
   */
  @ParameterizedTest
  @CsvSource({"F1, 0.35", "BALANCED_ACCURACY, 0.35", "YOUDEN, 0.35"})
  void theBestScoreDecides(Score score, double expected) {
    assertThat(finder().find(new Threshold.Best(score))).isCloseTo(expected, within(1e-12));
  }

  @Test
  void theGreatestThresholdWithSoMuchRecallIsTaken() {
    assertThat(finder().find(new Threshold.Recall(0.75))).isCloseTo(0.575, within(1e-12));
    assertThat(finder().find(new Threshold.Recall(1))).isCloseTo(0.35, within(1e-12));
  }

  @Test
  void theLeastThresholdWithSoMuchPrecisionIsTaken() {
    assertThat(finder().find(new Threshold.Precision(1))).isCloseTo(0.75, within(1e-12));
    assertThat(finder().find(new Threshold.Precision(0.7))).isCloseTo(0.575, within(1e-12));
  }

  @Test
  void ofThresholdsThatServeEquallyTheNearestToOneHalfIsTaken() {
    ThresholdFinder finder = new ThresholdFinder();
    finder.add(0.9, 1);
    finder.add(0.8, 0);
    finder.add(0.3, 0);
    finder.add(0.2, 1);

    // Balanced accuracy is 3/4 between 0.8 and 0.9, and 1/4 to 1/2 elsewhere.
    assertThat(finder.find(new Threshold.Best(Score.BALANCED_ACCURACY)))
        .isCloseTo(0.85, within(1e-12));
  }

  @Test
  void aNumberIsItself() {
    assertThat(new ThresholdFinder().find(new Threshold.Fixed(0.3))).isEqualTo(0.3);
  }

  @Test
  void labelsOfOneKindAreNoGroundToChooseOn() {
    ThresholdFinder finder = new ThresholdFinder();
    finder.add(0.4, 0);
    finder.add(0.6, 0);

    assertThatThrownBy(() -> finder.find(new Threshold.Best(Score.F1)))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
        .hasMessage(
            "The threshold is to be chosen by f1 on the validation part, but of its 2 labels none is 1. Give that part more"
                + " rows, or take another split or a number for the threshold.");
  }

  @Test
  void whereNoThresholdIsSoPreciseTheMostPreciseIsTakenAndSaid() {
    ThresholdFinder finder = new ThresholdFinder();
    finder.add(0.6, 0);
    finder.add(0.5, 1);

    assertThat(finder.find(new Threshold.Precision(0.9))).isEqualTo(0.25);
    assertThat(finder.shortfall(new Threshold.Precision(0.9)))
        .contains(
            "No threshold has a precision of 0.9 on the validation part; that with the greatest, 0.500, is taken.");
    assertThat(finder.shortfall(new Threshold.Precision(0.5))).isEmpty();
  }
}
