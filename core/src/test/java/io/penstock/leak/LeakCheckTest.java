package io.penstock.leak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.fitting.OwnStep;
import io.penstock.formula.Formula;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.FittingRows;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.TrainingFill;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import io.penstock.testing.RandomFormulas;
import io.penstock.testing.RandomFormulas.Kind;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class LeakCheckTest {
  private static final Frequency HOURLY = new Frequency(1, TimeStep.HOUR);
  private static final Formula X = Formula.column("c0");
  private final Series series =
      RandomFormulas.series(
          new Random(3), HOURLY, 0, 120, List.of(Kind.ORDINARY, Kind.WITH_RUNS_MISSING));

  private static Experiment with(Function<FittingRows, FittedStep> fitting) {
    return Experiment.forecast("c0").steps(new OwnStep(fitting)).build();
  }

  @Test
  void scalingAloneLeaksNothing() {
    assertThat(LeakCheck.find(series, any -> Experiment.forecast("c0").build())).isEmpty();
  }

  @Test
  void whateverIsMadeOfFormulasLeaksNothing() {
    for (int seed = 0; seed < 40; seed++) {
      Random random = new Random(seed);
      Formula drawn = new RandomFormulas(random, series.columns(), HOURLY).next(4);
      Experiment experiment =
          Experiment.forecast("c0")
              .features("c0", "c1")
              .steps(
                  new OwnStep(
                      rows ->
                          // Compared, so that no drawn infinity keeps it from being scaled.
                          FittedStep.of(Map.of("c1", drawn.isBelow(X)), List.of("drawn"))))
              .build();
      assertThat(LeakCheck.find(series, any -> experiment))
          .as("seed %d: %s", seed, drawn)
          .isEmpty();
    }
  }

  @Test
  void aStepThatWasGivenTheMeanOfAllRowsIsCaught() {
    Function<Series, Experiment> leaking =
        whole -> {
          double sum = 0;
          for (int row = 0; row < whole.rows(); row++) {
            float value = whole.value(row, 0);
            sum += Float.isNaN(value) ? 0 : value;
          }
          Formula mean = Formula.constant(sum / whole.rows());
          return with(rows -> FittedStep.adding("centred", X.minus(mean), "leaks"));
        };
    assertThat(LeakCheck.find(series, leaking))
        .isNotEmpty()
        .allSatisfy(leak -> assertThat(leak.column()).isEqualTo("centred"))
        .first()
        .satisfies(leak -> assertThat(leak.toString()).contains("it knows of later rows"));
  }

  @Test
  void aStepThatWasGivenTheMeanOfOneOfSeveralSeriesIsCaught() {
    Series panel = Series.together("panel.csv", "id", Map.of("a", series, "b", series));
    Function<Series, Experiment> leaking =
        whole -> {
          double sum = 0;
          for (int row = 0; row < series.rows(); row++) {
            float value = whole.value(row, 0);
            sum += Float.isNaN(value) ? 0 : value;
          }
          Formula mean = Formula.constant(sum / series.rows());
          return with(rows -> FittedStep.adding("centred", X.minus(mean), "leaks"));
        };
    assertThat(panel.columns().get(0)).isEqualTo("c0");
    assertThat(LeakCheck.find(panel, any -> with(rows -> FittedStep.adding("x", X, "fair"))))
        .isEmpty();
    assertThat(LeakCheck.find(panel, leaking))
        .isNotEmpty()
        .allSatisfy(leak -> assertThat(leak.column()).isEqualTo("centred"));
  }

  @Test
  void aFillForTrainingThatLooksBeyondTheTrainingPartIsCaught() {
    Function<Series, Experiment> leaking =
        whole -> {
          TrainingFill fill =
              (values, segments) -> {
                float[] filled = values.clone();
                filled[5] = whole.value(whole.rows() - 1, 0);
                return filled;
              };
          return with(
              rows ->
                  FittedStep.of(Map.of("c0", X), List.of("leaks")).inTraining(Map.of("c0", fill)));
        };
    assertThat(LeakCheck.find(series, leaking)).isNotEmpty();
  }

  @Test
  void aFillThatLooksAtBothSidesWithinTheTrainingPartIsNone() {
    TrainingFill fill =
        (values, segments) -> {
          float[] filled = values.clone();
          for (int row = 1; row < values.length - 1; row++) {
            filled[row] = (values[row - 1] + values[row + 1]) / 2;
          }
          return filled;
        };
    Experiment experiment =
        with(
            rows ->
                FittedStep.of(Map.of("c0", X), List.of("smooths")).inTraining(Map.of("c0", fill)));
    assertThat(LeakCheck.find(series, any -> experiment)).isEmpty();
  }

  @Test
  void whatTheWayBackReadsIsLookedAtToo() {
    Function<Series, Experiment> leaking =
        whole -> {
          Formula last = Formula.constant(whole.value(whole.rows() - 1, 0));
          return with(
              rows ->
                  FittedStep.of(Map.of("c0", X.minus(X.lag(1))), List.of("differences"))
                      .inverting(Map.of("c0", new Inverse.Undifference(1, X.plus(last)))));
        };
    assertThat(LeakCheck.find(series, leaking))
        .isNotEmpty()
        .allSatisfy(leak -> assertThat(leak.column()).isEqualTo("the way back to c0"));
  }

  @Test
  void aFeatureThatLooksAheadIsRefusedBeforeItIsTried() {
    Experiment experiment =
        Experiment.forecast("c0")
            .features("c0", "next")
            .steps(
                new OwnStep(
                    rows -> FittedStep.adding("next", new Formula.Shift(X, -1), "looks ahead")))
            .build();
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> LeakCheck.find(series, any -> experiment))
        .withMessage(
            "The column 'next' looks 1 rows ahead, which a forecast cannot: it can be a target, but not a feature.");
  }
}
