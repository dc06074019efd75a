package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Backtest;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.Forecasters;
import io.penstock.model.TrainedModel;
import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.onnx.OnnxChecker;
import io.penstock.preparation.Scaling;
import io.penstock.series.Series;
import io.penstock.training.Loss;
import io.penstock.training.Optimizer;
import io.penstock.training.Training;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Rule N4: what the Java pipeline predicts from raw values, the ONNX file predicts from the same
 * raw values to 1e-5 of the target's scale.
 */
interface ModelFileRules extends BackendRules {
  @ParameterizedTest
  @MethodSource("experiments")
  default void theFileForecastsWhatTheEngineForecasts(Experiment experiment, @TempDir Path folder)
      throws IOException {
    Series series = RandomSeries.of(300, 32);
    TrainedModel model =
        tested()
            .penstock()
            .train(series, experiment.toBuilder().backend(tested().plugin().name()).build());
    Path file = folder.resolve("model.onnx");
    tested().penstock().write(model, file);
    OnnxChecker.check(file);
    assertThat(tested().penstock().readModel(file)).isEqualTo(model);
    assertThat(tested().penstock().verify(file).holds()).isTrue();
    try (Forecaster engine = tested().penstock().open(model);
        Forecaster exported = tested().penstock().load(file)) {
      Backtest fromEngine = engine.backtest(series);
      Backtest fromFile = exported.backtest(series);
      assertThat(
              Forecasters.largestDifference(
                  fromEngine.forecasts(), fromFile.forecasts(), model.description()))
          .isLessThanOrEqualTo(1e-5);
      assertThat(exported.forecast(series).times()).isEqualTo(engine.forecast(series).times());
    }
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
