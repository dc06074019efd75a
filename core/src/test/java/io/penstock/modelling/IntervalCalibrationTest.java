package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.SampleSeries;
import io.penstock.dataset.Windows;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.IntervalWish;
import io.penstock.experiment.Split;
import io.penstock.model.Calibration;
import io.penstock.model.Intervals;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.preparation.Step;
import io.penstock.series.Series;
import io.penstock.steps.StepCatalogue;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Networks that forecast the last value, or about it, of a series of independent steps. */
class IntervalCalibrationTest {
  private static final IntervalWish CONFORMAL = IntervalWish.of(Intervals.Method.CONFORMAL);
  private static final IntervalWish ADAPTIVE = IntervalWish.of(Intervals.Method.ADAPTIVE);
  private static final Step LOG = StepCatalogue.parse("log", Map.of("columns", List.of("walk")));
  private static final Step DIFFERENCE =
      StepCatalogue.parse("difference", Map.of("columns", List.of("walk")));

  /** A walk of many small factors, whose steps are now greater and now smaller. */
  private static final Series SERIES = series(6000);

  private static Series series(int rows) {
    Random random = new Random(9);
    float[] values = new float[rows * 4];
    double walk = 0;
    for (int row = 0; row < rows; row++) {
      double size = row / 400 % 2 == 0 ? 0.02 : 0.1;
      walk = 0.95 * walk + size * random.nextGaussian();
      values[row * 4] = (float) (50 * Math.exp(walk));
      values[row * 4 + 1] = random.nextInt(2);
      values[row * 4 + 2] = row < 0.8 * rows ? 3 : random.nextFloat();
      values[row * 4 + 3] = (float) random.nextGaussian();
    }
    return SampleSeries.hourly(List.of("walk", "label", "settled", "noise"), values, Set.of());
  }

  private static Experiment.Builder experiment() {
    return Experiment.forecast("walk")
        .features("walk")
        .lookBack(24)
        .horizon(3)
        .split(new Split.ByFraction(0.4, 0.3));
  }

  private static float[] zeros(PreparedExperiment prepared, Windows windows) {
    float[] outputs = new float[windows.windows() * prepared.network().outputs()];
    int parameters = prepared.network().head().parameters();
    for (int i = 0; i < outputs.length; i++) {
      // Quantiles that are too near, and a scale that is.
      outputs[i] = parameters == 1 ? 0 : (i % parameters - 1) * 0.05f;
    }
    return outputs;
  }

