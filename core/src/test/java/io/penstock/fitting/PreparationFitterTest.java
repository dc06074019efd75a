package io.penstock.fitting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.penstock.SampleSeries;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.parts.Parts;
import io.penstock.parts.TrainingPart;
import io.penstock.preparation.ColumnScaling;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Scaling;
import io.penstock.series.Series;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PreparationFitterTest {
  private static final float NAN = Float.NaN;
  private static final Split HALF = new Split.ByFraction(0.5, 0.25);

  /**
   * scikit-learn 1.9.1: {@code StandardScaler().fit([[3.5], [nan], [-1.25], [8.0], [2.0]])} has
   * mean_ 3.0625 and scale_ 3.32779488.
   */
  @Test
  void standardScalingIsByMeanAndPopulationDeviationOfTheValuesThatAreThere() {
    ColumnScaling y = fit(Scaling.STANDARD, 3.5f, NAN, -1.25f, 8, 2);
    assertThat(y.centre()).isEqualTo(3.0625f);
    assertThat(y.scale()).isEqualTo(3.32779488f);
  }

  /**
   * scikit-learn 1.9.1: {@code MinMaxScaler().fit(…)} of the same has data_min_ -1.25 and
   * data_range_ 9.25.
   */
  @Test
  void minMaxScalingIsToZeroAndOne() {
    ColumnScaling y = fit(Scaling.MIN_MAX, 3.5f, NAN, -1.25f, 8, 2);
    assertThat(y).isEqualTo(new ColumnScaling("y", -1.25f, 9.25f));
    assertThat(y.apply(-1.25f)).isZero();
    assertThat(y.apply(8)).isEqualTo(1);
  }

  /** The quartiles of -1.25, 2, 3.5 and 8 are 1.1875, 2.75 and 4.625. */
  @Test
  void robustScalingIsByMedianAndInterquartileRange() {
    assertThat(fit(Scaling.ROBUST, 3.5f, NAN, -1.25f, 8, 2))
        .isEqualTo(new ColumnScaling("y", 2.75f, 3.4375f));
    // Half of them are the same: the deviation of 1, 1, 1, 1, 6 is 2.
    assertThat(fit(Scaling.ROBUST, 1, 1, 6, 1, 1)).isEqualTo(new ColumnScaling("y", 1, 2));
  }

  @Test
  void scalingByTheGreatestSizeLeavesZeroWhereItIs() {
    assertThat(fit(Scaling.MAX_ABS, 3.5f, NAN, -9.25f, 8, 2))
        .isEqualTo(new ColumnScaling("y", 0, 9.25f));
  }

  @Test
  void noScalingChangesNothing() {
    assertThat(fit(Scaling.NONE, 3.5f, NAN, -1.25f)).isEqualTo(new ColumnScaling("y", 0, 1));
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void noValueAfterTheTrainingPartIsSeen(Scaling scaling) {
    float[] values = SampleSeries.random(new Random(7), 3 * 200, 0.1);
    float[] changed = values.clone();
    Arrays.fill(changed, 3 * 100, 3 * 150, 1e30f);
    Arrays.fill(changed, 3 * 150, 3 * 180, NAN);
    Arrays.fill(changed, 3 * 180, 3 * 200, Float.POSITIVE_INFINITY);
    List<String> names = List.of("a", "b", "c");
    assertThat(fit(names, changed, List.of(), List.of("b"), scaling))
        .isEqualTo(fit(names, values, List.of(), List.of("b"), scaling));
    changed[3 * 99] += 5;
    if (scaling == Scaling.STANDARD) {
      assertThat(fit(names, changed, List.of(), List.of("b"), scaling))
          .isNotEqualTo(fit(names, values, List.of(), List.of("b"), scaling));
    }
  }

  @Test
  void theInputsAreFeaturesAndTargetsInTheOrderOfTheSeries() {
    List<String> names = List.of("a", "b", "c", "d");
    float[] values = SampleSeries.random(new Random(1), 4 * 20, 0);
    Preparation preparation =
        fit(names, values, List.of("d", "a"), List.of("c", "a"), Scaling.STANDARD);
    assertThat(preparation.inputs()).containsExactly("a", "c", "d");
    assertThat(preparation.featureNames()).containsExactly("d", "a");
    assertThat(preparation.targetNames()).containsExactly("c", "a");
    assertThat(preparation.scaling()).isEqualTo(Scaling.STANDARD);
  }

  @Test
  void withoutFeaturesNamedAllColumnsAreRead() {
    List<String> names = List.of("a", "b", "c");
    float[] values = SampleSeries.random(new Random(1), 3 * 20, 0);
    Preparation preparation = fit(names, values, List.of(), List.of("b"), Scaling.STANDARD);
    assertThat(preparation.featureNames()).containsExactly("a", "b", "c");
  }

  @ParameterizedTest
  @EnumSource(
      value = Scaling.class,
      names = {"STANDARD", "MIN_MAX"})
  void aFeatureThatIsConstantToARuntimeWithoutSubnormalNumbersIsCentredOnly(Scaling scaling) {
    for (float change : new float[] {0, 1e-40f}) {
      float[] values = {0, 1, change, 2, 0, 3, 0, 4, 5, 5, 6, 6, 7, 7, 8, 8};
      Preparation preparation =
          fit(List.of("x", "y"), values, List.of("x", "y"), List.of("y"), scaling);
      assertThat(preparation.columns().get(0).scale()).isEqualTo(1);
    }
    float[] tenths = {0.1f, 1, 0.1f, 2, 0.1f, 3, 0.2f, 4, 5, 5, 6, 6};
    assertThat(fit(List.of("x", "y"), tenths, List.of(), List.of("y"), scaling).columns().get(0))
        .isEqualTo(new ColumnScaling("x", 0.1f, 1));
  }

  @Test
  void aLargeOffsetDoesNotDrownTheDeviation() {
    int rows = 100_000;
    float[] values = new float[2 * rows];
    for (int row = 0; row < 2 * rows; row++) {
      values[row] = 8_000_000 + row % 2;
    }
    ColumnScaling y =
        fit(List.of("y"), values, List.of(), List.of("y"), Scaling.STANDARD).target(0);
    assertThat(y.scale()).isCloseTo(0.5f, within(1e-6f));
    assertThat(y.centre()).isEqualTo((float) 8_000_000.5);
  }

  @ParameterizedTest
  @EnumSource(Scaling.class)
  void extremeValuesGiveFiniteScales(Scaling scaling) {
    for (float extreme : new float[] {1e30f, 1.5e38f, 1e-30f, 1e-37f}) {
      ColumnScaling y = fit(scaling, extreme, -extreme, 0, extreme / 2);
      assertThat(y.scale()).isFinite().isPositive();
      assertThat(y.apply(extreme)).isFinite();
      assertThat(y.apply(-extreme)).isFinite();
      assertThat(y.invert(y.apply(extreme))).isCloseTo(extreme, within(extreme * 1e-6f));
    }
  }

  @Test
  void oneDifferentValueAmongManyGivesAScaleThatCanBeDividedBy() {
    float[] training = new float[10_000];
    training[0] = 2 * Float.MIN_NORMAL;
    assertThat(fit(Scaling.STANDARD, training).scale()).isEqualTo(Float.MIN_NORMAL);
  }

  @Test
  void aConstantTargetIsRefused() {
    assertError(ErrorCode.DATA, List.of("y"), List.of(4f, 4f, NAN, 4f), List.of(), List.of("y"))
        .withMessageContaining("target y of sample.csv is 4.0 in every row of the training part")
        .withMessageContaining("row 1 (2020-01-01T00:00) to row 4 (2020-01-01T03:00)")
        .withMessageContaining("Choose another target");
  }

  @Test
  void aColumnWithoutValuesInTheTrainingPartIsRefused() {
    List<Float> values = List.of(1f, NAN, 2f, NAN, 3f, NAN, 4f, NAN);
    List<String> names = List.of("y", "x");
    assertError(ErrorCode.DATA, names, values, List.of(), List.of("y"))
        .withMessageContaining("Column x of sample.csv has no value in the training part")
        .withMessageContaining("Leave it out, or");
    assertError(ErrorCode.DATA, names, values, List.of("y"), List.of("x"))
        .withMessageContaining("Column x of sample.csv has no value in the training part")
        .withMessageContaining("Choose another target");
  }

  @Test
  void anInfiniteValueIsRefusedWithItsRow() {
    List<Float> values = List.of(1f, 2f, Float.NEGATIVE_INFINITY, 4f);
    assertError(ErrorCode.DATA, List.of("y"), values, List.of(), List.of("y"))
        .withMessageContaining("infinite value in column y at row 3 (2020-01-01T02:00)");
  }

  @Test
  void valuesTooFarApartForAFloatAreRefused() {
    List<Float> values = List.of(-3e38f, 3e38f, 0f, 1f);
    assertError(ErrorCode.DATA, List.of("y"), values, List.of(), List.of("y"))
        .withMessageContaining("from -3.0E38 to 3.0E38")
        .withMessageContaining("greater unit");
  }

  @Test
  void anUnknownColumnIsRefusedWithTheNearestThereIs() {
    List<String> names = List.of("passengers", "temperature");
    List<Float> values = List.of(1f, 2f, 3f, 4f);
    assertError(ErrorCode.CONFIG, names, values, List.of(), List.of("Pasengers"))
        .withMessageContaining("sample.csv has no column 'Pasengers', which is to be a target")
        .withMessageContaining("Did you mean passengers?")
        .withMessageContaining("It has: passengers, temperature.");
    assertError(ErrorCode.CONFIG, names, values, List.of("price"), List.of("passengers"))
        .withMessageContaining("'price', which is to be a feature. It has")
        .withMessageNotContaining("Did you mean");
  }

  @Test
  void aColumnNamedTwiceIsRefused() {
    List<Float> values = List.of(1f, 2f, 3f, 4f);
    assertError(ErrorCode.CONFIG, List.of("y"), values, List.of(), List.of("y", "y"))
        .withMessageContaining("'y' is named twice as a target");
  }

  @Test
  void whatIsKnownOfTheFutureIsAColumnOfTheModelAndTheWeightsAreNone() {
    List<String> names = List.of("a", "b", "c", "d", "w");
    TrainingPart part = training(names, SampleSeries.random(new Random(1), 5 * 20, 0));
    Experiment.Builder experiment = Experiment.forecast("c").future("d", "b").weights("w");
    Preparation all = PreparationFitter.fit(part, experiment.build(), 1).preparation();
    assertThat(all.inputs()).containsExactly("a", "b", "c", "d");
    assertThat(all.featureNames()).containsExactly("a", "b", "c", "d");
    assertThat(all.futureNames()).containsExactly("d", "b");
    Preparation named =
        PreparationFitter.fit(part, experiment.features("c").build(), 1).preparation();
    assertThat(named.inputs()).containsExactly("b", "c", "d");
    assertThat(named.featureNames()).containsExactly("c");
    assertThat(named.futureNames()).containsExactly("d", "b");
    assertThat(named.columns()).isSubsetOf(all.columns());
  }

  @Test
  void columnsOfTheFutureAndOfWeightsThatCannotBeAreRefused() {
    refused(Experiment.forecast("a").future("bb"))
        .withMessageContaining("no column 'bb', which is to be a column known of the future")
        .withMessageContaining("It has: a, b, c");
    refused(Experiment.forecast("a").future("b", "b"))
        .withMessageContaining("'b' is named twice as a column known of the future");
    refused(Experiment.forecast("a", "b").future("c", "b"))
        .withMessageContaining("The column 'b' is a target and cannot be known of the future.");
    refused(Experiment.forecast("a").weights("x"))
        .withMessageContaining("no column 'x', which is to be a weight");
    refused(Experiment.forecast("a").weights("a"))
        .withMessageContaining("The column 'a' is a target and cannot be a weight.");
    refused(Experiment.forecast("a").features("a", "c").weights("c"))
        .withMessageContaining("The column 'c' is a weight and cannot be a feature.");
    refused(Experiment.forecast("a").features("a").future("c").weights("c"))
        .withMessageContaining("The column 'c' is a weight and cannot be known of the future.");
  }

  private static ThrowableAssertAlternative<PenstockException> refused(
      Experiment.Builder experiment) {
    TrainingPart part =
        training(List.of("a", "b", "c"), SampleSeries.random(new Random(1), 3 * 20, 0));
    return assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> PreparationFitter.fit(part, experiment.build(), 1).preparation())
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG));
  }

  /** Fits on values that all are training; as many are put after them. */
  private static ColumnScaling fit(Scaling scaling, float... training) {
    float[] values = Arrays.copyOf(training, 2 * training.length);
    return fit(List.of("y"), values, List.of(), List.of("y"), scaling).target(0);
  }

  private static Preparation fit(
      List<String> columns,
      float[] values,
      List<String> features,
      List<String> targets,
      Scaling scaling) {
    return PreparationFitter.fit(
            training(columns, values),
            Experiment.forecast("y")
                .targets(targets)
                .features(features.toArray(new String[0]))
                .scaling(scaling)
                .build(),
            1)
        .preparation();
  }

  private static TrainingPart training(List<String> columns, float[] values) {
    Series series = SampleSeries.hourly(columns, values, Set.of());
    return Parts.of(series, HALF).training();
  }

  private static ThrowableAssertAlternative<PenstockException> assertError(
      ErrorCode code,
      List<String> columns,
      List<Float> training,
      List<String> features,
      List<String> targets) {
    float[] values = new float[2 * training.size()];
    for (int i = 0; i < training.size(); i++) {
      values[i] = training.get(i);
    }
    return assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> fit(columns, values, features, targets, Scaling.STANDARD))
        .satisfies(e -> assertThat(e.code()).isEqualTo(code));
  }
}
