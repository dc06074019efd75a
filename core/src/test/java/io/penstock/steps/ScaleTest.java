package io.penstock.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.preparation.FittedStep;
import io.penstock.preparation.Inverse;
import io.penstock.series.Series;
import io.penstock.steps.Scale.Method;
import io.penstock.steps.Scale.Unknown;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * Figures are scikit-learn 1.9.1's for {@code x = np.array([112, 118, …, 140.]).reshape(-1, 1)}:
 * {@code StandardScaler().fit(x).scale_} and so on.
 */
class ScaleTest {
  private static Inverse.Affine way(Scale step, Series series) {
    return (Inverse.Affine) TrainingRows.fit(step, series).inverses().get("x");
  }

  @Test
  void standardIsScikitLearnsStandardScaler() {
    Inverse.Affine way = way(Scale.of(Method.STANDARD, "x"), Passengers.series());
    assertThat(way.centre()).isEqualTo((float) 133.16666666666666);
    assertThat(way.scale()).isEqualTo((float) 17.18203195847983);
  }

  @Test
  void minMaxIsScikitLearnsMinMaxScalerWithAnyRange() {
    // MinMaxScaler((-1, 2)).fit(x).transform([[140.]])
    Scale step = new Scale(List.of("x"), Method.MIN_MAX, -1, 2, Optional.empty(), Unknown.ERROR);
    float[] scaled = TrainingRows.of(step, "x", Passengers.series());
    assertThat(scaled[23]).isCloseTo(0.6363636363636367f, within(1e-6f));
    assertThat(scaled[10]).isCloseTo(-1, within(1e-6f));
    assertThat(scaled[18]).isCloseTo(2, within(1e-6f));
  }

  @Test
  void robustIsScikitLearnsRobustScaler() {
    Inverse.Affine way = way(Scale.of(Method.ROBUST, "x"), Passengers.series());
    assertThat(way.centre()).isEqualTo(132.5f);
    assertThat(way.scale()).isEqualTo(24);
  }

  @Test
  void maxAbsIsScikitLearnsMaxAbsScaler() {
    // MaxAbsScaler().fit([[-3], [1], [2.5], [0], [-7.25]]).scale_
    Inverse.Affine way =
        way(Scale.of(Method.MAX_ABS, "x"), TrainingRows.hourly(-3, 1, 2.5f, 0, -7.25f));
    assertThat(way.centre()).isZero();
    assertThat(way.scale()).isEqualTo(7.25f);
  }

  @Test
  void aConstantColumnIsDividedByOne() {
    for (Method method : List.of(Method.STANDARD, Method.MIN_MAX, Method.ROBUST)) {
      float[] scaled =
          TrainingRows.of(Scale.of(method, "x"), "x", TrainingRows.hourly(7, 7, Float.NaN, 7));
      assertThat(scaled).containsExactly(0, 0, Float.NaN, 0);
    }
    float[] zeros = TrainingRows.of(Scale.of(Method.MAX_ABS), "x", TrainingRows.hourly(0, 0));
    assertThat(zeros).containsOnly(0);
  }

  @Test
  void nothingElseScalesWhatAStepHasScaledEvenByNothing() {
    FittedStep step = TrainingRows.fit(Scale.of(Method.NONE), Passengers.series());
    assertThat(step.scaled()).containsExactly("x");
    assertThat(TrainingRows.of(step, "x", Passengers.series())).isEqualTo(Passengers.values());
  }

  @Test
  void eachSeriesCanHaveNumbersOfItsOwn() {
    Series series = TrainingRows.hourly(List.of("x", "shop"), 1, 0, 3, 0, 100, 1, 300, 1, 5, -1);
    TrainingRows rows = TrainingRows.first(4, series).withLabels("shop", "A", "B");
    Scale step = new Scale(List.of("x"), Method.STANDARD, 0, 1, Optional.of("shop"), Unknown.ERROR);

    FittedStep fitted = step.fit(rows);
    float[] scaled = TrainingRows.of(fitted, "x", series);
    assertThat(scaled).startsWith(-1, 1, -1, 1);
    assertThat(fitted.othersAllowed()).isEmpty();
    assertThat(TrainingRows.back(fitted.inverses().get("x"), scaled, series))
        .startsWith(1, 3, 100, 300);

    Scale lenient =
        new Scale(List.of("x"), Method.STANDARD, 0, 1, Optional.of("shop"), Unknown.OVERALL);
    FittedStep known = lenient.fit(rows);
    assertThat(known.othersAllowed()).containsExactly("shop");
    // Of an unknown shop, by mean 101 and deviation 121.66 of all rows.
    assertThat(TrainingRows.of(known, "x", series)[4]).isCloseTo(-0.78907f, within(1e-4f));
  }

  @Test
  void whatCannotBeIsRefused() {
    assertThatThrownBy(
            () -> new Scale(List.of(), Method.MIN_MAX, 1, 1, Optional.empty(), Unknown.ERROR))
        .hasMessage("scale: high is 1, but must be a number above 1.");
    assertThatThrownBy(
            () ->
                TrainingRows.fit(
                    Scale.of(Method.STANDARD, "x"), TrainingRows.hourly(Float.NaN, Float.NaN)))
        .hasMessageContaining("scale: column x of rows.csv has no value in the training part")
        .hasMessageContaining("row 1 to row 2");
    assertThatThrownBy(
            () ->
                TrainingRows.fit(
                    Scale.of(Method.STANDARD), TrainingRows.hourly(1, Float.POSITIVE_INFINITY)))
        .hasMessageContaining("infinite value at row 2");
    Scale bySeries =
        new Scale(List.of("x"), Method.STANDARD, 0, 1, Optional.of("series"), Unknown.ERROR);
    assertThatThrownBy(() -> TrainingRows.fit(bySeries, Passengers.series()))
        .hasMessageContaining("per series is asked for, but rows.csv holds one series");
    Scale byShop = new Scale(List.of("x"), Method.STANDARD, 0, 1, Optional.of("x"), Unknown.ERROR);
    assertThatThrownBy(() -> TrainingRows.fit(byShop, Passengers.series()))
        .hasMessageContaining("column x of rows.csv holds numbers, not words");
  }
}
