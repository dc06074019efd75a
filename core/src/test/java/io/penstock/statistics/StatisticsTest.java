package io.penstock.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Figures of statsmodels 0.15.0 and SciPy 1.17 for four series of 200 numbers, made by
 *
 * <pre>{@code
 * def noise(n, seed):
 *     s = seed; out = []
 *     for _ in range(n):
 *         s = (1103515245 * s + 12345) % 2147483648
 *         out.append(s / 2147483648.0 - 0.5)
 *     return np.array(out)
 * e = noise(200, 1); ar = np.zeros(200)
 * for t in range(1, 200): ar[t] = 0.7 * ar[t-1] + e[t]
 * walk = np.cumsum(e); trend = 0.02 * np.arange(200) + ar
 * acf(x, nlags=3, fft=False); acorr_ljungbox(x, lags=[10], model_df=2)
 * adfuller(x, regression=r, autolag="AIC"); kpss(x, regression=r, nlags="auto")
 * }</pre>
 */
class StatisticsTest {
  private static final double EXACT = 1e-9;

  private static double[] noise(int n, long seed) {
    double[] noise = new double[n];
    long state = seed;
    for (int i = 0; i < n; i++) {
      state = (1103515245L * state + 12345) % 2147483648L;
      noise[i] = state / 2147483648.0 - 0.5;
    }
    return noise;
  }

  private static double[] series(String name) {
    double[] noise = noise(200, 1);
    double[] series = new double[200];
    double sum = 0;
    for (int t = 0; t < 200; t++) {
      sum += noise[t];
      double before = t == 0 ? 0 : series[t - 1] - (name.equals("trend") ? 0.02 * (t - 1) : 0);
      double autoregressive = t == 0 ? 0 : 0.7 * before + noise[t];
      series[t] =
          switch (name) {
            case "noise" -> noise[t];
            case "ar" -> autoregressive;
            case "walk" -> sum;
            default -> 0.02 * t + autoregressive;
          };
    }
    return series;
  }

  @ParameterizedTest
  @CsvSource({
    "noise, -0.00780089, 0.07648503, 0.0365588",
    "ar, 0.71927579, 0.54151353, 0.38408478",
    "walk, 0.96092551, 0.92051124, 0.87343973",
    "trend, 0.95889086, 0.92382718, 0.88794698"
  })
  void autocorrelationsAreThoseOfStatsmodels(String name, double one, double two, double three) {
    double[] correlations = Autocorrelation.of(series(name), 3);
    assertThat(correlations).containsExactly(new double[] {1, one, two, three}, within(1e-8));
  }

