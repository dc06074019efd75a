package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.SampleSeries;
import io.penstock.dataset.Windows;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.fitting.OwnStep;
import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Elapsed;
import io.penstock.formula.Formula.Lookup;
import io.penstock.formula.Formula.Phase;
import io.penstock.formula.Formula.Unary;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Scaling;
import io.penstock.preparation.Step;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A network that gives the very truth must forecast it, whatever steps have made of the target. */
class WayBackTest {
  private static final Frequency HOUR = new Frequency(1, TimeStep.HOUR);
  private static final Formula Y = Formula.column("y");
  private static final Formula VALUE = Formula.column(Inverse.Pointwise.VALUE);

  /** Positive values that grow, and a code of 0 or 1. */
  private final Series series = series(400);

  private static Series series(int rows) {
    Random random = new Random(11);
    float[] values = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      values[2 * row] = (float) (20 + 0.1 * row + 5 * Math.sin(row / 4.0) + random.nextDouble());
      values[2 * row + 1] = row / 7 % 2;
    }
    return SampleSeries.hourly(List.of("y", "code"), values, Set.of());
  }

  static final Step LOG =
      transform(
          new Unary(Unary.Function.LOGARITHM, Y),
          new Inverse.Pointwise(new Unary(Unary.Function.EXPONENTIAL, VALUE)));

  static final Step TREND =
      transform(
          Y.minus(new Elapsed(HOUR, 438_000).times(Formula.constant(0.01))),
          new Inverse.Plus(new Elapsed(HOUR, 438_000).times(Formula.constant(0.01))));

  static final Step SEASON =
      transform(
          Y.over(new Lookup(new Phase(HOUR, 3), List.of(1f, 2f, 0.5f))),
          new Inverse.Times(new Lookup(new Phase(HOUR, 3), List.of(1f, 2f, 0.5f))));

  static final Step AFFINE =
      transform(Y.minus(Formula.constant(5)).over(Formula.constant(2)), new Inverse.Affine(5, 2));

  static final Step OF_CODE =
      transform(
          Y.minus(new Lookup(Formula.column("code"), List.of(3f, 8f)))
              .over(new Lookup(Formula.column("code"), List.of(2f, 4f))),
          new Inverse.OfLastRow(
              new Lookup(Formula.column("code"), List.of(3f, 8f)),
              new Lookup(Formula.column("code"), List.of(2f, 4f))));

  private static Step difference(int lag) {
    return transform(Y.minus(Y.lag(lag)), new Inverse.Undifference(lag, Y));
  }

  private static Step transform(Formula formula, Inverse inverse) {
    return OwnStep.always(
        FittedStep.of(Map.of("y", formula), List.of("changes y")).inverting(Map.of("y", inverse)));
  }

  static Stream<List<Step>> chains() {
    return Stream.of(
        List.of(),
        List.of(LOG),
        List.of(TREND),
        List.of(SEASON),
        List.of(AFFINE),
        List.of(difference(1)),
        List.of(difference(2)),
        List.of(difference(24)),
        List.of(LOG, difference(1)),
        List.of(SEASON, LOG, TREND, difference(3), difference(1)),
        List.of(AFFINE, difference(1), AFFINE));
  }

  @ParameterizedTest
  @MethodSource("chains")
  void theTruthComesBackInItsOwnUnit(List<Step> steps) {
    for (Anchor anchor : List.of(Anchor.NONE, Anchor.LAST_VALUE)) {
      for (Scaling scaling : Scaling.values()) {
        requireTruth(
            Experiment.forecast("y")
                .lookBack(5)
                .horizon(7)
                .steps(steps)
                .anchor(anchor)
                .scaling(scaling)
                .build());
      }
    }
  }

  @Test
  void numbersOfTheLastRowLeadBackWhereTheyHoldForTheRowsForecast() {
    // The code of a row lasts for seven rows, of which one is forecast.
    PreparedExperiment prepared =
        PreparedExperiment.of(
            series, Experiment.forecast("y").lookBack(4).horizon(1).steps(OF_CODE).build());
    int[] starts =
        IntStream.of(prepared.training().starts()).filter(start -> start % 7 == 1).toArray();
    requireTruth(prepared, starts);
  }

  private void requireTruth(Experiment experiment) {
    PreparedExperiment prepared = PreparedExperiment.of(series, experiment);
    requireTruth(prepared, prepared.training().starts());
  }

  private void requireTruth(PreparedExperiment prepared, int[] starts) {
    assertThat(starts.length).isGreaterThan(10);
    Windows windows = prepared.windows(starts);
    int horizon = prepared.network().horizon();
    float[] outputs = new float[starts.length * horizon];
    windows
        .batch(IntStream.range(0, starts.length).toArray(), 0, starts.length)
        .targets(FloatBuffer.wrap(outputs));
    float[] raw = Outputs.toRaw(outputs, windows, prepared.network(), prepared.preparation());
    for (int i = 0; i < starts.length; i++) {
      for (int step = 0; step < horizon; step++) {
        float truth = series.value(starts[i] + prepared.network().lookBack() + step, 0);
        assertThat(raw[i * horizon + step]).isCloseTo(truth, within(2e-3f));
      }
    }
  }

  @Test
  void everyQuantileIsLedBackAndTheyStayInOrder() {
    Experiment experiment =
        Experiment.forecast("y")
            .lookBack(5)
            .horizon(3)
            .steps(LOG, TREND, difference(3))
            .anchor(Anchor.NONE)
            .head(new Head.Quantiles(List.of(0.1, 0.5, 0.9)))
            .build();
    PreparedExperiment prepared = PreparedExperiment.of(series, experiment);
    int[] starts = {prepared.training().starts()[0]};
    float[] outputs = {1, 0, -1, 0.5f, 0, -0.5f, 0, 0, 0};
    float[] raw =
        Outputs.toRaw(
            outputs, prepared.windows(starts), prepared.network(), prepared.preparation());
    for (int at = 0; at < raw.length; at += 3) {
      assertThat(raw[at]).isLessThanOrEqualTo(raw[at + 1]);
      assertThat(raw[at + 1]).isLessThanOrEqualTo(raw[at + 2]);
    }
    assertThat(raw[6]).isEqualTo(raw[8]);
  }

  @Test
  void theDeviationOfADistributionIsMultipliedAndNotMoved() {
    Experiment experiment =
        Experiment.forecast("y")
            .lookBack(5)
            .steps(AFFINE, SEASON, TREND, difference(1))
            .scaling(Scaling.NONE)
            .anchor(Anchor.NONE)
            .head(new Head.Gaussian())
            .build();
    PreparedExperiment prepared = PreparedExperiment.of(series, experiment);
    int start = prepared.training().starts()[0];
    int next = start + 5;
    float[] raw =
        Outputs.toRaw(
            new float[] {0, 3},
            prepared.windows(new int[] {start}),
            prepared.network(),
            prepared.preparation());
    double softplus = Math.log1p(Math.exp(3)) + Head.Gaussian.LEAST_SCALE;
    float season = List.of(1f, 2f, 0.5f).get((int) Math.floorMod(438_288L + next, 3L));
    assertThat(raw[1]).isCloseTo((float) (softplus * season * 2), within(1e-5f));
  }

  @Test
  void whatCannotBeLedBackIsRefusedBeforeTraining() {
    Experiment.Builder experiment = Experiment.forecast("y").lookBack(5).horizon(3);
    assertRefused(
        experiment.steps(LOG).head(new Head.Gaussian()),
        "The target 'y' is transformed by a step after which a normal distribution is none any more.");
    assertRefused(
        experiment.steps(difference(2)),
        "The target 'y' is differenced over 2 rows, and the forecast reaches 3 rows");
    assertRefused(
        experiment.steps(AFFINE).head(new Head.Sigmoid()),
        "The target 'y' is transformed, but the head sigmoid gives probabilities of labels as they are.");
  }

  private void assertRefused(Experiment.Builder experiment, String message) {
    assertThatThrownBy(() -> PreparedExperiment.of(series, experiment.build()))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessageStartingWith(message);
  }
}
