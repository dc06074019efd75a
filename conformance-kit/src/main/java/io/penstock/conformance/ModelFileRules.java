package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.engine.Demand;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.evaluation.StepScores;
import io.penstock.evaluation.TargetScores;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.IntervalWish;
import io.penstock.experiment.Split;
import io.penstock.experiment.Threshold;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.Forecasters;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.Forecast;
import io.penstock.model.Intervals;
import io.penstock.model.TrainedModel;
import io.penstock.modelling.PreparedExperiment;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.network.LstmLayer;
import io.penstock.parts.Sequences;
import io.penstock.preparation.Scaling;
import io.penstock.series.Series;
import io.penstock.training.Labels;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Stopping;
import io.penstock.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Rule N4: what the Java pipeline predicts from raw values, the ONNX file predicts from the same
 * raw values to 1e-5 of the target's scale.
 */
interface ModelFileRules extends BackendRules {
  @ParameterizedTest
  @MethodSource("experiments")
  default void theFileForecastsWhatTheEngineForecasts(Experiment experiment, @TempDir Path folder)
      throws IOException {
    requireSameForecasts(RandomSeries.of(300, 32), experiment, folder);
  }

  /** Or the backend is refused, where it has not declared what is needed. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("widerExperiments")
  default void theFileForecastsWhatTheEngineForecastsOfEveryPart(
      String name, Experiment experiment, @TempDir Path folder) throws IOException {
    Series series = RandomSeries.labelled(300, 35);
    Demand demand = PreparedExperiment.of(series, experiment).demand();
    List<String> lacking =
        capabilities().lacking(demand.network(), demand.loss(), demand.weighted());
    if (lacking.isEmpty()) {
      requireSameForecasts(series, experiment, folder);
    } else {
      Refusal.assertRefused(tested(), demand, lacking);
    }
  }

  /**
   * Classes of sequences, shorter ones filled in front, by their probabilities and by a label whose
   * threshold is chosen; of files with labels and without.
   */
  @ParameterizedTest
  @ValueSource(ints = {2, 3})
  default void theFileForecastsWhatTheEngineForecastsOfSequences(int classes, @TempDir Path folder)
      throws IOException {
    Series series = RandomSeries.sequences(40, classes, 36);
    Experiment.Builder builder =
        Experiment.classify("class")
            .layers(List.of(LstmLayer.of(5)))
            .split(new Split.BySeries(0.2, 0.2, 3).byClass("class"))
            .training(Training.DEFAULT.withEpochs(2));
    if (classes == 2) {
      builder.head(new Head.Sigmoid()).threshold(new Threshold.Best(Threshold.Score.F1));
    }
    Experiment experiment = builder.backend(tested().plugin().name()).build();
    Demand demand = PreparedExperiment.of(series, experiment).demand();
    List<String> lacking =
        capabilities().lacking(demand.network(), demand.loss(), demand.weighted());
    if (!lacking.isEmpty()) {
      Refusal.assertRefused(tested(), demand, lacking);
      return;
    }
    requireSameForecasts(series, experiment, folder);
    try (Forecaster exported = tested().penstock().load(folder.resolve("model.onnx"))) {
      Map<String, Forecast> unlabelled =
          exported.forecastEach(
              Sequences.withoutLabels(series).select(List.of("one", "two", "sequence")));
      assertThat(exported.forecastEach(series)).isEqualTo(unlabelled);
      WindowedForecasts labelled = exported.backtest(series);
      int numbers = exported.description().network().head().parameters();
      for (int k = 0; k < 40; k++) {
        List<Float> forecast = unlabelled.get("" + k).values().get(0).get(0);
        for (int p = 0; p < numbers; p++) {
          assertThat(forecast.get(p)).isEqualTo(labelled.forecasts()[k * numbers + p]);
        }
      }
      assertThat(exported.description().calibration().threshold().isPresent())
          .isEqualTo(classes == 2);
      assertThat(exported.description().preparation().classes(0)).hasSize(classes);
    }
  }

