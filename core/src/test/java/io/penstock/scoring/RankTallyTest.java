package io.penstock.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.evaluation.ClassCurve;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RankTallyTest {
  /**
   * scikit-learn 1.9.1: {@code k = np.arange(300); y = ((k * 7) % 10 < 3).astype(int); p =
   * np.float32(((k * 37) % 101) / 202 + 0.4 * y * ((k % 3) > 0))}: {@code roc_auc_score(y, p)},
   * {@code average_precision_score(y, p)}, {@code roc_curve(y, p, drop_intermediate=False)}.
   */
  @Test
  void theAreasWithManyEqualProbabilitiesAreThoseOfScikitLearn() {
    RankTally tally = new RankTally(1000);
    for (int k = 0; k < 300; k++) {
      int y = k * 7 % 10 < 3 ? 1 : 0;
      tally.add((float) ((k * 37 % 101) / 202.0 + (k % 3 > 0 ? 0.4 * y : 0)), y == 1);
    }
    RankTally.Ranking ranking = tally.ranking();
    assertThat(ranking.rocAuc()).isCloseTo(0.7857142857142858, within(1e-14));
    assertThat(ranking.averagePrecision()).isCloseTo(0.8230095675214592, within(1e-14));
    ClassCurve curve = ranking.curve("one");
    assertThat(curve.points()).hasSize(161);
    ClassCurve.Point third = curve.points().get(2);
    assertThat(third.threshold()).isCloseTo(0.82079208, within(1e-7));
    assertThat(third.truePositives()).isCloseTo(3 / 90.0, within(1e-14));
    assertThat(third.falsePositives()).isZero();
    assertThat(third.precision()).isEqualTo(1);
    ClassCurve.Point last = curve.points().get(160);
    assertThat(last.truePositives()).isEqualTo(1);
    assertThat(last.falsePositives()).isEqualTo(1);
    assertThat(last.precision()).isCloseTo(0.3, within(1e-14));
  }

  /** Rare events, as of a good model: probabilities near 0 for most. */
  @Test
  void morePairsThanAreKeptMoveTheAreasByLittle() {
    Random random = new Random(3);
    RankTally exact = new RankTally(300_000);
    RankTally binned = new RankTally(1000);
    for (int i = 0; i < 200_000; i++) {
      boolean event = random.nextInt(50) == 0;
      double logit = random.nextGaussian() * 2 + (event ? 1 : -6);
      float p = (float) (1 / (1 + Math.exp(-logit)));
      exact.add(p, event);
      binned.add(p, event);
    }
    assertThat(binned.ranking().rocAuc()).isCloseTo(exact.ranking().rocAuc(), within(1e-5));
    assertThat(binned.ranking().rocAuc()).isNotEqualTo(exact.ranking().rocAuc());
    assertThat(binned.ranking().averagePrecision())
        .isCloseTo(exact.ranking().averagePrecision(), within(1e-3));
    for (RankTally tally : new RankTally[] {exact, binned}) {
      ClassCurve curve = tally.ranking().curve("event");
      assertThat(curve.points()).hasSizeBetween(50, ClassCurve.MOST_POINTS);
      assertThat(curve.points())
          .isSortedAccordingTo((one, other) -> Double.compare(other.threshold(), one.threshold()));
    }
  }

  @Test
  void theGreaterProbabilityIsInTheGreaterBin() {
    Random random = new Random(5);
    for (int i = 0; i < 100_000; i++) {
      float one = (float) Math.pow(random.nextDouble(), 1 + random.nextInt(8));
      float other = random.nextBoolean() ? 1 - one / 3 : random.nextFloat();
      if (one < other) {
        assertThat(RankTally.bin(one)).isLessThanOrEqualTo(RankTally.bin(other));
      }
    }
    assertThat(RankTally.bin(0)).isZero();
    assertThat(RankTally.bin(0.25f)).isLessThan(RankTally.bin(0.2502f));
    assertThat(RankTally.bin(0.75f)).isLessThan(RankTally.bin(0.7502f));
    assertThat(RankTally.bin(0.4999f)).isLessThan(RankTally.bin(0.5f));
    assertThat(RankTally.bin(1e-6f)).isLessThan(RankTally.bin(1.001e-6f));
  }

  /** As baselines of many classes are: all bins of these would take two gigabytes. */
  @Test
  void certainForecastsTakeLittleSpaceHoweverManyThereAre() {
    List<RankTally> tallies = new ArrayList<>();
    for (int k = 0; k < 2000; k++) {
      RankTally tally = new RankTally(1);
      for (int i = 0; i < 3; i++) {
        tally.add(i % 2, i == 1);
      }
      tallies.add(tally);
    }
    assertThat(tallies).allSatisfy(tally -> assertThat(tally.ranking().rocAuc()).isEqualTo(1));
  }

  @Test
  void withoutOneOfBothThereIsNoArea() {
    RankTally tally = new RankTally(10);
    assertThat(tally.ranking().rocAuc()).isNaN();
    assertThat(tally.ranking().averagePrecision()).isNaN();
    tally.add(0.5f, true);
    assertThat(tally.ranking().rocAuc()).isNaN();
    assertThat(tally.ranking().averagePrecision()).isEqualTo(1);
    tally.add(0, false);
    assertThat(tally.ranking().rocAuc()).isEqualTo(1);
    tally.add(Float.NaN, false);
    assertThat(tally.ranking().rocAuc()).isNaN();
  }
}
