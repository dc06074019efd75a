package io.penstock.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.error.PenstockException;
import io.penstock.formula.Formula;
import io.penstock.formula.FormulaEvaluator;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Step;
import io.penstock.series.Series;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every step. */
class StepRulesTest {
  private static final List<String> COLUMNS = List.of("x", "y", "wind");
  private static final int ROWS = 240;
  private static final int TRAINING = 150;

  static Stream<Step> steps() {
    return SampleSteps.all();
  }

  private static FittingRows training(Series series) {
    return TrainingRows.first(TRAINING, series).withLabels("wind", "NE", "SW").withSeason(24);
  }

  /** Values above 0, some of them missing after the first few rows. */
  private static float[] values(long seed) {
    Random random = new Random(seed);
    float[] values = new float[ROWS * 3];
    for (int row = 0; row < ROWS; row++) {
      boolean gap = row > 30 && random.nextInt(12) == 0;
      values[3 * row] = gap ? Float.NaN : (float) Math.exp(random.nextGaussian());
      values[3 * row + 1] = random.nextInt(12) == 0 ? Float.NaN : (float) random.nextGaussian();
      values[3 * row + 2] = random.nextInt(2);
    }
    return values;
  }

  @ParameterizedTest
  @MethodSource("steps")
  void whatComesLaterChangesNothing(Step step) {
    float[] values = values(1);
    FittedStep fitted = step.fit(training(TrainingRows.hourly(COLUMNS, values)));
    int at = 170;
    float[] perturbed = values.clone();
    for (int k = 3 * (at + 1); k < perturbed.length; k++) {
      perturbed[k] = k % 3 == 2 ? 1 - perturbed[k] : 1e3f * k;
    }
    fitted
        .columns()
        .forEach(
            (column, formula) -> {
              if (formula.ahead() > 0) {
                assertThat(step).isInstanceOf(MeanOfComing.class);
                return;
              }
              float[] before = of(formula, values);
              float[] after = of(formula, perturbed);
              assertThat(Arrays.copyOf(after, at + 1))
                  .as(column)
                  .isEqualTo(Arrays.copyOf(before, at + 1));
            });
  }

  @ParameterizedTest
  @MethodSource("steps")
  void whatComesAfterTheTrainingPartIsNotLearntFrom(Step step) {
    float[] values = values(2);
    FittedStep fitted = step.fit(training(TrainingRows.hourly(COLUMNS, values)));
    float[] perturbed = values.clone();
    Arrays.fill(perturbed, 3 * TRAINING, perturbed.length, 1e4f);
    FittedStep other = step.fit(training(TrainingRows.hourly(COLUMNS, perturbed)));
    assertThat(other.columns()).isEqualTo(fitted.columns());
    assertThat(other.inverses()).isEqualTo(fitted.inverses());
    assertThat(other.words()).isEqualTo(fitted.words());
  }

  @ParameterizedTest
  @MethodSource("steps")
  void aRowDependsOnNoMoreRowsThanItSays(Step step) {
    float[] values = values(3);
    FittedStep fitted = step.fit(training(TrainingRows.hourly(COLUMNS, values)));
    fitted
        .columns()
        .forEach(
            (column, formula) -> {
              int row = 200;
              int from = row - formula.history();
              float[] whole = of(formula, values);
              float[] cut = values.clone();
              Arrays.fill(cut, 0, 3 * from, Float.NaN);
              assertThat((Float) of(formula, cut)[row]).as(column).isEqualTo((Float) whole[row]);
            });
  }

  @ParameterizedTest
  @MethodSource("steps")
  void hostileTrainingIsRefusedInWordsOrGivesNumbers(Step step) {
    float[] empty = new float[ROWS * 3];
    Arrays.fill(empty, Float.NaN);
    float[] constant = new float[ROWS * 3];
    float[] huge = new float[ROWS * 3];
    float[] tiny = new float[ROWS * 3];
    float[] twoValues = new float[ROWS * 3];
    Random random = new Random(4);
    for (int k = 0; k < constant.length; k++) {
      boolean word = k % 3 == 2;
      empty[k] = word ? 0 : Float.NaN;
      constant[k] = word ? 0 : 7;
      huge[k] = word ? 0 : (float) Math.abs(1e30 * random.nextGaussian());
      tiny[k] = word ? 0 : Float.MIN_VALUE * (1 + random.nextInt(9));
      twoValues[k] = word ? 0 : k == 3 ? 2 : 1;
    }
    for (float[] values : List.of(empty, constant, huge, tiny, twoValues)) {
      Series series = TrainingRows.hourly(COLUMNS, values);
      try {
        FittedStep fitted = step.fit(training(series));
        assertNumbers(fitted, series);
      } catch (PenstockException e) {
        assertThat(e.getMessage()).startsWith(step.name() + ": ").endsWith(".");
      }
    }
  }

  @ParameterizedTest
  @MethodSource("steps")
  void hostileForecastsGiveNumbersOrWhatIsMissing(Step step) {
    FittedStep fitted = step.fit(training(TrainingRows.hourly(COLUMNS, values(5))));
    float[] values = values(6);
    float[] hostile = {
      Float.NaN, 0, -0f, -1, 1, 1e30f, -1e30f, Float.MIN_VALUE, -Float.MIN_VALUE, 5, 5, 5, 5, 5, 5
    };
    for (int k = 0; k < values.length; k++) {
      values[k] = k % 3 == 2 ? k % 2 : hostile[k / 3 * 7 % hostile.length];
    }
    assertNumbers(fitted, TrainingRows.hourly(COLUMNS, values));
  }

  private static void assertNumbers(FittedStep fitted, Series series) {
    fitted
        .columns()
        .forEach(
            (column, formula) -> {
              for (float value : FormulaEvaluator.of(formula, series)) {
                assertThat(Float.isInfinite(value)).as("%s is %s", column, value).isFalse();
              }
            });
  }

  private static float[] of(Formula formula, float[] values) {
    return FormulaEvaluator.of(formula, TrainingRows.hourly(COLUMNS, values));
  }
}
