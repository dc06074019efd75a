package io.penstock.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OffsetsTest {
  private static Residuals of(float[] residuals, int outputs) {
    return new Residuals(residuals, residuals.clone(), outputs);
  }

  @Test
  void eachEndIsAScoreOfItsOwn() {
    // Of 1 … 19 and 0.9 the ranks are 19 on both sides: the least and the greatest.
    float[] residuals = new float[19];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = (i * 7) % 19 + 1;
    }

    assertThat(Offsets.of(of(residuals, 1), 0.9, List.of("y")))
        .isEqualTo(new Offsets(List.of(List.of(1f)), List.of(List.of(19f))));
    // Of 0.8 the ranks are ⌈20 · 0.9⌉ = 18.
    assertThat(Offsets.of(of(residuals, 1), 0.8, List.of("y")))
        .isEqualTo(new Offsets(List.of(List.of(2f)), List.of(List.of(18f))));
  }

  @Test
  void eachStepAndTargetHasItsOwn() {
    float[] residuals = new float[9 * 4];
    for (int i = 0; i < residuals.length; i++) {
      residuals[i] = (float) Math.pow(10, i % 4) * (i / 4 - 4);
    }

    Offsets offsets = Offsets.of(of(residuals, 4), 0.8, List.of("a", "b"));

    assertThat(offsets.lower()).isEqualTo(List.of(List.of(-4f, -40f), List.of(-400f, -4000f)));
    assertThat(offsets.upper()).isEqualTo(List.of(List.of(4f, 40f), List.of(400f, 4000f)));
  }

  /** Exchangeable scores, skewed: over many seeds the coverage is the nominal one. */
  @ParameterizedTest
  @CsvSource({"19, 0.9", "50, 0.9", "200, 0.9", "200, 0.5", "99, 0.98"})
  void exchangeableTruthsAreHeldAsOftenAsIsAskedFor(int windows, double coverage) {
    int trials = 3000;
    int held = 0;
    int below = 0;
    int tests = 20;
    for (int seed = 0; seed < trials; seed++) {
      Random random = new Random(seed);
      float[] residuals = new float[windows];
      for (int i = 0; i < windows; i++) {
        residuals[i] = skewed(random);
      }
      Offsets offsets = Offsets.of(of(residuals, 1), coverage, List.of("y"));
      for (int i = 0; i < tests; i++) {
        float truth = skewed(random);
        below += truth < offsets.lower().get(0).get(0) ? 1 : 0;
        held +=
            truth >= offsets.lower().get(0).get(0) && truth <= offsets.upper().get(0).get(0)
                ? 1
                : 0;
      }
    }
    // At least as much as asked for, and at most 2 / (n + 1) more.
    double share = (double) held / (trials * tests);
    assertThat(share).isBetween(coverage - 0.005, coverage + 2.0 / (windows + 1) + 0.005);
    assertThat((double) below / (trials * tests)).isCloseTo((1 - share) / 2, within(0.005));
  }

  private static float skewed(Random random) {
    return (float) Math.exp(random.nextGaussian());
  }

  @Test
  void tooFewWindowsAreRefusedWithTheNumberThatIsNeeded() {
    assertThatThrownBy(() -> Offsets.of(of(new float[18], 1), 0.9, List.of("y")))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
        .hasMessage(
            "Intervals that hold 0.9 of the truths need at least 19 windows in the validation part, and it has 18."
                + " Give that part more rows, or ask for a lower coverage.");
  }

  @Test
  void anEndThatNoForecastReachesIsRefused() {
    float[] residuals = new float[20];
    residuals[3] = Float.NEGATIVE_INFINITY;

    assertThatThrownBy(() -> Offsets.of(of(residuals, 1), 0.9, List.of("y")))
        .isInstanceOf(PenstockException.class)
        .hasMessageStartingWith(
            "Of y, at step 1, so many values of the validation part lie where no forecast can");
    assertThat(Offsets.of(of(residuals, 1), 0.6, Collections.nCopies(1, "y")).lower())
        .isEqualTo(List.of(List.of(0f)));
  }
}
