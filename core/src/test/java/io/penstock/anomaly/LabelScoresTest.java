package io.penstock.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.SampleSeries;
import io.penstock.error.PenstockException;
import io.penstock.series.Series;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelScoresTest {
  private static final float NAN = Float.NaN;

  /** Judges the rows from the second on; those named are found. */
  private static Detection found(Series series, Set<Integer> rows) {
    int count = series.rows() - 1;
    long[] times = new long[count];
    double[] probabilities = new double[count];
    for (int i = 0; i < count; i++) {
      times[i] = series.time(i + 1);
      probabilities[i] = rows.contains(i + 1) ? 1e-9 : 0.5;
    }
    return new Detection(
        DetectionRule.DEFAULT,
        List.of("y"),
        series.frequency(),
        times,
        List.of(),
        new float[count],
        new float[count],
        new double[count],
        probabilities);
  }

  @Test
  void rowsAndRunsAreCounted() {
    Series series =
        SampleSeries.hourly(
            List.of("label"), new float[] {1, 0, 1, 1, 0, 0, 1, NAN, 0, 0}, Set.of());
    LabelScores scores = LabelScores.of(found(series, Set.of(3, 4, 7, 9)), series, "label");
    assertThat(scores).isEqualTo(new LabelScores(8, 3, 1, 2, 2, 1));
    assertThat(scores.precision()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(scores.recall()).isCloseTo(1 / 3.0, within(1e-12));
    assertThat(scores.f1()).isCloseTo(1 / 3.0, within(1e-12));
  }

  @Test
  void rowsOfSeveralSeriesAreFoundByIdAndTime() {
    Series quiet = SampleSeries.hourly(List.of("label"), new float[] {0, 0, 0}, Set.of());
    Series loud = SampleSeries.hourly(List.of("label"), new float[] {0, 1, 1}, Set.of());
    Map<String, Series> byId = Map.of("quiet", quiet, "loud", loud);
    Series both = Series.together("both", "id", byId);
    long[] times = {loud.time(1), loud.time(2), quiet.time(1), quiet.time(2)};
    Detection detection =
        new Detection(
            DetectionRule.DEFAULT,
            List.of("y"),
            both.frequency(),
            times,
            List.of("loud", "loud", "quiet", "quiet"),
            new float[4],
            new float[4],
            new double[4],
            new double[] {0.5, 1e-9, 0.5, 1e-9});
    assertThat(LabelScores.of(detection, both, "label"))
        .isEqualTo(new LabelScores(4, 2, 1, 1, 1, 1));
  }

  @Test
  void aLabelIsZeroOrOne() {
    Series series = SampleSeries.hourly(List.of("label"), new float[] {0, 0, 2}, Set.of());
    assertThatThrownBy(() -> LabelScores.of(found(series, Set.of()), series, "label"))
        .isInstanceOf(PenstockException.class)
        .hasMessage(
            "sample.csv has 2.0 in column label, row 3, and a label is 1 where a row is an anomaly and 0 elsewhere.");
    assertThatThrownBy(() -> LabelScores.of(found(series, Set.of()), series, "lable"))
        .isInstanceOf(PenstockException.class)
        .hasMessage("sample.csv has no column lable. It has: label.");
  }
}
