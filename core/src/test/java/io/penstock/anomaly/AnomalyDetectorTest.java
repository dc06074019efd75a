package io.penstock.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.forecasting.WindowedForecasts;
import io.penstock.network.Head;
import io.penstock.series.Frequency;
import io.penstock.series.TimeStep;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class AnomalyDetectorTest {
  private static final Frequency HOURLY = new Frequency(1, TimeStep.HOUR);
  private static final DetectionRule SINGLE = new DetectionRule(1, 1000, 1e-6);

  /** Forecasts of 0 beside what came. */
  private static WindowedForecasts beside(List<String> ids, float... truth) {
    long[] times = LongStream.range(0, truth.length).toArray();
    return new WindowedForecasts(
        List.of("y"),
        HOURLY,
        1,
        times,
        times,
        new Head.Linear(),
        new float[truth.length],
        truth,
        ids);
  }

  private static float[] noise(int rows, long seed) {
    Random random = new Random(seed);
    float[] noise = new float[rows];
    for (int row = 0; row < rows; row++) {
      noise[row] = (float) random.nextGaussian();
    }
    return noise;
  }

  @Test
  void aSpikeIsAnAnomalyAndNoiseIsNot() {
    float[] truth = noise(2000, 1);
    truth[1500] = 9;
    Detection detection = AnomalyDetector.of(beside(List.of(), truth), SINGLE);
    assertThat(IntStream.range(0, 2000).filter(detection::isAnomaly)).containsExactly(1500);
    AnomalyEvent event = detection.events().get(0);
    assertThat(event.worst()).isEqualTo(1500);
    assertThat(event.truth()).isEqualTo(9);
    assertThat(event.forecast()).isZero();
    // The scale is that of the noise, 1, and 2·SciPy's norm.sf(9) is 2.3e-19.
    assertThat(event.distance()).isCloseTo(9, within(0.9));
    assertThat(event.probability()).isLessThan(1e-15);
  }

  @Test
  void probabilitiesAreThoseOfTheNormalDistribution() {
    Detection detection = AnomalyDetector.of(beside(List.of(), noise(1000, 2)), SINGLE);
    int last = 999;
    double distance = detection.distances()[last];
    // SciPy 1.15: 2 * norm.sf([0.5, 1, 2, 3, 4]).
    double[] at = {0.5, 1, 2, 3, 4};
    double[] expected = {
      0.6170750774519738,
      0.31731050786291415,
      0.04550026389635842,
      0.0026997960632601866,
      6.334248366623996e-05
    };
    for (int i = 0; i < at.length; i++) {
      float[] truth = noise(1000, 2);
      // The scale does not know the last row, and noise is symmetric: move the row to the place.
      double scale = Math.abs(truth[last] - center(truth)) / distance;
      truth[last] = (float) (center(truth) + at[i] * scale);
      Detection moved = AnomalyDetector.of(beside(List.of(), truth), SINGLE);
      assertThat(moved.probabilities()[last]).isCloseTo(expected[i], within(1e-5));
    }
  }

  /** The median that the last row is held against: of what was known when it was last computed. */
  private static double center(float[] truth) {
    int next = 101;
    int known = next;
    while (next < truth.length) {
      known = next;
      next += Math.max(1, next / 64);
    }
    double[] before = new double[known];
    for (int i = 0; i < known; i++) {
      before[i] = truth[i];
    }
    Arrays.sort(before);
    return known % 2 == 1 ? before[known / 2] : (before[known / 2 - 1] + before[known / 2]) / 2;
  }

  @Test
  void nothingThatComesLaterChangesWhatWasSaid() {
    float[] truth = noise(1200, 3);
    Detection before = AnomalyDetector.of(beside(List.of(), truth), DetectionRule.DEFAULT);
    float[] changed = truth.clone();
    for (int row = 700; row < 1200; row++) {
      changed[row] = 100 * changed[row] + 7;
    }
    Detection after = AnomalyDetector.of(beside(List.of(), changed), DetectionRule.DEFAULT);
    assertThat(Arrays.copyOf(after.distances(), 700))
        .containsExactly(Arrays.copyOf(before.distances(), 700));
    assertThat(after.distances()[700]).isNotEqualTo(before.distances()[700]);
  }

  @Test
  void aShiftOfTheLevelIsFoundByAveragesThoughEachRowIsUsual() {
    float[] truth = noise(3000, 4);
    for (int row = 2000; row < 2048; row++) {
      truth[row] += 2;
    }
    Detection single = AnomalyDetector.of(beside(List.of(), truth), SINGLE);
    Detection averaged =
        AnomalyDetector.of(beside(List.of(), truth), new DetectionRule(24, 1000, 1e-6));
    assertThat(single.anomalies()).isZero();
    assertThat(averaged.events()).hasSize(1);
    assertThat(averaged.events().get(0).worst()).isBetween(2010L, 2050L);
  }

  @Test
  void tooFewRowsTellNothing() {
    Detection detection = AnomalyDetector.of(beside(List.of(), noise(300, 5)), SINGLE);
    assertThat(detection.judged()).isEqualTo(300 - 101);
    assertThat(detection.probability(100)).isNaN();
    assertThat(detection.isAnomaly(100)).isFalse();
    assertThat(detection.probability(101)).isNotNaN();
  }

  @Test
  void oneInAHundredOutliersDoNotHideTheNextAndHeavyTailsAreNoAnomalies() {
    float[] truth = noise(4000, 6);
    for (int row = 150; row < 4000; row += 150) {
      truth[row] = 40;
    }
    Detection detection = AnomalyDetector.of(beside(List.of(), truth), SINGLE);
    assertThat(IntStream.range(300, 4000).filter(detection::isAnomaly))
        .containsExactlyElementsOf(IntStream.range(2, 27).map(k -> 150 * k).boxed().toList());
  }

  @Test
  void aConstantSeriesHasNoAnomalyAndAnyOtherValueInItIsOne() {
    float[] truth = new float[400];
    Arrays.fill(truth, 45);
    WindowedForecasts constant =
        new WindowedForecasts(
            List.of("y"),
            HOURLY,
            1,
            LongStream.range(0, 400).toArray(),
            LongStream.range(0, 400).toArray(),
            new Head.Linear(),
            // As far off as a file's arithmetic may be.
            filled(400, 45.0002f),
            truth,
            List.of());
    assertThat(AnomalyDetector.of(constant, SINGLE).anomalies()).isZero();
    truth[300] = 46;
    assertThat(IntStream.range(0, 400).filter(AnomalyDetector.of(constant, SINGLE)::isAnomaly))
        .containsExactly(300);
  }

  private static float[] filled(int count, float value) {
    float[] values = new float[count];
    Arrays.fill(values, value);
    return values;
  }

  @Test
  void eachSeriesIsJudgedByItself() {
    float[] small = noise(500, 7);
    float[] large = noise(500, 8);
    float[] both = new float[1000];
    for (int row = 0; row < 500; row++) {
      both[row] = small[row];
      both[500 + row] = 100 * large[row];
    }
    List<String> ids = new java.util.ArrayList<>(Collections.nCopies(500, "small"));
    ids.addAll(Collections.nCopies(500, "large"));
    Detection together = AnomalyDetector.of(beside(ids, both), SINGLE);
    Detection alone = AnomalyDetector.of(beside(List.of(), small), SINGLE);
    assertThat(Arrays.copyOf(together.distances(), 500)).containsExactly(alone.distances());
    assertThat(together.probability(500)).isNaN();
  }

  @Test
  void theFirstStepOfAHorizonAndThePointOfADistributionAreTaken() {
    int rows = 200;
    Head head = new Head.Quantiles(List.of(0.1, 0.5, 0.9));
    float[] truth = new float[rows * 2];
    float[] forecasts = new float[rows * 2 * 3];
    Arrays.fill(forecasts, Float.NaN);
    for (int row = 0; row < rows; row++) {
      truth[row * 2] = row;
      truth[row * 2 + 1] = Float.NaN;
      forecasts[row * 6 + 1] = row + 0.5f;
    }
    Detection detection =
        AnomalyDetector.of(
            new WindowedForecasts(
                List.of("y"),
                HOURLY,
                2,
                LongStream.range(0, rows).toArray(),
                LongStream.range(0, 2 * rows).toArray(),
                head,
                forecasts,
                truth,
                List.of()),
            SINGLE);
    assertThat(detection.times()[7]).isEqualTo(14);
    assertThat(detection.truth()[7]).isEqualTo(7);
    assertThat(detection.forecast()[7]).isEqualTo(7.5f);
    assertThat(detection.distances()[150]).isZero();
  }
}