  static Stream<Experiment.Builder> experiments() {
    Head quantiles = new Head.Quantiles(List.of(0.1, 0.5, 0.9));
    return Stream.of(CONFORMAL, ADAPTIVE)
        .flatMap(
            wish ->
                Stream.of(
                        experiment(),
                        experiment().anchor(Anchor.LAST_VALUE.withScaled(true)),
                        experiment().head(quantiles),
                        experiment().head(new Head.Quantiles(List.of(0.3))),
                        experiment().head(new Head.Gaussian()),
                        experiment().targets(List.of("noise", "walk")).features("walk", "noise"),
                        experiment().steps(LOG),
                        experiment().steps(LOG, DIFFERENCE).anchor(Anchor.NONE),
                        experiment().steps(DIFFERENCE).anchor(Anchor.NONE),
                        experiment().steps(LOG).head(quantiles))
                    .map(builder -> builder.intervals(wish)));
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void whatIsLearntFromTheValidationPartHoldsForIt(Experiment.Builder builder) {
    PreparedExperiment prepared = PreparedExperiment.of(SERIES, builder.build());
    Intervals intervals =
        IntervalCalibration.of(prepared, windows -> zeros(prepared, windows)).orElseThrow();
    int[] starts = prepared.validation().starts();
    Windows windows = prepared.windows(starts);
    float[] ends =
        Outputs.toRaw(
            zeros(prepared, windows),
            windows,
            prepared.network(),
            prepared.preparation(),
            Calibration.NONE.withIntervals(intervals));
    float[] plain =
        Outputs.toRaw(
            zeros(prepared, windows), windows, prepared.network(), prepared.preparation());
    int targets = prepared.network().targets();
    int horizon = prepared.network().horizon();
    int parameters = prepared.network().head().parameters();

    assertThat(intervals.windows()).isEqualTo(starts.length);
    for (int output = 0; output < horizon * targets; output++) {
      int column = prepared.truth().columns()[output % targets];
      int row = prepared.network().lookBack() + output / targets;
      int below = 0;
      int above = 0;
      for (int i = 0; i < starts.length; i++) {
        int at = i * horizon * targets + output;
        float truth = SERIES.value(starts[i] + row, column);
        below += truth < ends[3 * at] ? 1 : 0;
        above += truth > ends[3 * at + 2] ? 1 : 0;
        assertThat(ends[3 * at + 1])
            .isEqualTo(plain[at * parameters + prepared.network().head().point()])
            .isBetween(ends[3 * at], ends[3 * at + 2]);
      }
      // n − ⌈(n + 1) · 0.95⌉ are left out on each side, or one more by rounding.
      int left = starts.length - (int) Math.ceil((starts.length + 1) * 0.95 - 1e-9);
      assertThat(below).as("below, output %d", output).isBetween(left - 1, left + 1);
      assertThat(above).as("above, output %d", output).isBetween(left - 1, left + 1);
    }
  }

  @Test
  void ofALogarithmAnIntervalIsAFactorAndStaysAboveZero() {
    PreparedExperiment prepared =
        PreparedExperiment.of(SERIES, experiment().steps(LOG).intervals(CONFORMAL).build());
    Intervals intervals =
        IntervalCalibration.of(prepared, windows -> zeros(prepared, windows)).orElseThrow();
    Windows windows = prepared.windows(prepared.test().starts());
    float[] ends =
        Outputs.toRaw(
            zeros(prepared, windows),
            windows,
            prepared.network(),
            prepared.preparation(),
            Calibration.NONE.withIntervals(intervals));

    for (int at = 0; at < ends.length; at += 9) {
      assertThat(ends[at]).isPositive();
      assertThat(ends[at + 2] / ends[at + 1]).isCloseTo(ends[2] / ends[1], within(1e-4f));
    }
  }

  @Test
  void adaptiveIntervalsAreWiderAfterWindowsThatChangeMuch() {
    PreparedExperiment prepared =
        PreparedExperiment.of(SERIES, experiment().intervals(ADAPTIVE).build());
    Intervals intervals =
        IntervalCalibration.of(prepared, windows -> zeros(prepared, windows)).orElseThrow();
    // Rows 4800 to 5200 are calm, those before are not.
    Windows windows = prepared.windows(new int[] {4700, 5100});
    float[] ends =
        Outputs.toRaw(
            zeros(prepared, windows),
            windows,
            prepared.network(),
            prepared.preparation(),
            Calibration.NONE.withIntervals(intervals));

    double stirring = mean(4700);
    double calm = mean(5100);
    assertThat(stirring).isGreaterThan(3 * calm);
    double usual = intervals.changes().get(0) * prepared.preparation().target(0).scale();
    double least = Intervals.LEAST_CHANGE * usual;
    assertThat((ends[2] - ends[0]) / (ends[11] - ends[9]))
        .isCloseTo((float) (Math.max(stirring, least) / Math.max(calm, least)), within(1e-3f));
  }

  private static double mean(int start) {
    double sum = 0;
    for (int row = start + 1; row < start + 24; row++) {
      sum += Math.abs((double) SERIES.value(row, 0) - SERIES.value(row - 1, 0));
    }
    return sum / 23;
  }

  @Test
  void whatCannotBeHadIsRefusedBeforeTraining() {
    refused(
        Experiment.forecast("label").head(new Head.Sigmoid()).lookBack(5).intervals(CONFORMAL),
        ErrorCode.CONFIG,
        "Intervals are around forecasts of values, and the head sigmoid gives probabilities. Take another head, or no"
            + " intervals.");
    refused(
        experiment().intervals(CONFORMAL).split(new Split.ByFraction(0.8, 0)),
        ErrorCode.CONFIG,
        "Intervals are learnt from the validation part, but no window lies in it. Give that part more rows, take a"
            + " shorter look-back or horizon, or no intervals.");
    refused(
        experiment().intervals(CONFORMAL).split(new Split.ByCount(20, 100)),
        ErrorCode.DATA,
        "Intervals that hold 0.9 of the truths need at least 19 windows in the validation part, and it has 18. Give that"
            + " part more rows, or ask for a lower coverage.");
    refused(
        experiment().features("noise").intervals(ADAPTIVE),
        ErrorCode.CONFIG,
        "Adaptive intervals follow the changes of walk from row to row in the window, but that is no feature. Name it"
            + " among the features, or take the method conformal.");
    refused(
        experiment().lookBack(1).intervals(ADAPTIVE),
        ErrorCode.CONFIG,
        "Adaptive intervals follow the changes of walk from row to row in the window, but that has one row. Take a"
            + " longer look-back, or take the method conformal.");
  }

  private static void refused(Experiment.Builder experiment, ErrorCode code, String message) {
    assertThatThrownBy(() -> PreparedExperiment.of(SERIES, experiment.build()))
        .isInstanceOfSatisfying(PenstockException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessage(message);
  }
}