  @ParameterizedTest
  @CsvSource({
    "noise, 0, 5.7339854642343315, 0.8370954993802548",
    "noise, 2, 5.7339854642343315, 0.6770011501615398",
    "ar, 0, 211.36252008858287, 0",
    "walk, 0, 1217.0581158882064, 0",
  })
  void theTestOfLjungAndBoxIsThatOfStatsmodels(
      String name, int fitted, double statistic, double pValue) {
    LjungBox test = LjungBox.of(series(name), 10, fitted);
    assertThat(test.statistic()).isCloseTo(statistic, within(EXACT * statistic));
    assertThat(test.pValue()).isCloseTo(pValue, within(EXACT));
    assertThatThrownBy(() -> LjungBox.of(series(name), 10, 10))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "noise, LEVEL, -14.069703341728781, 2.955284892958062e-26, 0, 199",
    "noise, LINE, -14.050542021610118, 9.892072167703354e-22, 0, 199",
    "ar, LEVEL, -5.584884553953062, 1.3701053942442063e-06, 0, 199",
    "ar, LINE, -5.590190438175093, 1.5247217207137474e-05, 0, 199",
    "walk, LEVEL, -2.06688514158195, 0.2580369740245741, 0, 199",
    "walk, LINE, -2.0482995267386457, 0.5748976034311739, 0, 199",
    "trend, LEVEL, -1.7785284802838954, 0.3911725984305948, 1, 198",
    "trend, LINE, -5.590190438175097, 1.5247217207137272e-05, 0, 199"
  })
  void theTestOfDickeyAndFullerIsThatOfStatsmodels(
      String name, Trend trend, double statistic, double pValue, int lags, int rows) {
    DickeyFuller test = DickeyFuller.of(series(name), trend);
    assertThat(test.statistic()).isCloseTo(statistic, within(1e-7));
    assertThat(test.pValue()).isCloseTo(pValue, within(1e-8));
    assertThat(test.lags()).isEqualTo(lags);
    assertThat(test.rows()).isEqualTo(rows);
  }

  @ParameterizedTest
  @CsvSource({
    "noise, LEVEL, 0.07211568048266107, 0.1, 3",
    "noise, LINE, 0.047997795573620126, 0.1, 3",
    "ar, LEVEL, 0.07867381996122086, 0.1, 8",
    "walk, LEVEL, 0.5013142393846589, 0.041370666805257, 9",
    "walk, LINE, 0.12422174910084997, 0.09033009425768523, 9",
    "trend, LEVEL, 2.009478215229659, 0.01, 9",
    "trend, LINE, 0.05957325977529388, 0.1, 8"
  })
  void theTestOfKwiatkowskiAndOthersIsThatOfStatsmodels(
      String name, Trend trend, double statistic, double pValue, int lags) {
    Kpss test = Kpss.of(series(name), trend);
    assertThat(test.statistic()).isCloseTo(statistic, within(EXACT));
    assertThat(test.pValue()).isCloseTo(pValue, within(EXACT));
    assertThat(test.lags()).isEqualTo(lags);
  }

  /** With a sine of no noise the differences depend on each other. */
  @Test
  void aSeriesThatFollowsARuleExactlyIsTestedAllTheSame() {
    double[] sine = new double[480];
    for (int t = 0; t < sine.length; t++) {
      sine[t] = Math.sin(2 * Math.PI * t / 24);
    }
    assertThat(DickeyFuller.of(sine, Trend.LEVEL).pValue()).isLessThan(0.01);
  }

  /**
   * A counter, a rounded one and a power of two, of which a regression knows no more than it is.
   */
  @Test
  void aSeriesThatNeverLeavesItsLineReturnsToIt() {
    double[] counter = new double[200];
    double[] rounded = new double[200];
    double[] growing = new double[200];
    for (int t = 0; t < counter.length; t++) {
      counter[t] = t;
      rounded[t] = (float) (0.1 * t);
      growing[t] = Math.exp(t / 10.0);
    }
    assertThat(DickeyFuller.of(counter, Trend.LINE).pValue()).isZero();
    assertThat(DickeyFuller.of(counter, Trend.LEVEL).pValue()).isGreaterThan(0.05);
    assertThat(DickeyFuller.of(rounded, Trend.LINE).pValue()).isLessThan(0.01);
    assertThat(DickeyFuller.of(growing, Trend.LINE).pValue()).isGreaterThan(0.05);
  }

  /**
   * SciPy: {@code ks_2samp(a, b)} gives 0.1955… and, exact, 0.0238098; {@code np.quantile(a,
   * np.arange(1, 10) / 10)}, the shares of both in the ten bins and the definition give the index.
   */
  @Test
  void twoSamplesAreAsFarApartAsSciPySays() {
    double[] a = noise(150, 7);
    double[] b = noise(90, 11);
    for (int i = 0; i < b.length; i++) {
      b[i] = b[i] * 1.3 + 0.1;
    }
    TwoSamples apart = TwoSamples.of(a, b);
    assertThat(apart.distance()).isCloseTo(0.19555555555555557, within(EXACT));
    assertThat(apart.pValue()).isCloseTo(0.0238, within(0.004));
    assertThat(apart.stability()).isCloseTo(0.4414023533606383, within(EXACT));
    // scipy.stats.chi2.ppf(0.99, 9) is 21.665994.
    assertThat(apart.chance()).isCloseTo(21.665994 * (1 / 150.0 + 1 / 90.0), within(1e-6));
  }

  /** SciPy: {@code np.median(b)}, {@code median_abs_deviation(b)}. */
  @Test
  void medianAndDeviationAreThoseOfSciPy() {
    double[] b = noise(90, 11);
    for (int i = 0; i < b.length; i++) {
      b[i] = b[i] * 1.3 + 0.1;
    }
    RobustScale scale = RobustScale.of(b);
    assertThat(scale.median()).isCloseTo(0.009661602345295256, within(EXACT));
    assertThat(scale.deviation()).isCloseTo(1.4826 * 0.3231028000591322, within(EXACT));
  }

  @Test
  void aSeasonIsFoundWithItsPeriodWhetherItIsNamedOrNot() {
    for (List<Integer> named : List.of(List.of(24), List.<Integer>of())) {
      Season season = Season.of(wave(24, 0, 1200), named, 400, 0.4).orElseThrow();
      assertThat(season.period()).isEqualTo(24);
      // Var(sine) = 1/2 beside noise of variance 0.3².
      assertThat(season.strength()).isCloseTo(0.5 / 0.59, within(0.05));
    }
  }

  @Test
  void aLongerSeasonThatSaysMoreIsTaken() {
    assertThat(Season.of(wave(24, 1, 4000), List.of(24, 168), 400, 0.4).orElseThrow().period())
        .isEqualTo(168);
  }

  @Test
  void noiseAndWalksHaveNoSeason() {
    Random random = new Random(3);
    for (int trial = 0; trial < 20; trial++) {
      double[] noise = random.doubles(2000).toArray();
      double[] walk = new double[2000];
      for (int t = 1; t < walk.length; t++) {
        walk[t] = walk[t - 1] + random.nextGaussian();
      }
      assertThat(Season.of(noise, List.of(24, 168), 500, 0.4)).isEmpty();
      assertThat(Season.of(walk, List.of(24, 168), 500, 0.4)).isEmpty();
    }
  }

  /** A sine with noise of 0.3, and of every seventh period another height. */
  private static double[] wave(int period, double weekly, int rows) {
    Random random = new Random(5);
    double[] wave = new double[rows];
    for (int t = 0; t < rows; t++) {
      double height = t / period % 7 == 0 ? 1 + weekly * 3 : 1;
      wave[t] = height * Math.sin(2 * Math.PI * t / period) + 0.3 * random.nextGaussian();
    }
    return wave;
  }

  @Test
  void aCorrelationIsByDefinition() {
    assertThat(Moments.correlation(new double[] {1, 2, 3, 5}, new double[] {2, 1, 4, 6}))
        // scipy.stats.pearsonr([1, 2, 3, 5], [2, 1, 4, 6])
        .isCloseTo(0.9022436386781062, within(1e-6));
    assertThat(Moments.deviation(new double[] {1, 3})).isEqualTo(1);
    assertThat(Moments.size(new double[] {-1, 3})).isEqualTo(2);
  }
}
