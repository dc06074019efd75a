package io.penstock.frequency;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.series.Frequency;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeasonDefaultsTest {
  /** The table of the class's documentation, and a few more. */
  @ParameterizedTest
  @CsvSource({
    "1 second, 60, 60",
    "10 seconds, 6, 24",
    "1 minute, 60, 60",
    "5 minutes, 288, 288",
    "10 minutes, 144, 144",
    "15 minutes, 96, 96",
    "30 minutes, 48, 96",
    "1 hour, 24, 96",
    "1 day, 7, 28",
    "1 business day, 5, 20",
    "1 week, 52, 52",
    "1 month, 12, 24",
    "3 months, 4, 8",
    "1 year, 1, 10",
    "rows, 1, 32",
    "7 minutes, 1, 32",
    "2 weeks, 26, 78",
  })
  void seasonAndLookBackFollowFromTheFrequency(String written, int season, int lookBack) {
    Frequency frequency = Frequency.parse(written);

    assertThat(SeasonDefaults.season(frequency)).isEqualTo(season);
    assertThat(SeasonDefaults.lookBack(frequency, season, 1, 100_000)).isEqualTo(lookBack);
  }

  @Test
  void airlinePassengersLookBackTwoYears() {
    assertThat(SeasonDefaults.lookBack(Frequency.parse("1 month"), 12, 12, 100)).isEqualTo(24);
  }

  @Test
  void aShortSeriesLooksBackFewerSeasonsAndAtLastLessThanOne() {
    Frequency months = Frequency.parse("1 month");

    assertThat(SeasonDefaults.lookBack(months, 12, 3, 25)).isEqualTo(12);
    assertThat(SeasonDefaults.lookBack(months, 12, 3, 15)).isEqualTo(8);
    assertThat(SeasonDefaults.lookBack(months, 12, 3, 4)).isEqualTo(1);
  }

  @Test
  void aLongHorizonLooksBackFurther() {
    assertThat(SeasonDefaults.lookBack(Frequency.parse("1 month"), 12, 36, 1000)).isEqualTo(36);
    assertThat(SeasonDefaults.lookBack(Frequency.parse("15 minutes"), 96, 192, 10_000))
        .isEqualTo(192);
    assertThat(SeasonDefaults.lookBack(Frequency.ROWS, 1, 50, 1000)).isEqualTo(50);
  }

  @Test
  void aThirdOfTheTrainingRowsBeginAWindowWheneverThereAreRowsForIt() {
    for (String written : new String[] {"1 hour", "1 day", "1 week", "1 month", "rows"}) {
      Frequency frequency = Frequency.parse(written);
      int season = SeasonDefaults.season(frequency);
      for (int rows = 10; rows < 400; rows++) {
        for (int horizon : new int[] {1, 5, 24}) {
          int lookBack = SeasonDefaults.lookBack(frequency, season, horizon, rows);
          assertThat(lookBack).isPositive();
          if (lookBack > 1) {
            assertThat(3 * (rows - lookBack - horizon + 1)).isGreaterThanOrEqualTo(rows);
          }
        }
      }
    }
  }
}
