package io.penstock.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.error.ErrorCode;
import io.penstock.formula.FormulaEvaluator;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Step;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import io.penstock.steps.Deseasonalise.Form;
import io.penstock.steps.numeric.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransformsTest {
  private static final List<String> X = List.of("x");

  /** Those that take numbers above 0, and so all. */
  static Stream<Step> transforms() {
    return Stream.of(
        new Difference(X, 1),
        new Difference(X, 3),
        new SeasonalDifference(X, OptionalInt.empty()),
        new Log(X, false),
        new Log(X, true),
        new BoxCox(X),
        new YeoJohnson(X),
        new Detrend(X),
        new Deseasonalise(X, OptionalInt.of(24), Form.ADDITIVE),
        new Deseasonalise(X, OptionalInt.empty(), Form.MULTIPLICATIVE),
        Scale.of(Scale.Method.STANDARD, "x"),
        Scale.of(Scale.Method.MIN_MAX, "x"),
        Scale.of(Scale.Method.ROBUST, "x"),
        Scale.of(Scale.Method.MAX_ABS, "x"));
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void theWayBackLeadsToWhereItBegan(Step step) {
    assertLeadsBack(step, load(500, 100, 30), 2e-6f);
    assertLeadsBack(step, load(500, 1e-3f, 2e-4f), 2e-6f);
  }

  @ParameterizedTest
  @MethodSource("transforms")
  void theWayBackLeadsThroughRowsThatTrainingHasNotSeen(Step step) {
    float[] x = load(500, 100, 30);
    FittedStep fitted = step.fit(TrainingRows.first(300, TrainingRows.hourly(x)));
    x[400] = 300;
    x[401] = 3;
    assertLeadsBack(fitted, TrainingRows.hourly(x), 2e-6f);
  }

  @Test
  void theWayBackOfPowersLeadsThroughZeroAndLargeNumbersToo() {
    Random random = new Random(2);
    float[] x = new float[400];
    for (int row = 0; row < x.length; row++) {
      x[row] = (float) (random.nextGaussian() * Math.exp(2 * random.nextGaussian()));
    }
    x[7] = 0;
    assertLeadsBack(new YeoJohnson(X), x, 1e-5f);
    for (int row = 0; row < x.length; row++) {
      x[row] = -50 - 10 * Math.abs((float) random.nextGaussian());
    }
    assertLeadsBack(new YeoJohnson(X), x, 1e-5f);
    assertLeadsBack(new Log(X, true), new float[] {0, 1e-7f, 1e-3f, 1, 1e6f, 1e30f, 3}, 1e-5f);
  }

  private static void assertLeadsBack(Step step, float[] x, float tolerance) {
    Series series = TrainingRows.hourly(x);
    assertLeadsBack(step.fit(TrainingRows.all(series).withSeason(24)), series, tolerance);
  }

  private static void assertLeadsBack(FittedStep fitted, Series series, float tolerance) {
    Inverse inverse = fitted.inverses().get("x");
    float[] x = series.values();
    float[] back = TrainingRows.back(inverse, TrainingRows.of(fitted, "x", series), series);
    int first = inverse instanceof Inverse.Undifference difference ? difference.lag() : 0;
    float typical = (float) Sample.of(x).deviation();
    for (int row = first; row < x.length; row++) {
      assertThat(back[row])
          .as("row %d", row)
          .isCloseTo(x[row], within(tolerance * Math.max(typical, Math.abs(x[row]))));
    }
  }

  /** Daily rhythm, a trend and noise, all above 0. */
  private static float[] load(int rows, float level, float swing) {
    Random random = new Random(5);
    float[] x = new float[rows];
    for (int row = 0; row < rows; row++) {
      double noise = Math.abs(random.nextGaussian());
      x[row] =
          (float) (level * (1 + 0.001 * row) + swing * (Math.sin(2 * Math.PI * row / 24) + noise));
    }
    return x;
  }

  @Test
  void aDifferenceIsFromSoManyRowsBefore() {
    Series series = TrainingRows.hourly(1, 3, 6, 10);
    assertThat(TrainingRows.of(new Difference(X, 1), "x", series))
        .containsExactly(Float.NaN, 2, 3, 4);
    assertThat(TrainingRows.of(new SeasonalDifference(X, OptionalInt.of(2)), "x", series))
        .containsExactly(Float.NaN, Float.NaN, 5, 7);
  }

  @Test
  void aLogarithmOfOnePlusKeepsTheDigitsOfSmallNumbers() {
    float[] logs =
        TrainingRows.of(new Log(X, true), "x", TrainingRows.hourly(1e-8f, -1e-5f, 0, 1, 1e10f));
    assertThat(logs[0]).isEqualTo(1e-8f);
    assertThat(logs[1]).isCloseTo((float) Math.log1p(-1e-5f), within(1e-11f));
    assertThat(logs[2]).isZero();
    assertThat(logs[3]).isCloseTo((float) Math.log(2), within(1e-7f));
    assertThat(logs[4]).isCloseTo((float) Math.log1p(1e10), within(1e-5f));
  }

  @Test
  void whatHasNoLogarithmIsMissing() {
    FittedStep log = TrainingRows.fit(new Log(X, false), TrainingRows.hourly(1, 2));
    FittedStep log1p = TrainingRows.fit(new Log(X, true), TrainingRows.hourly(0, 2));
    Series other = TrainingRows.hourly(-2, -1, 0, 1, Float.NaN);
    assertThat(TrainingRows.of(log, "x", other))
        .containsExactly(Float.NaN, Float.NaN, Float.NaN, 0, Float.NaN);
    assertThat(TrainingRows.of(log1p, "x", other))
        .startsWith(Float.NaN, Float.NaN, 0)
        .endsWith(Float.NaN);
  }

  @Test
  void aTrendIsTheLeastSquaresLineAndGoesOn() {
    // np.polyfit(np.arange(24), x, 1), NumPy 2.4.6
    double slope = 0.9704347826086938;
    double begin = 122.00666666666669;
    FittedStep step = TrainingRows.fit(new Detrend(X), Passengers.series());
    float[] rest = TrainingRows.of(step, "x", Passengers.series());
    assertThat(rest[0]).isCloseTo((float) (112 - begin), within(1e-4f));
    assertThat(rest[23]).isCloseTo((float) (140 - begin - 23 * slope), within(1e-4f));
    assertThat(step.words())
        .containsExactly("x: less a straight line that changes by 0.970435 a row");
    Inverse.Plus way = (Inverse.Plus) step.inverses().get("x");
    Series later = TrainingRows.hourly(new float[100]);
    assertThat(FormulaEvaluator.of(way.known(), later)[99])
        .isCloseTo((float) (begin + 99 * slope), within(1e-3f));
  }

  @Test
  void aTrendHasAStepForEachRowThatIsAbsentToo() {
    long[] times = new long[6];
    Arrays.setAll(
        times, row -> TrainingRows.HOURLY.plus(TrainingRows.BEGIN, row < 3 ? row : row + 5));
    Series gap =
        Series.of("rows.csv", X, times, new float[] {0, 1, 2, 8, 9, 10}, TrainingRows.HOURLY);
    for (float value : TrainingRows.of(new Detrend(X), "x", gap)) {
      assertThat(value).isCloseTo(0, within(1e-5f));
    }
  }

  @Test
  void aSeasonIsTakenAwayByTheMeanOfEachPlace() {
    Series series = TrainingRows.hourly(10, 20, 12, 22, 14, 24);
    assertThat(TrainingRows.of(new Deseasonalise(X, OptionalInt.of(2), Form.ADDITIVE), "x", series))
        .containsExactly(15, 15, 17, 17, 19, 19);
    float[] divided =
        TrainingRows.of(new Deseasonalise(X, OptionalInt.of(2), Form.MULTIPLICATIVE), "x", series);
    assertThat(divided[0]).isCloseTo(10 * 17 / 12f, within(1e-5f));
    assertThat(divided[5]).isCloseTo(24 * 17 / 22f, within(1e-5f));
  }

  @Test
  void aSeasonFollowsTheTimeAndNotTheRow() {
    Frequency monthly = new Frequency(1, TimeStep.MONTH);
    long[] times = new long[30];
    float[] x = new float[30];
    for (int row = 0; row < 30; row++) {
      times[row] = monthly.plus(TrainingRows.BEGIN, row);
      x[row] = row % 12;
    }
    Series series = Series.of("rows.csv", X, times, x, monthly);
    FittedStep step =
        TrainingRows.fit(new Deseasonalise(X, OptionalInt.of(12), Form.ADDITIVE), series);
    Series later =
        Series.of(
            "rows.csv", X, Arrays.copyOfRange(times, 7, 30), Arrays.copyOfRange(x, 7, 30), monthly);
    assertThat(TrainingRows.of(step, "x", later)).containsOnly(5.5f);
  }

  @Test
  void dataThatCannotHaveATransformAreRefused() {
    assertThatThrownBy(
            () -> TrainingRows.fit(new Log(X, false), TrainingRows.hourly(3, Float.NaN, -2)))
        .hasMessage(
            "log: column x of rows.csv is -2 at row 3, but all values must be above 0. Take log1p, which takes 0 too,"
                + " or yeo-johnson, which takes any number.")
        .hasFieldOrPropertyWithValue("code", ErrorCode.DATA);
    assertThatThrownBy(() -> TrainingRows.fit(new Log(X, true), TrainingRows.hourly(-1)))
        .hasMessageContaining("is -1 at row 1, but all values must be above -1");
    assertThatThrownBy(
            () ->
                TrainingRows.fit(
                    new SeasonalDifference(X, OptionalInt.of(24)), TrainingRows.hourly(1, 2)))
        .hasMessageContaining("a difference over 24 rows leads out of the training part");
    assertThatThrownBy(
            () ->
                TrainingRows.fit(
                    new Deseasonalise(X, OptionalInt.of(24), Form.ADDITIVE),
                    TrainingRows.hourly(1, 2)))
        .hasMessageContaining("no value of x for some of the 24 places of the season");
    assertThatThrownBy(
            () ->
                TrainingRows.fit(
                    new Deseasonalise(X, OptionalInt.of(2), Form.MULTIPLICATIVE),
                    TrainingRows.hourly(1, 2, -3)))
        .hasMessageContaining("is -3 at row 3")
        .hasMessageContaining("Take the form additive");
    assertThatThrownBy(() -> TrainingRows.fit(new Detrend(X), TrainingRows.hourly(Float.NaN, 2)))
        .hasMessageContaining("has one value in the training part");
    assertThatThrownBy(() -> new Log(List.of(), false)).hasMessage("log: no column is named.");
    assertThatThrownBy(() -> new Difference(List.of("a", "a"), 1))
        .hasMessageContaining("a column is named twice");
  }
}
