package io.penstock.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.preparation.Step;
import io.penstock.series.Series;
import io.penstock.steps.numeric.PowerCurve;
import io.penstock.steps.numeric.Sample;
import io.penstock.steps.numeric.SignedPowerCurve;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Figures are SciPy 1.17.1's and scikit-learn 1.9.1's for {@code x = np.array([112, 118, …,
 * 140.])}: λ is {@code scipy.stats.boxcox(x)[1]}; what is standardised afterwards, and so does not
 * depend on factors and constants, {@code PowerTransformer('box-cox').fit_transform(x.reshape(-1,
 * 1))}.
 */
class PowersTest {
  private static final int[] ROWS = {0, 1, 18, 23};

  private static Sample sample(Series series) {
    return Sample.of(series.values());
  }

  private static void assertStandardised(Step step, Series series, double... expected) {
    float[] transformed = TrainingRows.of(step, "x", series);
    Sample all = Sample.of(transformed);
    for (int k = 0; k < ROWS.length; k++) {
      assertThat((transformed[ROWS[k]] - all.mean()) / all.deviation())
          .isCloseTo(expected[k], within(2e-6));
    }
  }

  @Test
  void boxCoxIsSciPys() {
    PowerCurve curve = PowerCurve.boxCox(sample(Passengers.series()));
    assertThat(curve.power()).isCloseTo(-1.0110515072572528, within(1e-5));
    assertStandardised(
        new BoxCox(List.of("x")),
        Passengers.series(),
        -1.3679991700640641,
        -0.889020542924871,
        1.8398836609500562,
        0.514286499523022);
  }

  @Test
  void boxCoxDiffersFromTheCommonFormulaByAFactorAndAConstant() {
    PowerCurve curve = PowerCurve.boxCox(sample(Passengers.series()));
    // scipy.stats.boxcox(x)[0][[0, 23]]
    double common = 0.9823799925961431 - 0.980687021540449;
    double own = curve.apply(140) - curve.apply(112);
    assertThat(own * curve.steepness()).isCloseTo(common, within(1e-7));
  }

  @Test
  void boxCoxOfSkewedNumbersIsSciPys() {
    // scipy.stats.boxcox(np.exp((x - 130) / 15))[1]
    Series skewed = Passengers.series(x -> Math.exp((x - 130) / 15));
    assertThat(PowerCurve.boxCox(sample(skewed)).power())
        .isCloseTo(-0.21331729487212917, within(1e-5));
  }

  @Test
  void yeoJohnsonOfNumbersOfBothSignsIsSciPys() {
    // scipy.stats.yeojohnson(x - 130)
    Series both = Passengers.series(x -> x - 130);
    assertThat(SignedPowerCurve.likeliest(sample(both)).lambda())
        .isCloseTo(0.910994622329975, within(1e-5));
    assertStandardised(
        new YeoJohnson(List.of("x")),
        both,
        -1.3781976700411278,
        -0.9049637234272037,
        1.8892848967044884,
        0.4968627877182079);
  }

  @Test
  void yeoJohnsonOfLargeNumbersOfOneSignIsSciPys() {
    Series above = Passengers.series();
    Series below = Passengers.series(x -> -x);
    assertThat(SignedPowerCurve.likeliest(sample(above)).lambda())
        .isCloseTo(-1.025520789136726, within(1e-5));
    assertThat(SignedPowerCurve.likeliest(sample(below)).lambda())
        .isCloseTo(3.025520790786423, within(1e-5));
    double[] expected = {
      -1.3679783733235216, -0.8890787508790099, 1.839919567136641, 0.5142934330030613
    };
    assertStandardised(new YeoJohnson(List.of("x")), above, expected);
    assertStandardised(
        new YeoJohnson(List.of("x")),
        below,
        -expected[0],
        -expected[1],
        -expected[2],
        -expected[3]);
    // scipy.stats.yeojohnson(np.exp((x - 130) / 15))[1]
    Series skewed = Passengers.series(x -> Math.exp((x - 130) / 15));
    assertThat(SignedPowerCurve.likeliest(sample(skewed)).lambda())
        .isCloseTo(-0.9152685109751635, within(1e-5));
  }

  @Test
  void powersOfNumbersFarFromZeroKeepTheirDigits() {
    Series far = Passengers.series(x -> 1e6 + x);
    for (Step step : List.of(new BoxCox(List.of("x")), new YeoJohnson(List.of("x")))) {
      Sample transformed = Sample.of(TrainingRows.of(step, "x", far));
      assertThat(transformed.greatest() - transformed.least())
          .isCloseTo((float) (66 / 1e6), within(1e-6f));
    }
  }

  @Test
  void aForecastBeyondWhatAPowerCanGiveIsHeldAtABound() {
    float[] back =
        TrainingRows.back(
            TrainingRows.fit(new BoxCox(List.of("x")), Passengers.series()).inverses().get("x"),
            new float[] {0.5f, 5, 1e30f, -1e30f},
            TrainingRows.hourly(0, 0, 0, 0));
    // λ is about −1.01, so that no power is above 1 / 1.01; the bound is 170 + 10 · (170 − 104).
    assertThat(back[0]).isBetween(200f, 300f);
    assertThat(back[1]).isCloseTo(830, within(1f));
    assertThat(back[2]).isCloseTo(830, within(1f));
    assertThat(back[3]).isZero();
  }

  @Test
  void whatHasNoPowerIsRefusedInTrainingAndMissingInForecasts() {
    assertThatThrownBy(
            () -> TrainingRows.fit(new BoxCox(List.of("x")), TrainingRows.hourly(1, 2, 0)))
        .hasMessage(
            "box-cox: column x of rows.csv is 0 at row 3, but all values must be above 0. "
                + "Take yeo-johnson, which takes any number, or log1p.");
    assertThatThrownBy(
            () -> TrainingRows.fit(new BoxCox(List.of("x")), TrainingRows.hourly(3, 3, 3)))
        .hasMessageContaining("is 3 in every row of the training part, row 1 to row 3");
    assertThatThrownBy(
            () -> TrainingRows.fit(new YeoJohnson(List.of("x")), TrainingRows.hourly(3, 3)))
        .hasMessageContaining("nothing can be fitted to it");
    float[] values =
        TrainingRows.of(
            TrainingRows.fit(new BoxCox(List.of("x")), Passengers.series()),
            "x",
            TrainingRows.hourly(-1, 0, Float.NaN, 130));
    assertThat(values).startsWith(Float.NaN, Float.NaN, Float.NaN);
    assertThat(values[3]).isNotNaN();
  }
}
