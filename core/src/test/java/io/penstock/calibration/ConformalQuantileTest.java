package io.penstock.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConformalQuantileTest {
  /** ⌈(n + 1)(1 − α)⌉ by hand: of 19 and 0.05 it is 20 · 0.95 = 19, of 20 ⌈19.95⌉ = 20. */
  @ParameterizedTest
  @CsvSource({
    "19, 0.05, 19",
    "20, 0.05, 20",
    "39, 0.05, 38",
    "99, 0.05, 95",
    "100, 0.05, 96",
    "9, 0.1, 9",
    "10, 0.1, 10",
    "1000, 0.1, 901",
    "1, 0.5, 1",
    "18, 0.05, 19"
  })
  void theRankIsCorrectedForTheScoreToCome(int scores, double alpha, int rank) {
    assertThat(ConformalQuantile.rank(scores, alpha)).isEqualTo(rank);
  }

  @ParameterizedTest
  @CsvSource({"0.05, 19", "0.1, 9", "0.025, 39", "0.005, 199", "0.5, 1", "0.3, 3"})
  void soManyScoresAreNeeded(double alpha, int needed) {
    assertThat(ConformalQuantile.needed(alpha)).isEqualTo(needed);
  }

  @Test
  void theHalvesOfWhatIsLeftOfACoverageAreWhatTheyLookLike() {
    assertThat(ConformalQuantile.needed((1 - 0.9) / 2)).isEqualTo(19);
    assertThat(ConformalQuantile.needed((1 - 0.95) / 2)).isEqualTo(39);
    assertThat(ConformalQuantile.needed((1 - 0.8) / 2)).isEqualTo(9);
  }

  @Test
  void theQuantileIsTheScoreOfThatRank() {
    double[] scores = {9, 1, 8, 2, 7, 3, 6, 4, 5};

    assertThat(ConformalQuantile.of(scores.clone(), 0.1)).isEqualTo(9);
    assertThat(ConformalQuantile.of(scores.clone(), 0.2)).isEqualTo(8);
    assertThat(ConformalQuantile.of(scores.clone(), 0.5)).isEqualTo(5);
    assertThatThrownBy(() -> ConformalQuantile.of(scores, 0.05))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("9 scores, where 19 are needed for 0.05");
  }
}
