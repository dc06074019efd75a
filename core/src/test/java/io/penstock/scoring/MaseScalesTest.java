package io.penstock.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.SampleSeries;
import io.penstock.experiment.Split;
import io.penstock.parts.Parts;
import io.penstock.parts.TrainingPart;
import io.penstock.series.Series;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MaseScalesTest {
  private static final float NAN = Float.NaN;

  @Test
  void theScaleIsTheMeanChangeOverASeason() {
    assertThat(scale(2, Set.of(), 1, 10, 4, 12, 9, 15)).isEqualTo((3 + 2 + 5 + 3) / 4.0);
    assertThat(scale(1, Set.of(), 1, 10, 4)).isEqualTo((9 + 6) / 2.0);
  }

  @Test
  void pairsWithAMissingValueAreLeftOut() {
    assertThat(scale(2, Set.of(), 1, 10, NAN, 12, 9, 15)).isEqualTo((2 + 3) / 2.0);
  }

  @Test
  void pairsAcrossAGapAreLeftOut() {
    assertThat(scale(2, Set.of(3), 1, 10, 4, 12, 9, 15)).isEqualTo((3 + 3) / 2.0);
  }

  @Test
  void aTrainingPartShorterThanASeasonIsScaledByTheChangeFromRowToRow() {
    assertThat(scale(12, Set.of(), 1, 10, 4)).isEqualTo((9 + 6) / 2.0);
    assertThat(scale(2, Set.of(2, 4), 1, 2, 4, 7, 9, 15)).isEqualTo((1 + 3 + 6) / 3.0);
  }

  @Test
  void whereNothingCanBePairedThereIsNoScale() {
    assertThat(scale(2, Set.of(), 5)).isNaN();
    assertThat(scale(2, Set.of(), 5, NAN)).isNaN();
  }

  @Test
  void aSeriesThatRepeatsItselfHasAScaleOfZero() {
    assertThat(scale(2, Set.of(), 1, 5, 1, 5, 1)).isZero();
  }

  @Test
  void laterRowsChangeNothing() {
    float[] values = SampleSeries.random(new Random(3), 2 * 100, 0.1);
    float[] changed = values.clone();
    Arrays.fill(changed, 2 * 50, 2 * 100, 1e9f);
    List<String> targets = List.of("b", "a");
    Map<String, List<Double>> scales =
        MaseScales.of(half(List.of("a", "b"), values, Set.of()), targets, 7);
    assertThat(MaseScales.of(half(List.of("a", "b"), changed, Set.of()), targets, 7))
        .isEqualTo(scales);
    assertThat(scales.get("").get(0)).isNotCloseTo(scales.get("").get(1), within(1e-6));
  }

  @Test
  void eachOfSeveralSeriesHasAScaleOfItsOwn() {
    Series series =
        Series.together(
            "m",
            "id",
            Map.of(
                "A", SampleSeries.hourly(1, 3, 4, 8, 0, 0),
                "B", SampleSeries.hourly(10, 10, 20, 20, 0, 0)));
    TrainingPart part = Parts.of(series, new Split.ByCount(1, 1)).training();
    assertThat(MaseScales.of(part, List.of("y"), 2))
        .containsExactly(Map.entry("A", List.of(4.0)), Map.entry("B", List.of(10.0)));
  }

  /** Of values that all are training; as many are put after them. */
  private static double scale(int season, Set<Integer> gaps, float... training) {
    float[] values = Arrays.copyOf(training, 2 * training.length);
    return MaseScales.of(half(List.of("y"), values, gaps), List.of("y"), season).get("").get(0);
  }

  private static TrainingPart half(List<String> columns, float[] values, Set<Integer> gaps) {
    return Parts.of(SampleSeries.hourly(columns, values, gaps), new Split.ByFraction(0.5, 0.25))
        .training();
  }
}
