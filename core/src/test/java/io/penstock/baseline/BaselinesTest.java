package io.penstock.baseline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.SampleSeries;
import io.penstock.evaluation.LinearCoefficients;
import io.penstock.experiment.Split;
import io.penstock.parts.Parts;
import io.penstock.parts.TrainingPart;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BaselinesTest {
  private static final float NAN = Float.NaN;
  private static final int[] FIRST = {0};

  @Test
  void theMeanIsOfTheWindowsValuesThatAreKnown() {
    Past past = past(SampleSeries.hourly(100, 1, NAN, 5, 100), 3, 2);
    assertThat(forecast(new WindowMean(past, 3), 1, 2)).containsExactly(3, 3);
    assertThat(forecast(new WindowMean(past, 1), 1, 2)).containsExactly(5, 5);
  }

  @Test
  void aMeanOfMissingValuesIsTheLastOneBefore() {
    Past past = past(SampleSeries.hourly(7, NAN, NAN), 2, 1);
    assertThat(forecast(new WindowMean(past, 2), 1, 1)).containsExactly(7);
  }

  @Test
  void aMeanDoesNotReachBeyondAGap() {
    Series series = SampleSeries.hourly(List.of("y"), new float[] {100, 100, 2, 4}, Set.of(2));
    assertThat(forecast(new WindowMean(past(series, 2, 1), 4), 2, 1)).containsExactly(3);
  }

  /** From 2 to 8 in 3 rows: 2 a row. */
  @Test
  void theDriftGoesOnAlongTheLineThroughTheEndsOfTheWindow() {
    Past past = past(SampleSeries.hourly(50, 2, 9, 0, 8, 50), 4, 3);
    assertThat(forecast(new Drift(past), 1, 3)).containsExactly(10, 12, 14);
  }

  /** From 2 in row 2 to 6 in row 4, 2 a row; row 5 is missing, so row 6 is two after. */
  @Test
  void theDriftCountsRowsFromTheLastThatIsKnown() {
    Past past = past(SampleSeries.hourly(50, NAN, 2, 9, 6, NAN, 50), 5, 2);
    assertThat(forecast(new Drift(past), 1, 2)).containsExactly(10, 12);
    assertThat(forecast(new Drift(past(SampleSeries.hourly(3, NAN), 2, 2)), 0, 2))
        .containsExactly(3, 3);
  }

  private static double[] seasonal(int rows, int season) {
    return IntStream.range(0, rows)
        .mapToDouble(
            t -> (float) ((50 + t) * (1 + .3 * Math.sin(2 * Math.PI * t / season)) + t * 13 % 7))
        .toArray();
  }

  /**
   * statsmodels 0.14: {@code t = np.arange(60); x = np.float32((50 + t) * (1 + .3 * np.sin(2 * pi *
   * t / 12)) + t * 13 % 7)}: {@code seasonal_decompose(x, model='multiplicative',
   * period=12).seasonal[:12]}; {@code acf(x, nlags=12)[12]} is .559 with M4's limit at .478.
   */
  @Test
  void theIndicesOfAnEvenSeasonAreThoseOfTheClassicalDecomposition() {
    assertIndices(
        seasonal(60, 12),
        12,
        0.9952839666628834,
        1.1271024927244644,
        1.2410146829604198,
        1.299071706345871,
        1.2526342258548617,
        1.158676924553637,
        0.9958346728288608,
        0.8555775508153961,
        0.7639617680870942,
        0.7093610776406017,
        0.7556614982445474,
        0.8458194332813589);
  }

  /** The same of 40 rows and a season of 5. */
  @Test
  void theIndicesOfAnOddSeasonAreThoseOfTheClassicalDecomposition() {
    assertIndices(
        seasonal(40, 5),
        5,
        0.996832943445719,
        1.2700881986574875,
        1.1731446071552936,
        0.8345465400459838,
        0.7253877106955163);
  }

  private static void assertIndices(double[] values, int season, double... expected) {
    int[] places = IntStream.range(0, values.length).map(i -> i % season).toArray();
    int[] runs = new int[values.length];
    assertThat(SeasonalIndices.isSeasonal(values, runs, season)).isTrue();
    List<Double> indices = SeasonalIndices.decompose(values, places, runs, season);
    assertThat(indices).hasSize(season);
    for (int place = 0; place < season; place++) {
      assertThat(indices.get(place)).isCloseTo(expected[place], within(2e-7));
    }
  }

  /**
   * statsmodels: {@code x = np.float32(100 + t * t * 31 % 97)}, {@code acf(x, nlags=12)[12]} is
   * .108 with M4's limit at .240.
   */
  @Test
  void whatDoesNotRepeatItselfSignificantlyHasNoSeason() {
    double[] values = IntStream.range(0, 60).mapToDouble(t -> 100 + t * t * 31 % 97).toArray();
    assertThat(SeasonalIndices.isSeasonal(values, new int[60], 12)).isFalse();
    assertThat(SeasonalIndices.isSeasonal(seasonal(35, 12), new int[35], 12))
        .as("fewer than three seasons")
        .isFalse();
  }

  @Test
  void valuesThatAreNotAllAboveZeroHaveNoIndices() {
    double[] values = seasonal(60, 12);
    values[7] = 0;
    int[] places = IntStream.range(0, 60).map(i -> i % 12).toArray();
    assertThat(SeasonalIndices.decompose(values, places, new int[60], 12)).isEmpty();
  }

  /** Values 10 · 2, 10 · 0.5, … : the season of two is removed and put back. */
  @Test
  void naive2TakesTheLastValueThroughTheSeason() {
    Series series = Series.ofRows("s", List.of("y"), new float[] {20, 5, 20, 5, 20, 5});
    Map<String, List<List<Double>>> indices = Map.of("", List.of(List.of(1.6, 0.4)));
    Past past = past(series, 2, 3);
    assertThat(forecast(new SeasonallyAdjusted(past, indices), 1, 3)).containsExactly(5, 20, 5);
    assertThat(forecast(new SeasonallyAdjusted(past, Map.of("", List.of(List.of()))), 1, 3))
        .containsExactly(20, 20, 20);
  }

  /**
   * scikit-learn 1.9.1: {@code i = np.arange(60); v = np.float32(20 + 5 * np.sin(i * .7) + .1 * i +
   * (i * 17 % 11) / 5)}; of each of the 55 windows of 4 rows X is {@code (w[-2::-1] - w[-1]) / 2}
   * and Y the two rows after it, less {@code w[-1]}, over 2; {@code Ridge(alpha=1e-3 * trace(X.T @
   * X) / 3).fit(X, Y)}: intercept, coefficients, and the forecast of the last window.
   */
  @Test
  void theLinearAutoregressionIsThatOfRidgeRegression() {
    float[] values = new float[60];
    for (int i = 0; i < 60; i++) {
      values[i] = (float) (20 + 5 * Math.sin(i * .7) + .1 * i + (i * 17 % 11) / 5.0);
    }
    Past past = past(SampleSeries.hourly(values), 4, 2);
    Map<String, List<Double>> scales = Map.of("", List.of(2.0));
    List<LinearCoefficients> fitted =
        new LinearFit(past, scales).fit(IntStream.range(0, 55).toArray());
    assertClose(
        fitted.get(0).steps().get(0),
        0.04166311679397747,
        -0.09713308634202529,
        -1.211502953354738,
        0.8129508858374512);
    assertClose(
        fitted.get(0).steps().get(1),
        0.11534100055636144,
        -1.242705009412687,
        -1.369214332539683,
        1.464081510764919);
    float[] forecast = forecast(new LinearForecast(past, fitted, scales), 56, 2);
    assertThat(forecast[0]).isCloseTo(22.916409717803845f, within(2e-5f));
    assertThat(forecast[1]).isCloseTo(22.220971465288624f, within(2e-5f));
  }

  private static void assertClose(List<Float> numbers, double... expected) {
    assertThat(numbers).hasSize(expected.length);
    for (int i = 0; i < expected.length; i++) {
      assertThat(numbers.get(i)).isCloseTo((float) expected[i], within(2e-6f));
    }
  }

  @Test
  void constantsAndFewWindowsHaveALinearAutoregressionToo() {
    float[] constant = new float[20];
    Arrays.fill(constant, 5);
    Past past = past(SampleSeries.hourly(constant), 8, 2);
    List<LinearCoefficients> fitted = new LinearFit(past, Map.of()).fit(new int[] {0, 1});
    assertThat(forecast(new LinearForecast(past, fitted, Map.of()), 3, 2)).containsExactly(5, 5);
  }

  @Test
  void ofLongWindowsTheLastRowsAreRead() {
    assertThat(LinearFit.lags(96, 24)).isEqualTo(95);
    assertThat(LinearFit.lags(336, 96 * 7)).isEqualTo(28);
    assertThat(LinearFit.lags(5000, 1)).isEqualTo(512);
    assertThat(LinearFit.lags(1, 1)).isZero();
    assertThat(LinearFit.lags(96, 30_000)).isZero();
  }

  @Test
  void windowsWithAMissingValueAreNotFittedOn() {
    float[] values = SampleSeries.random(new Random(4), 50, 0);
    Past whole = past(SampleSeries.hourly(values), 4, 2);
    int[] without = IntStream.range(0, 45).filter(s -> s > 20 || s + 5 < 20).toArray();
    List<LinearCoefficients> expected = new LinearFit(whole, Map.of()).fit(without);
    values[20] = NAN;
    Past holed = past(SampleSeries.hourly(values), 4, 2);
    assertThat(new LinearFit(holed, Map.of()).fit(IntStream.range(0, 45).toArray()))
        .isEqualTo(expected);
  }

  @Test
  void sharesAreCountedInTheTrainingPartAlone() {
    float[] values = {0, 2, 2, NAN, 1, 2, 0, 0, 0, 0};
    TrainingPart part =
        Parts.of(SampleSeries.hourly(values), new Split.ByFraction(0.6, 0.2)).training();
    List<List<Double>> shares = ClassSharesForecast.shares(part, List.of("y"), 3);
    assertThat(shares).isEqualTo(List.of(List.of(0.2, 0.2, 0.6)));
    float[] numbers = new float[6];
    new ClassSharesForecast(2, 3, shares).forecast(0, numbers);
    assertThat(numbers).containsExactly(0.2f, 0.2f, 0.6f, 0.2f, 0.2f, 0.6f);
    float[] probability = new float[2];
    new ClassSharesForecast(2, 1, List.of(List.of(0.75, 0.25))).forecast(0, probability);
    assertThat(probability).containsExactly(0.25f, 0.25f);
  }

  static List<Function<Past, BaselineForecast>> baselines() {
    return List.of(
        past -> new SeasonalNaive(past, 1),
        past -> new SeasonalNaive(past, 5),
        past -> new WindowMean(past, past.lookBack()),
        past -> new WindowMean(past, 3),
        Drift::new,
        past -> new SeasonallyAdjusted(past, Map.of("", List.of(List.of(0.5, 1.0, 1.5)))),
        past -> {
          LinearCoefficients any =
              new LinearCoefficients(
                  List.of(List.of(1f, 0.5f, 0.25f), List.of(2f, 1f, -1f), List.of(1f, 0.1f, 0.2f)));
          return new LinearForecast(past, List.of(any), Map.of("", List.of(2.0)));
        });
  }

  /** Rule N5; a target that looks ahead by two rows is not known in the last two of a window. */
  @ParameterizedTest
  @MethodSource("baselines")
  void changingLaterRowsChangesNoForecast(Function<Past, BaselineForecast> baseline) {
    float[] values = SampleSeries.random(new Random(9), 60, 0.1);
    for (int ahead : new int[] {0, 2}) {
      for (int start = 2; start < 50; start++) {
        float[] changed = values.clone();
        Arrays.fill(changed, start + 6 - ahead, 60, 1e9f);
        Past before = new Past(SampleSeries.hourly(values), FIRST, 6, 3, ahead);
        Past after = new Past(SampleSeries.hourly(changed), FIRST, 6, 3, ahead);
        assertThat(forecast(baseline.apply(after), start, 3))
            .containsExactly(forecast(baseline.apply(before), start, 3));
      }
    }
  }

  @Test
  void aPlaceInTheSeasonIsOfTheTimeAndNotOfTheFirstRow() {
    double[] values = seasonal(60, 12);
    float[] floats = new float[60];
    for (int i = 0; i < 60; i++) {
      floats[i] = (float) values[i];
    }
    long[] times = new long[60];
    for (int i = 0; i < 60; i++) {
      times[i] = Frequency.parse("1 hour").plus(5 * 3_600_000L, i);
    }
    Series series = Series.of("s", List.of("y"), times, floats, Frequency.parse("1 hour"));
    TrainingPart part = Parts.of(series, new Split.ByFraction(1, 0)).training();
    List<Double> indices = SeasonalIndices.of(part, List.of("y"), 12).get("").get(0);
    // Row 3 is at eight o'clock.
    assertThat(indices.get(8)).isCloseTo(1.299071706345871, within(2e-7));
  }

  private static Past past(Series series, int lookBack, int horizon) {
    return new Past(series, FIRST, lookBack, horizon, 0);
  }

  private static float[] forecast(BaselineForecast baseline, int start, int horizon) {
    float[] numbers = new float[horizon];
    baseline.forecast(start, numbers);
    return numbers;
  }
}
