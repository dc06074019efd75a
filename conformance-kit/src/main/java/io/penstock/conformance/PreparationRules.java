package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.conformance.DrawnSteps.Sample;
import io.penstock.engine.Demand;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.IntervalWish;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.Forecasters;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.Intervals;
import io.penstock.model.RawWindows;
import io.penstock.model.TrainedModel;
import io.penstock.modelling.PreparedExperiment;
import io.penstock.network.Network;
import io.penstock.parts.RawRows;
import io.penstock.preparation.Preparation;
import io.penstock.series.Series;
import io.penstock.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rule N4 for the preparation: what training has computed of raw rows, the file computes of the
 * same raw rows, for every step alone and for chains of them, on rows as they ought to be and on
 * rows as nobody would wish them.
 */
interface PreparationRules extends BackendRules {
  /** Numbers that may stand in a file. */
  float[] HOSTILE = {
    Float.NaN, 0, -0f, 1, -1, 1e30f, -1e30f, 1e-30f, 1e-41f, Float.MIN_VALUE, 3.25f, 3.25f
  };

  @ParameterizedTest(name = "{0}")
  @MethodSource("stepsAlone")
  default void theFilePreparesByEveryStepAsTrainingDid(List<Sample> steps, @TempDir Path folder)
      throws IOException {
    requireSamePreparation(steps, 3, Optional.empty(), folder);
  }

  /** In the units in which a step leaves the target, or in its own. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("stepsAlone")
  default void theFilePutsIntervalsAroundATargetOfEveryStepAsTrainingDid(
      List<Sample> steps, @TempDir Path folder) throws IOException {
    requireSamePreparation(
        steps, 3, Optional.of(new IntervalWish(Intervals.Method.CONFORMAL, 0.8)), folder);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seedsOfChains")
  default void theFilePreparesByChainsOfStepsAsTrainingDid(long seed, @TempDir Path folder)
      throws IOException {
    requireSamePreparation(DrawnSteps.chain(seed), 1 + (int) (seed % 6), Optional.empty(), folder);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seedsOfChains")
  default void theFilePutsIntervalsAroundATargetOfChainsOfStepsAsTrainingDid(
      long seed, @TempDir Path folder) throws IOException {
    requireSamePreparation(
        DrawnSteps.chain(seed),
        1 + (int) (seed % 6),
        Optional.of(new IntervalWish(Intervals.Method.ADAPTIVE, 0.8)),
        folder);
  }

  default Stream<List<Sample>> stepsAlone() {
    return DrawnSteps.alone().stream();
  }

  default Stream<Long> seedsOfChains() {
    long shift = Long.getLong("penstock.seeds.shift", 0);
    return IntStream.range(0, 25).mapToObj(i -> 500 + shift + i);
  }

  private void requireSamePreparation(
      List<Sample> steps, int horizon, Optional<IntervalWish> intervals, Path folder)
      throws IOException {
    Series series = DrawnSteps.series(11, 320);
    Experiment experiment =
        Experiment.forecast("load")
            .lookBack(8)
            .horizon(horizon)
            .units(5)
            .steps(DrawnSteps.steps(steps))
            .backend(tested().plugin().name())
            .training(Training.DEFAULT.withEpochs(1))
            .intervals(intervals)
            .build();
    PreparedExperiment decided = PreparedExperiment.of(series, experiment);
    if (intervals.isPresent() && decided.preparation().recoveries().get(0).inverses().isEmpty()) {
      // As around a target that nothing has changed.
      return;
    }
    Demand demand = decided.demand();
    List<String> lacking =
        capabilities().lacking(demand.network(), demand.loss(), demand.weighted());
    if (!lacking.isEmpty()) {
      // Of a calendar, for one, the head reads what is known of the rows to be forecast.
      Refusal.assertRefused(tested(), demand, lacking);
      return;
    }
    TrainedModel model = tested().penstock().train(series, experiment);
    Path file = folder.resolve("model.onnx");
    tested().penstock().write(model, file);
    examine(file);
    assertThat(tested().penstock().readModel(file)).isEqualTo(model);
    assertThat(tested().penstock().verify(file).holds()).isTrue();
    try (Forecaster engine = tested().penstock().open(model);
        Forecaster exported = tested().penstock().load(file)) {
      WindowedForecasts fromEngine = engine.backtest(series);
      WindowedForecasts fromFile = exported.backtest(series);
      assertThat(
              Forecasters.largestDifference(
                  fromEngine.forecasts(), fromFile.forecasts(), model.description()))
          .isLessThanOrEqualTo(1e-5);
      PreparedExperiment prepared = PreparedExperiment.of(series, experiment);
      RawWindows windows =
          RawRows.windows(
              series,
              prepared.network(),
              prepared.preparation(),
              prepared.training().starts(),
              0,
              Math.min(40, prepared.training().count()));
      RawWindows hostile = hostile(windows, prepared.network(), prepared.preparation());
      requireAlike(
          engine.predict(hostile), exported.predict(hostile), prepared.preparation().unit(0));
    }
  }

  /** The same windows with runs of what is missing, and numbers of all sizes. */
  private static RawWindows hostile(RawWindows windows, Network network, Preparation preparation) {
    Random random = new Random(5);
    float[] rows = windows.rows().clone();
    int columns = preparation.inputs().size();
    int ofWindow = RawWindows.pastRows(network, preparation);
    for (int i = 0; i < windows.count(); i++) {
      int column = random.nextInt(columns);
      boolean words = preparation.categories().containsKey(preparation.inputs().get(column));
      int first = random.nextInt(ofWindow);
      int last = i % 7 == 0 ? ofWindow : Math.min(ofWindow, first + 1 + random.nextInt(9));
      for (int row = i % 7 == 0 ? 0 : first; row < last; row++) {
        float number = i % 3 == 0 ? Float.NaN : HOSTILE[random.nextInt(HOSTILE.length)];
        rows[(i * ofWindow + row) * columns + column] = words && number > 2 ? -1 : number;
      }
    }
    return new RawWindows(windows.count(), rows, windows.times(), windows.future());
  }

  /** NaN and infinities in the same places, and all else to 1e-5 of the target's scale. */
  private static void requireAlike(float[] engine, float[] file, float unit) {
    assertThat(file).hasSameSizeAs(engine);
    for (int i = 0; i < engine.length; i++) {
      if (Float.isFinite(engine[i])) {
        double scale = Math.max(unit, Math.abs(engine[i]));
        assertThat(Math.abs((double) file[i] - engine[i]) / scale)
            .as("forecast %d: %s and %s", i, engine[i], file[i])
            .isLessThanOrEqualTo(1e-5);
      } else {
        assertThat(file[i]).as("forecast %d", i).isEqualTo(Float.valueOf(engine[i]));
      }
    }
  }
}
