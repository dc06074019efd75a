package io.penstock.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.SampleSeries;
import io.penstock.series.Series;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NaiveForecastTest {
  private static final float NAN = Float.NaN;

  @Test
  void theLastValueIsRepeated() {
    assertThat(forecast(NaiveForecast.lastValue(SampleSeries.hourly(1, 2, 3, 9)), 2, 3))
        .containsExactly(3, 3, 3);
  }

  @Test
  void aMissingLastValueIsTheOneBeforeIt() {
    Series series = SampleSeries.hourly(1, 2, NAN, NAN);
    assertThat(forecast(NaiveForecast.lastValue(series), 3, 2)).containsExactly(2, 2);
  }

  @Test
  void theLastSeasonIsRepeatedInPhase() {
    NaiveForecast naive = NaiveForecast.seasonal(SampleSeries.hourly(0, 1, 2, 3, 4, 5, 6, 7), 3);
    assertThat(forecast(naive, 5, 7)).containsExactly(3, 4, 5, 3, 4, 5, 3);
    assertThat(forecast(naive, 2, 3)).containsExactly(0, 1, 2);
  }

  @Test
  void aSeasonOfOneIsPersistence() {
    Series series = SampleSeries.hourly(SampleSeries.random(new Random(5), 50, 0.2));
    for (int origin = 0; origin < 50; origin++) {
      assertThat(forecast(NaiveForecast.seasonal(series, 1), origin, 4))
          .containsExactly(forecast(NaiveForecast.lastValue(series), origin, 4));
    }
  }

  @Test
  void phasesBeforeTheFirstRowGetTheLastValue() {
    NaiveForecast naive = NaiveForecast.seasonal(SampleSeries.hourly(10, 11, 12), 5);
    assertThat(forecast(naive, 2, 6)).containsExactly(12, 12, 10, 11, 12, 12);
  }

  @Test
  void aMissingValueIsThatOfASeasonEarlier() {
    NaiveForecast naive = NaiveForecast.seasonal(SampleSeries.hourly(0, 1, 2, NAN, 4, 5), 3);
    assertThat(forecast(naive, 5, 3)).containsExactly(0, 4, 5);
  }

  @Test
  void aPhaseThatIsAlwaysMissingGetsTheLastValue() {
    NaiveForecast naive = NaiveForecast.seasonal(SampleSeries.hourly(NAN, 1, 2, NAN, 4, 5), 3);
    assertThat(forecast(naive, 5, 3)).containsExactly(5, 4, 5);
  }

  @Test
  void noValueIsTakenFromBeforeAGap() {
    float[] values = {0, 1, 2, 3, 4, 5, 6, 7};
    Series series = SampleSeries.hourly(List.of("y"), values, Set.of(2, 5));
    NaiveForecast naive = NaiveForecast.seasonal(series, 3);
    assertThat(forecast(naive, 6, 3)).containsExactly(6, 5, 6);
    assertThat(forecast(naive, 4, 3)).containsExactly(2, 3, 4);
    assertThat(forecast(naive, 1, 3)).containsExactly(1, 0, 1);
    assertThat(forecast(NaiveForecast.lastValue(series), 5, 1)).containsExactly(5);
  }

  @Test
  void aSegmentWithoutValuesHasNoForecast() {
    Series series = SampleSeries.hourly(List.of("y"), new float[] {0, 1, NAN}, Set.of(2));
    assertThat(NaiveForecast.seasonal(series, 2).value(2, 0, 0)).isNaN();
  }

  @Test
  void noRowAfterTheOriginIsRead() {
    float[] values = SampleSeries.random(new Random(9), 60, 0.1);
    for (int season : new int[] {1, 4, 7, 100}) {
      for (int origin = 0; origin < 60; origin++) {
        float[] changed = values.clone();
        Arrays.fill(changed, origin + 1, 60, 1e9f);
        assertThat(
                forecast(NaiveForecast.seasonal(SampleSeries.hourly(changed), season), origin, 20))
            .containsExactly(
                forecast(NaiveForecast.seasonal(SampleSeries.hourly(values), season), origin, 20));
      }
    }
  }

  private static float[] forecast(NaiveForecast naive, int origin, int horizon) {
    float[] values = new float[horizon];
    for (int step = 0; step < horizon; step++) {
      values[step] = naive.value(origin, 0, step);
    }
    return values;
  }
}
