package io.penstock.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.error.ErrorCode;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.Step;
import io.penstock.series.Frequency;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.steps.CausalFill.Constant;
import io.penstock.steps.CausalFill.Mean;
import io.penstock.steps.CausalFill.Median;
import io.penstock.steps.CausalFill.Nearest;
import io.penstock.steps.CausalFill.Previous;
import io.penstock.steps.CausalFill.Seasonal;
import io.penstock.steps.CausalFill.SeasonalMean;
import io.penstock.steps.numeric.Interpolation.Kind;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ImputeTest {
  private static final float NAN = Float.NaN;

  private static float[] filled(Impute step, float... x) {
    return TrainingRows.of(step, "x", TrainingRows.hourly(x));
  }

  private static float[] inTraining(Impute step, float... x) {
    FittedStep fitted = TrainingRows.fit(step, TrainingRows.hourly(x));
    return fitted.training().get("x").fill(x, List.of(new RowRange(0, x.length)));
  }

  @Test
  void previousGivesTheLatestValueOfSoManyRows() {
    assertThat(filled(Impute.by(new Previous(2)), NAN, 1, NAN, NAN, NAN, 5))
        .containsExactly(NAN, 1, 1, 1, NAN, 5);
  }

  @Test
  void aFallbackFillsWhatTheMethodLeaves() {
    Impute step = Impute.by(new Previous(1));
    assertThat(filled(step.withFallback(new Mean()), NAN, 1, NAN, NAN, 5))
        .containsExactly(3, 1, 1, 3, 5);
    assertThat(filled(step.withFallback(new Median()), NAN, 1, NAN, NAN, 5, 90))
        .containsExactly(5, 1, 1, 5, 5, 90);
    SeasonalMean means = new SeasonalMean(OptionalInt.of(2));
    assertThat(filled(step.withFallback(means), 1, 2, 3, 4, NAN, NAN))
        .containsExactly(1, 2, 3, 4, 4, 3);
  }

  @Test
  void aConstantIsWhatAMissingValueMeans() {
    assertThat(filled(Impute.by(new Constant(-1)), NAN, 1, NAN)).containsExactly(-1, 1, -1);
    assertThat(filled(Impute.by(new Constant(0)), NAN, NAN)).containsExactly(0, 0);
    assertThat(filled(Impute.by(new Previous(1)).withFallback(new Constant(0)), NAN, 1, NAN, NAN))
        .containsExactly(0, 1, 1, 0);
  }

  @Test
  void seasonalGivesTheValueOfTheSeasonBeforeOrOfOneBeforeThat() {
    Impute one = Impute.by(new Seasonal(OptionalInt.of(2), 1));
    Impute two = Impute.by(new Seasonal(OptionalInt.of(2), 2));
    assertThat(filled(one, 1, 2, NAN, 4, NAN, 6)).containsExactly(1, 2, 1, 4, NAN, 6);
    assertThat(filled(two, 1, 2, NAN, 4, NAN, 6)).containsExactly(1, 2, 1, 4, 1, 6);
    Impute own = Impute.by(new Seasonal(OptionalInt.empty(), 1));
    assertThat(filled(own, 1, 2, 3, 4, NAN)).containsExactly(1, 2, 3, 4, 1);
  }

  @Test
  void nearestIsScikitLearnsKnnImputerOnStandardisedColumns() {
    // KNNImputer(n_neighbors=3).fit_transform(np.c_[(A - A.mean(0)) / A.std(0), t])[-1, -1]
    // of A = np.c_[a, b] and t with a last value that is missing, scikit-learn 1.9.1
    float[] a = {1, 2, 4, 8, 5, 7, 3, 6, 2.5f, 4.3f};
    float[] b = {10, 9, 7, 2, 5, 3, 8, 4, 9.5f, 6.4f};
    float[] t = {20, 22, 25, 31, 27, 30, 24, 28, 21.5f, NAN};
    float[] rows = new float[30];
    for (int row = 0; row < 10; row++) {
      rows[3 * row] = t[row];
      rows[3 * row + 1] = a[row];
      rows[3 * row + 2] = b[row];
    }
    Series series = TrainingRows.hourly(List.of("t", "a", "b"), rows);
    Impute step = Impute.by(new Nearest(3, List.of()), "t");
    assertThat(TrainingRows.of(step, "t", series)[9]).isCloseTo(25.333333333333332f, within(1e-5f));
  }

  @Test
  void nearestRemembersAtMostFiveHundredRows() {
    float[] rows = new float[2 * 3000];
    for (int row = 0; row < 3000; row++) {
      rows[2 * row] = row;
      rows[2 * row + 1] = row;
    }
    rows[2 * 1200] = NAN;
    Series series = TrainingRows.hourly(List.of("x", "y"), rows);
    float[] filled = TrainingRows.of(Impute.by(new Nearest(2, List.of()), "x"), "x", series);
    assertThat(filled[1200]).isCloseTo(1200, within(6f));
  }

  @Test
  void aSplineIsSciPysCubicSpline() {
    // k = [0, 1, 2, 5, 6, 9, 10, 11]; CubicSpline(k, x[k])([3, 4, 7, 8]), SciPy 1.17.1
    Impute step = Impute.by(new Previous(1)).inTraining(Kind.SPLINE);
    float[] values = inTraining(step, 112, 118, 132, NAN, NAN, 135, 148, NAN, NAN, 119, 104, 118);
    assertThat(values[3]).isEqualTo((float) 134.73721340388008);
    assertThat(values[4]).isEqualTo((float) 131.80246913580245);
    assertThat(values[7]).isEqualTo((float) 149.1358024691358);
    assertThat(values[8]).isEqualTo((float) 137.40388007054673);
  }

  @Test
  void aSplineThroughFewPointsIsSciPysToo() {
    Impute step = Impute.by(new Previous(1)).inTraining(Kind.SPLINE);
    // CubicSpline([0, 2, 5], x[[0, 2, 5]])([1, 3, 4])
    assertThat(inTraining(step, 112, NAN, 132, NAN, NAN, 135))
        .containsExactly(112, 123.8f, 132, 136.6f, 137.6f, 135);
    // CubicSpline([0, 2, 5, 6], x[[0, 2, 5, 6]])([1, 3, 4])
    assertThat(inTraining(step, 112, NAN, 132, NAN, NAN, 135, 148))
        .containsExactly(112, 127, 132, 131.8f, 131.2f, 135, 148);
    assertThat(inTraining(step, 1, NAN, 3)).containsExactly(1, 2, 3);
  }

  @Test
  void nothingIsFilledBeyondTheKnownValuesNorAcrossAGap() {
    Impute step = Impute.by(new Previous(1)).inTraining(Kind.LINEAR);
    float[] x = {NAN, 1, NAN, 3, NAN, NAN, 8, NAN};
    assertThat(inTraining(step, x)).containsExactly(NAN, 1, 2, 3, 14f / 3, 19f / 3, 8, NAN);
    FittedStep fitted = TrainingRows.fit(step, TrainingRows.hourly(x));
    float[] cut =
        fitted.training().get("x").fill(x, List.of(new RowRange(0, 5), new RowRange(5, 8)));
    assertThat(cut).containsExactly(NAN, 1, 2, 3, NAN, NAN, 8, NAN);
    Impute shorter =
        (Impute)
            StepCatalogue.parse(
                "impute", Map.of("method", "linear", "causal", "mean", "longest", 1));
    assertThat(inTraining(shorter, x)).containsExactly(NAN, 1, 2, 3, NAN, NAN, 8, NAN);
  }

  @Test
  void whatIsFilledForTrainingOnlyHasAnotherWayInTheFile() {
    Impute step = Impute.by(new Previous(5)).inTraining(Kind.LINEAR);
    assertThat(filled(step, 1, NAN, NAN, 4)).containsExactly(1, 1, 1, 4);
    assertThat(step.fit(TrainingRows.all(TrainingRows.hourly(1, 2))).words())
        .containsExactly(
            "x: what is missing becomes the latest value of the 5 rows before; in training it lies on the line between"
                + " its neighbours");
  }

  @Test
  void aMethodThatLooksAheadIsRefusedWithoutACausalOne() {
    assertThatThrownBy(() -> StepCatalogue.parse("impute", Map.of("method", "spline")))
        .hasMessageContaining("the method spline looks at later rows, which a forecast cannot")
        .hasMessageContaining(
            "causal: previous (one of previous, seasonal, seasonal-mean, constant, mean, median, nearest)")
        .hasFieldOrPropertyWithValue("code", ErrorCode.CONFIG);
  }

  @Test
  void anIndicatorSaysWhereValuesWereMissing() {
    Impute step = Impute.by(new Previous(5)).withIndicator(true);
    Series series = TrainingRows.hourly(1, NAN, 3);
    assertThat(TrainingRows.of(step, "x_missing", series)).containsExactly(0, 1, 0);
  }

  @Test
  void dropLeavesEverythingAsItIs() {
    Step step = StepCatalogue.parse("impute", Map.of("method", "drop"));
    FittedStep fitted = TrainingRows.fit(step, TrainingRows.hourly(1, NAN));
    assertThat(fitted.columns()).isEmpty();
    assertThat(fitted.words())
        .containsExactly("x: what is missing stays so, and windows with it are left out");
  }

  @Test
  void columnsOfWordsAreFilledByWhatTheyWereOnly() {
    Series series = TrainingRows.hourly(List.of("x", "wind"), 1, 0, 2, NAN, 3, 1);
    TrainingRows rows = TrainingRows.all(series).withLabels("wind", "NE", "SW");
    assertThat(Impute.by(new Mean()).fit(rows).columns()).containsOnlyKeys("x");
    FittedStep previous = Impute.by(new Previous(3), "wind").fit(rows);
    assertThat(TrainingRows.of(previous, "wind", series)).containsExactly(0, 0, 1);
    assertThatThrownBy(() -> Impute.by(new Mean(), "wind").fit(rows))
        .hasMessageContaining("column wind of rows.csv holds words, as 'NE'");
  }

  @Test
  void whatCannotBeFittedIsRefused() {
    Series empty = TrainingRows.hourly(NAN, NAN, NAN);
    assertThatThrownBy(() -> TrainingRows.fit(Impute.by(new Mean(), "x"), empty))
        .hasMessageContaining("impute: column x of rows.csv has no value in the training part")
        .hasFieldOrPropertyWithValue("code", ErrorCode.DATA);
    Series short4 = TrainingRows.hourly(1, 2, 3, 4);
    assertThatThrownBy(
            () -> TrainingRows.fit(Impute.by(new Seasonal(OptionalInt.of(24), 1)), short4))
        .hasMessageContaining("the season before, of 24 rows, leads out of the training part")
        .hasMessageContaining("has 4");
    assertThatThrownBy(
            () -> TrainingRows.fit(Impute.by(new SeasonalMean(OptionalInt.of(24))), short4))
        .hasMessageContaining("has no value of x for some of the 24 places of the season");
    assertThatThrownBy(
            () ->
                Impute.by(new Seasonal(OptionalInt.empty(), 1))
                    .fit(TrainingRows.all(short4).withSeason(1)))
        .hasMessageContaining("as season: 24")
        .hasFieldOrPropertyWithValue("code", ErrorCode.CONFIG);
    assertThatThrownBy(() -> TrainingRows.fit(Impute.by(new Nearest(3, List.of())), short4))
        .hasMessageContaining("the method nearest fills x by other columns, but there is none");
    Series two = TrainingRows.hourly(List.of("x", "y"), 1, 2, NAN, 3, 4, NAN);
    assertThatThrownBy(() -> TrainingRows.fit(Impute.by(new Nearest(3, List.of())), two))
        .hasMessageContaining("only 1 row has no value of y and x missing, but 3");
    Series irregular =
        Series.of(
            "rows.csv",
            List.of("x"),
            new long[] {5, 70, 71},
            new float[] {1, 2, 3},
            Frequency.ROWS);
    assertThatThrownBy(
            () -> TrainingRows.fit(Impute.by(new SeasonalMean(OptionalInt.of(2))), irregular))
        .hasMessageContaining("the times of rows.csv follow no rule");
  }

  @Test
  void aColumnThatIsNotThereIsNamedWithTheOneThatIsMeant() {
    Series series = TrainingRows.hourly(List.of("load", "price"), 1, 2);
    assertThatThrownBy(() -> TrainingRows.fit(Impute.by(new Mean(), "laod", "sun"), series))
        .hasMessage(
            "impute: at this step rows.csv has no column 'laod' (did you mean load?), nor 'sun'. It has: load, price.")
        .hasFieldOrPropertyWithValue("code", ErrorCode.CONFIG);
  }
}
