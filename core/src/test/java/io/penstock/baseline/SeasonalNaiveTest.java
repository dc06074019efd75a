package io.penstock.baseline;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.SampleSeries;
import io.penstock.series.Series;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeasonalNaiveTest {
  private static final float NAN = Float.NaN;

  @Test
  void theLastValueIsRepeated() {
    assertThat(forecast(SampleSeries.hourly(1, 2, 3, 9), 1, 2, 3)).containsExactly(3, 3, 3);
  }

  @Test
  void aMissingLastValueIsTheOneBeforeIt() {
    Series series = SampleSeries.hourly(1, 2, NAN, NAN);
    assertThat(forecast(series, 1, 3, 2)).containsExactly(2, 2);
  }

  @Test
  void theLastSeasonIsRepeatedInPhase() {
    Series naive = SampleSeries.hourly(0, 1, 2, 3, 4, 5, 6, 7);
    int season = 3;
    assertThat(forecast(naive, season, 5, 7)).containsExactly(3, 4, 5, 3, 4, 5, 3);
    assertThat(forecast(naive, season, 2, 3)).containsExactly(0, 1, 2);
  }

  @Test
  void aSeasonOfOneIsPersistence() {
    Series series = SampleSeries.hourly(SampleSeries.random(new Random(5), 50, 0.2));
    for (int origin = 0; origin < 50; origin++) {
      assertThat(forecast(series, 1, origin, 4)).containsExactly(forecast(series, 1, origin, 4));
    }
  }

  @Test
  void phasesBeforeTheFirstRowGetTheLastValue() {
    Series naive = SampleSeries.hourly(10, 11, 12);
    int season = 5;
    assertThat(forecast(naive, season, 2, 6)).containsExactly(12, 12, 10, 11, 12, 12);
  }

  @Test
  void aMissingValueIsThatOfASeasonEarlier() {
    Series naive = SampleSeries.hourly(0, 1, 2, NAN, 4, 5);
    int season = 3;
    assertThat(forecast(naive, season, 5, 3)).containsExactly(0, 4, 5);
  }

  @Test
  void aPhaseThatIsAlwaysMissingGetsTheLastValue() {
    Series naive = SampleSeries.hourly(NAN, 1, 2, NAN, 4, 5);
    int season = 3;
    assertThat(forecast(naive, season, 5, 3)).containsExactly(5, 4, 5);
  }

  @Test
  void noValueIsTakenFromBeforeAGap() {
    float[] values = {0, 1, 2, 3, 4, 5, 6, 7};
    Series series = SampleSeries.hourly(List.of("y"), values, Set.of(2, 5));
    Series naive = series;
    int season = 3;
    assertThat(forecast(naive, season, 6, 3)).containsExactly(6, 5, 6);
    assertThat(forecast(naive, season, 4, 3)).containsExactly(2, 3, 4);
    assertThat(forecast(naive, season, 1, 3)).containsExactly(1, 0, 1);
    assertThat(forecast(series, 1, 5, 1)).containsExactly(5);
  }

  @Test
  void aSegmentWithoutValuesHasNoForecast() {
    Series series = SampleSeries.hourly(List.of("y"), new float[] {0, 1, NAN}, Set.of(2));
    assertThat(forecast(series, 2, 2, 1)).containsExactly(NAN);
  }

  @Test
  void noRowAfterTheOriginIsRead() {
    float[] values = SampleSeries.random(new Random(9), 60, 0.1);
    for (int season : new int[] {1, 4, 7, 100}) {
      for (int origin = 0; origin < 60; origin++) {
        float[] changed = values.clone();
        Arrays.fill(changed, origin + 1, 60, 1e9f);
        assertThat(forecast(SampleSeries.hourly(changed), season, origin, 20))
            .containsExactly(forecast(SampleSeries.hourly(values), season, origin, 20));
      }
    }
  }

  @Test
  void thePreviousSeriesIsNotRead() {
    Series series =
        Series.together(
            "m",
            "id",
            Map.of(
                "A", SampleSeries.hourly(100, 100, 100, 100),
                "B", SampleSeries.hourly(NAN, 2, 3)));
    // A season before row 6 lies row 3, which is of A; the season's place in B is missing.
    assertThat(forecast(series, 3, 5, 2)).containsExactly(2, 2);
  }

  /** The target of a row is known two rows later: at row 5 the last that is known is that of 3. */
  @Test
  void aTargetThatLooksAheadIsKnownLater() {
    Series series = SampleSeries.hourly(0, 1, 2, 3, 4, 5, 6, 7);
    float[] values = new float[3];
    new SeasonalNaive(new Past(series, new int[] {0}, 1, 3, 2), 1).forecast(5, values);
    assertThat(values).containsExactly(3, 3, 3);
    new SeasonalNaive(new Past(series, new int[] {0}, 1, 3, 2), 4).forecast(5, values);
    assertThat(values).containsExactly(2, 3, 0);
  }

  private static float[] forecast(Series series, int season, int origin, int horizon) {
    float[] values = new float[horizon];
    new SeasonalNaive(new Past(series, new int[] {0}, 1, horizon, 0), season)
        .forecast(origin, values);
    return values;
  }

  /** By definition. */
  private static float[] persistence(Series series, int origin, int horizon) {
    int row = origin;
    while (row >= 0 && Float.isNaN(series.value(row, 0))) {
      row--;
    }
    float[] values = new float[horizon];
    Arrays.fill(values, row < 0 ? NAN : series.value(row, 0));
    return values;
  }
}
