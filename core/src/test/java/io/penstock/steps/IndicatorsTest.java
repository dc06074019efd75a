package io.penstock.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.series.Series;
import io.penstock.steps.RollingStatistics.Of;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IndicatorsTest {
  private static final List<String> X = List.of("x");

  /**
   * StockCharts' ChartSchool, "Relative Strength Index (RSI)", the spreadsheet of the worked
   * example: QQQQ from 14 December 2009 to 1 February 2010, close.
   */
  private static final float[] QQQQ = {
    44.34f, 44.09f, 44.15f, 43.61f, 44.33f, 44.83f, 45.10f, 45.42f, 45.84f, 46.08f, 45.89f, 46.03f,
    45.61f, 46.28f, 46.28f, 46.00f, 46.03f, 46.41f, 46.22f, 45.64f, 46.21f, 46.25f, 45.71f, 46.45f,
    45.78f, 45.35f, 44.03f, 44.18f, 44.22f, 44.57f, 43.42f, 42.66f, 43.13f
  };

  /** The same spreadsheet, 14-day RSI, from the 15th row. */
  private static final double[] RSI = {
    70.53, 66.32, 66.55, 69.41, 66.36, 57.97, 62.93, 63.26, 56.06, 62.38, 54.71, 50.42, 39.99,
    41.46, 41.87, 45.46, 37.30, 33.08, 37.77
  };

  /**
   * Invest Excel, "How to Calculate MACD in Excel": Apple from 19 February 2013, close. The example
   * gives the line as 8.2753, 7.7034, 6.4161 from the 26th row, the signal as 3.0375, 1.9057 from
   * the 34th.
   */
  private static final float[] AAPL = {
    459.99f, 448.85f, 446.06f, 450.81f, 442.80f, 448.97f, 444.57f, 441.40f, 430.47f, 420.05f,
    431.14f, 425.66f, 430.58f, 431.72f, 437.87f, 428.43f, 428.35f, 432.50f, 443.66f, 455.72f,
    454.49f, 452.08f, 452.73f, 461.91f, 463.58f, 461.14f, 452.08f, 442.66f, 428.91f, 429.79f,
    431.99f, 427.72f, 423.20f, 426.21f, 426.98f
  };

  @Test
  void theRsiOfEachRowIsThePublishedOneWhereTheSmoothingBeginsInTheFirst() {
    for (int row = 14; row < QQQQ.length; row++) {
      Rsi step = new Rsi(X, 14, OptionalInt.of(row));
      // The published prices are rounded to a cent, which moves the index by up to a fifth.
      assertThat(TrainingRows.of(step, "x_rsi_14", TrainingRows.hourly(QQQQ))[row])
          .as("row %d", row + 1)
          .isCloseTo((float) RSI[row - 14], within(0.2f));
    }
  }

  @Test
  void theRsiIsCutWhereOnePercentOfItsWeightIsLeft() {
    float[] x = walk(600);
    Series series = TrainingRows.hourly(x);
    float[] cut = TrainingRows.of(new Rsi(X, 14, OptionalInt.empty()), "x_rsi_14", series);
    double gain = 0;
    double loss = 0;
    for (int row = 1; row < x.length; row++) {
      double change = x[row] - x[row - 1];
      gain += (Math.max(change, 0) - gain) / Math.min(row, 14);
      loss += (Math.max(-change, 0) - loss) / Math.min(row, 14);
      if (row < 77) {
        assertThat(cut[row]).isNaN();
      } else {
        assertThat(cut[row]).isCloseTo((float) (100 * gain / (gain + loss)), within(1.5f));
      }
    }
  }

  @Test
  void theRsiOfWhatDoesNotMoveIsFifty() {
    Rsi step = new Rsi(X, 2, OptionalInt.of(3));
    assertThat(TrainingRows.of(step, "x_rsi_2", TrainingRows.hourly(5, 5, 5, 5, 6, Float.NaN)))
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, 50, 100, Float.NaN);
  }

  @Test
  void theMacdOfEachRowIsThePublishedOneWhereTheAveragesBeginInTheFirst() {
    Macd at34 = new Macd(X, 12, 26, 9, OptionalInt.of(34));
    Macd at35 = new Macd(X, 12, 26, 9, OptionalInt.of(35));
    Series series = TrainingRows.hourly(AAPL);
    assertThat(TrainingRows.of(at34, "x_macd_signal", series)[33])
        .isCloseTo(3.037525868733945f, within(1e-3f));
    assertThat(TrainingRows.of(at35, "x_macd_signal", series)[34])
        .isCloseTo(1.9056522293357783f, within(1e-3f));
    assertThat(TrainingRows.of(at35, "x_macd", series)[34])
        .isCloseTo(-2.62184232825689f, within(1e-3f));
    assertThat(TrainingRows.of(at35, "x_macd_histogram", series)[34])
        .isCloseTo(-2.62184232825689f - 1.9056522293357783f, within(1e-3f));
    // From row 26 on, with the least signal there is.
    Macd at26 = new Macd(X, 12, 26, 1, OptionalInt.of(26));
    assertThat(TrainingRows.of(at26, "x_macd", series)[25])
        .isCloseTo(8.275269503907623f, within(1e-3f));
    assertThat(TrainingRows.of(at26, "x_macd_histogram", series)[25]).isZero();
  }

  @Test
  void anExponentialMeanIsPandasOfTheLastRows() {
    // pandas 3.1.1: pd.Series(x).iloc[-10:].ewm(span=5, adjust=True).mean().iloc[-1]
    ExponentialMean bySpan = new ExponentialMean(X, List.of(5.0), List.of(), OptionalInt.of(10));
    assertThat(TrainingRows.of(bySpan, "x_ema_5", Passengers.series())[23])
        .isCloseTo(138.1372167169324f, within(1e-4f));
    // pd.Series(x).iloc[-20:-10].ewm(alpha=0.3, adjust=True).mean().iloc[-1]
    ExponentialMean byShare = new ExponentialMean(X, List.of(), List.of(0.3), OptionalInt.of(10));
    assertThat(TrainingRows.of(byShare, "x_ema_0.3", Passengers.series())[13])
        .isCloseTo(121.5393383453395f, within(1e-4f));
  }

  @Test
  void rollingStatisticsArePandas() {
    // pd.Series(x).rolling(7).mean(), .std(ddof=0), .median()
    RollingStatistics step = new RollingStatistics(X, List.of(7), List.of(Of.values()));
    Series series = Passengers.series();
    assertThat(TrainingRows.of(step, "x_mean_7", series)[23])
        .isCloseTo(147.71428571428572f, within(1e-4f));
    assertThat(TrainingRows.of(step, "x_deviation_7", series)[23])
        .isCloseTo(18.94891090510999f, within(1e-4f));
    assertThat(TrainingRows.of(step, "x_median_7", series)[23]).isEqualTo(149);
    assertThat(TrainingRows.of(step, "x_min_7", series)[23]).isEqualTo(114);
    assertThat(TrainingRows.of(step, "x_max_7", series)[23]).isEqualTo(170);
    assertThat(TrainingRows.of(step, "x_max_7", series)[5]).isNaN();
  }

  @Test
  void aDeviationOfSmallMovesFarFromZeroKeepsItsDigits() {
    float[] x = new float[2000];
    for (int row = 0; row < x.length; row++) {
      x[row] = 1e6f + (row % 2 == 0 ? 1 : -1);
    }
    RollingStatistics step = new RollingStatistics(X, List.of(100), List.of(Of.DEVIATION));
    assertThat(TrainingRows.of(step, "x_deviation_100", TrainingRows.hourly(x))[1999])
        .isCloseTo(1, within(1e-6f));
  }

  @Test
  void bollingerBandsAreTheirDefinition() {
    Bollinger step = new Bollinger(X, 7, 2);
    Series series = Passengers.series();
    double mean = 147.71428571428572;
    double half = 2 * 18.94891090510999;
    assertThat(TrainingRows.of(step, "x_upper_7", series)[23])
        .isCloseTo((float) (mean + half), within(1e-4f));
    assertThat(TrainingRows.of(step, "x_lower_7", series)[23])
        .isCloseTo((float) (mean - half), within(1e-4f));
    assertThat(TrainingRows.of(step, "x_percent_b_7", series)[23])
        .isCloseTo((float) ((140 - mean + half) / (2 * half)), within(1e-6f));
    assertThat(TrainingRows.of(step, "x_bandwidth_7", series)[23])
        .isCloseTo((float) (2 * half / mean), within(1e-6f));
    float[] still = new float[20];
    java.util.Arrays.fill(still, 0.1f);
    still[0] = 1e7f;
    assertThat(TrainingRows.of(step, "x_percent_b_7", TrainingRows.hourly(still))[19])
        .isEqualTo(0.5f);
  }

  @Test
  void changesAndReturnsAreSinceSoManyRowsBefore() {
    Series series = TrainingRows.hourly(2, 3, 6, 0, 5);
    assertThat(TrainingRows.of(new Change(X, List.of(2), false), "x_change_2", series))
        .containsExactly(Float.NaN, Float.NaN, 4, -3, -1);
    assertThat(TrainingRows.of(new Change(X, List.of(1), true), "x_return_1", series))
        .containsExactly(Float.NaN, 0.5f, 1, -1, Float.NaN);
  }

  @Test
  void whatLooksFartherBackThanTheTrainingPartIsRefused() {
    Series series = TrainingRows.hourly(1, 2, 3);
    assertThatThrownBy(() -> TrainingRows.fit(Macd.of("x"), series))
        .hasMessageContaining("macd: averages of 95 rows leads out of the training part");
    assertThatThrownBy(() -> TrainingRows.fit(new Rsi(X, 14, OptionalInt.empty()), series))
        .hasMessageContaining("an index of 77 rows");
    assertThatThrownBy(() -> TrainingRows.fit(new Lag(X, List.of(3)), series))
        .hasMessage(
            "lag: a lag of 3 rows leads out of the training part of rows.csv, whose longest run of rows without a gap"
                + " has 3. Take fewer rows, or a longer training part.");
  }

  private static float[] walk(int rows) {
    Random random = new Random(3);
    float[] x = new float[rows];
    float at = 100;
    for (int row = 0; row < rows; row++) {
      at += (float) random.nextGaussian();
      x[row] = at;
    }
    return x;
  }
}