  private void requireSameForecasts(Series series, Experiment experiment, Path folder)
      throws IOException {
    TrainedModel model =
        tested()
            .penstock()
            .train(series, experiment.toBuilder().backend(tested().plugin().name()).build());
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
      requireSameScores(
          engine.evaluate(series), exported.evaluate(series), model, Sequences.are(series));
      if (experiment.future().isEmpty() && series.members().size() == 1) {
        assertThat(exported.forecast(series).times()).isEqualTo(engine.forecast(series).times());
      }
    }
  }

  /**
   * By every metric, of each step and target; the baselines are the same to the last bit. A
   * sequence has no label before its own to repeat.
   */
  private static void requireSameScores(
      Evaluation fromEngine, Evaluation fromFile, TrainedModel model, boolean sequences) {
    Head head = model.description().calibration().head(model.description().network().head());
    assertThat(fromFile.model().values()).containsOnlyKeys(Metric.of(head).toArray(new Metric[0]));
    assertThat(fromFile.baselines()).isEqualTo(fromEngine.baselines());
    Set<Baseline> fromTheFile = EnumSet.copyOf(Baseline.of(head));
    fromTheFile.remove(Baseline.NEAREST_NEIGHBOUR);
    if (sequences) {
      fromTheFile.removeAll(List.of(Baseline.LAST_VALUE, Baseline.SEASONAL_NAIVE));
    }
    assertThat(fromFile.baselines().keySet()).isEqualTo(fromTheFile);
    requireClose(fromEngine.model(), fromFile.model(), fromFile.windows());
    List<StepScores> steps = fromEngine.breakdown().steps();
    assertThat(steps).hasSize(model.description().network().horizon());
    for (int i = 0; i < steps.size(); i++) {
      requireClose(
          steps.get(i).scores().model(),
          fromFile.breakdown().steps().get(i).scores().model(),
          fromFile.windows());
    }
    List<TargetScores> targets = fromEngine.breakdown().targets();
    for (int i = 0; i < targets.size(); i++) {
      requireClose(
          targets.get(i).scores().model(),
          fromFile.breakdown().targets().get(i).scores().model(),
          fromFile.windows());
    }
    fromEngine
        .breakdown()
        .scaled()
        .ifPresent(
            scaled ->
                requireClose(
                    scaled.model(),
                    fromFile.breakdown().scaled().orElseThrow().model(),
                    fromFile.windows()));
    assertThat(fromFile.breakdown().classes().isPresent()).isEqualTo(head.givesProbabilities());
  }

  /**
   * Decisions that lie within the rounding of a threshold may be others, and so may truths that lie
   * on the ends of an interval: both were learnt from one, for each step and target.
   */
  private static void requireClose(Scores one, Scores other, int windows) {
    one.values()
        .forEach(
            (metric, value) -> {
              if (Double.isNaN(value)) {
                assertThat(other.value(metric)).as(metric.label()).isNaN();
              } else {
                assertThat(other.value(metric))
                    .as(metric.label())
                    .isCloseTo(
                        value,
                        within(
                            metric == Metric.COVERAGE
                                ? 2.0 / windows
                                : 2e-3 * Math.max(1, Math.abs(value))));
              }
            });
  }

  /** Heads, anchors, channels, futures, weights and monitors, alone and together. */
  default Stream<Arguments> widerExperiments() {
    Experiment base =
        Experiment.forecast("a")
            .features("a", "b", "c")
            .horizon(3)
            .lookBack(24)
            .units(6)
            .training(Training.DEFAULT.withEpochs(2))
            .build();
    Anchor season = Anchor.LAST_SEASON.withScaled(true).withRelativeInputs(true);
    Training monitored = base.training().withStopping(Stopping.DEFAULT.withMonitor(Metric.MASE));
    Training balanced = base.training().withLabels(new Labels(0.1, List.of(), true));
    return Stream.of(
        Arguments.of(
            "quantiles", base.toBuilder().head(new Head.Quantiles(List.of(0.1, 0.5, 0.9))).build()),
        Arguments.of(
            "a normal distribution, scaled",
            base.toBuilder().head(new Head.Gaussian()).anchor(season).build()),
        Arguments.of(
            "a label, balanced and smoothed",
            base.toBuilder()
                .targets(List.of("label"))
                .head(new Head.Sigmoid())
                .training(balanced)
                .build()),
        Arguments.of(
            "classes, balanced and smoothed",
            base.toBuilder()
                .targets(List.of("class"))
                .head(new Head.Softmax(3))
                .training(balanced)
                .build()),
        Arguments.of("the last season", base.toBuilder().anchor(season).season(8).build()),
        Arguments.of("a known future", base.toBuilder().future("b", "class").build()),
        Arguments.of("weights of rows", base.toBuilder().weights("weight").build()),
        Arguments.of("a metric that monitors", base.toBuilder().training(monitored).build()),
        Arguments.of(
            "independent channels in segments",
            base.toBuilder()
                .targets(List.of("c", "a"))
                .channels(Channels.INDEPENDENT)
                .segment(4)
                .build()),
        Arguments.of(
            "conformal intervals",
            base.toBuilder().intervals(IntervalWish.of(Intervals.Method.CONFORMAL)).build()),
        Arguments.of(
            "adaptive intervals of quantiles",
            base.toBuilder()
                .head(new Head.Quantiles(List.of(0.1, 0.5, 0.9)))
                .intervals(new IntervalWish(Intervals.Method.ADAPTIVE, 0.8))
                .build()),
        Arguments.of(
            "adaptive intervals of a normal distribution, scaled",
            base.toBuilder()
                .targets(List.of("c", "a"))
                .head(new Head.Gaussian())
                .anchor(season)
                .intervals(new IntervalWish(Intervals.Method.ADAPTIVE, 0.8))
                .build()),
        Arguments.of(
            "all together",
            base.toBuilder()
                .targets(List.of("c", "a"))
                .channels(Channels.INDEPENDENT)
                .head(new Head.Quantiles(List.of(0.2, 0.8)))
                .anchor(season)
                .future("label")
                .weights("weight")
                .training(monitored)
                .intervals(new IntervalWish(Intervals.Method.ADAPTIVE, 0.8))
                .build()));
  }

  /** Pipelines of different kinds. */
  default Stream<Experiment> experiments() {
    Experiment base =
        Experiment.forecast("a")
            .horizon(3)
            .lookBack(12)
            .units(6)
            .training(Training.DEFAULT.withEpochs(2))
            .build();
    return Stream.of(
        base,
        base.toBuilder().anchor(Anchor.NONE).build(),
        base.toBuilder().scaling(Scaling.MIN_MAX).build(),
        base.toBuilder().scaling(Scaling.NONE).anchor(Anchor.NONE).build(),
        base.toBuilder().targets(List.of("c", "a")).features("b", "c").units(7, 4).build(),
        base.toBuilder().features("c").lookBack(1).horizon(1).build(),
        base.toBuilder().layers(mixedLayers(61)).build(),
        base.toBuilder().layers(mixedLayers(62)).build());
  }

  /** Layers of any kinds that are declared, with and without dropout. */
  private List<LstmLayer> mixedLayers(long seed) {
    return RandomCase.within(capabilities(), seed, Loss.MSE).network().layers();
  }

  @Test
  default void itLearnsWhatCanBeLearnt() {
    Series series = RandomSeries.sine(600);
    Experiment experiment =
        Experiment.forecast("sine")
            .lookBack(20)
            .horizon(5)
            .units(16)
            .backend(tested().plugin().name())
            .training(Training.DEFAULT.withEpochs(30).withOptimizer(new Optimizer.Adam(0.01)))
            .build();
    Evaluation evaluation =
        tested().penstock().train(series, experiment).description().evaluation().orElseThrow();
    assertThat(evaluation.model().value(Metric.MAE))
        .isLessThan(0.2 * evaluation.baselines().get(Baseline.LAST_VALUE).value(Metric.MAE));
  }
}
