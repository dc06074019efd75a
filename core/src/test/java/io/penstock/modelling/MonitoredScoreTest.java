package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.SampleSeries;
import io.penstock.dataset.Windows;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.Scores;
import io.penstock.examples.reference.ReferenceBackend;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.series.Series;
import io.penstock.spi.Device;
import io.penstock.trainer.InitialWeights;
import io.penstock.trainer.ShardedNetwork;
import io.penstock.trainer.ValidationScore;
import io.penstock.training.Stopping;
import io.penstock.training.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MonitoredScoreTest {
  private static final Series SERIES = series(3000);

  private static Series series(int rows) {
    Random random = new Random(3);
    float[] values = new float[rows * 5];
    for (int row = 0; row < rows; row++) {
      values[row * 5] = (float) (100 + 20 * Math.sin(row / 4.0) + 5 * random.nextGaussian());
      values[row * 5 + 1] = (float) (-3 + Math.cos(row / 9.0) + random.nextGaussian());
      values[row * 5 + 2] = random.nextInt(3);
      values[row * 5 + 3] = row < 0.7 * rows ? random.nextInt(9) : 5;
      values[row * 5 + 4] = row % 24;
    }
    return SampleSeries.hourly(List.of("a", "b", "class", "settled", "daily"), values, Set.of());
  }

  private static Experiment.Builder experiment(String... targets) {
    return Experiment.forecast(targets).features("a", "b").horizon(2).lookBack(12).units(3);
  }

  private static Training by(Metric metric) {
    return Training.DEFAULT.withStopping(Stopping.DEFAULT.withMonitor(metric));
  }

  static Stream<Experiment.Builder> experiments() {
    return Stream.of(
        experiment("a"),
        experiment("b", "a"),
        experiment("b", "a").channels(Channels.INDEPENDENT),
        experiment("a", "b").anchor(Anchor.LAST_VALUE.withScaled(true)),
        experiment("a").head(new Head.Quantiles(List.of(0.1, 0.5, 0.9))),
        experiment("b", "a").head(new Head.Gaussian()).channels(Channels.INDEPENDENT),
        experiment("class").head(new Head.Softmax(3)));
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void itIsTheScoreThatAnEvaluationOfTheSameWeightsGives(Experiment.Builder builder) {
    for (Metric metric : Metric.monitors(builder.build().head())) {
      PreparedExperiment prepared =
          PreparedExperiment.of(SERIES, builder.training(by(metric)).build());
      try (ShardedNetwork network =
          new ShardedNetwork(
              new ReferenceBackend(), prepared.network(), prepared.loss(), Device.CPU, 2)) {
        network.setWeights(InitialWeights.of(prepared.network(), 1).toArray());
        int[] starts = prepared.validation().starts();
        assertThat(starts).as("more windows than a piece has").hasSizeGreaterThan(256);
        ValidationScore score = MonitoredScore.of(prepared).orElseThrow().get();
        network.loss(prepared.windows(starts), score::add);
        Scores expected =
            prepared
                .evaluator()
                .evaluate(
                    starts,
                    (from, to) -> {
                      Windows windows = prepared.windows(Arrays.copyOfRange(starts, from, to));
                      return Outputs.toRaw(
                          network.predict(windows),
                          windows,
                          prepared.network(),
                          prepared.preparation());
                    })
                .model();
        assertThat(score.value()).as(metric.label()).isFinite();
        assertThat(score.value()).as(metric.label()).isEqualTo(expected.value(metric));
      }
    }
  }

  @Test
  void byTheLossThereIsNone() {
    assertThat(MonitoredScore.of(PreparedExperiment.of(SERIES, experiment("a").build()))).isEmpty();
  }

  @Test
  void aMetricThatTheHeadHasNotIsRefusedWithThoseItHas() {
    refused(
        experiment("a").training(by(Metric.ACCURACY)),
        "stopped by accuracy, which the forecasts of a linear head have not",
        "one of mae, mse, rmse, r2, mape, smape, wape, mase, or none");
    refused(
        experiment("class").head(new Head.Softmax(3)).training(by(Metric.R2)),
        "stopped by r2, which the forecasts of a softmax head have not",
        "one of accuracy, balanced-accuracy, precision, recall, f1, roc-auc, pr-auc, log-loss, brier");
    refused(
        experiment("a").head(new Head.Gaussian()).training(by(Metric.PINBALL)), "mase, crps, nll");
    refused(
        experiment("a").training(by(Metric.BIAS)),
        "stopped by bias, by which epochs cannot be told apart",
        "one of mae,");
  }

  @Test
  void withoutValidationWindowsAMetricIsRefused() {
    refused(
        experiment("a").training(by(Metric.MAE)).split(new Split.ByFraction(0.8, 0.0)),
        "stopped by mae on the validation part, but no window lies in it",
        "more rows");
  }

  @Test
  void aMetricThatIsNotDefinedOnTheValidationPartIsRefused() {
    refused(
        experiment("settled").training(by(Metric.R2)),
        "stopped by r2, which is not defined here: a target is constant in the validation part");
    refused(
        experiment("a", "daily").training(by(Metric.MASE)),
        "stopped by mase, which is not defined here",
        "repeats itself");
    refused(
        experiment("settled").head(new Head.Softmax(9)).training(by(Metric.ROC_AUC)),
        "stopped by roc-auc, which is not defined here: the validation part has too few classes",
        "Take another metric, as brier");
    assertThat(
            PreparedExperiment.of(SERIES, experiment("settled").training(by(Metric.MAE)).build())
                .validation()
                .count())
        .isPositive();
  }

  private static void refused(Experiment.Builder builder, String... messages) {
    assertThatThrownBy(() -> PreparedExperiment.of(SERIES, builder.build()))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessageContainingAll(messages);
  }
}
