package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Penstock;
import io.penstock.ReferencePenstock;
import io.penstock.SampleSeries;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.model.TrainedModel;
import io.penstock.model.TrainingSummary;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.series.Series;
import io.penstock.training.Labels;
import io.penstock.training.Optimizer;
import io.penstock.training.StepReport;
import io.penstock.training.Stopping;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whole runs with all that decides on stopping, as they are kept on the disk. */
class MonitoredRunTest {
  private static final int EPOCHS = 6;

  @TempDir private Path folder;
  private final Penstock penstock = ReferencePenstock.create();
  private final Series series = series(0.2);

  /** Columns a, b, a class of two, one of three, and weights, of which a share is 0. */
  private static Series series(double zeros) {
    Random random = new Random(5);
    int rows = 400;
    float[] values = new float[rows * 5];
    for (int row = 0; row < rows; row++) {
      double wave = Math.sin(row / 4.0);
      values[row * 5] = (float) (20 * wave + random.nextGaussian());
      values[row * 5 + 1] = (float) (Math.cos(row / 9.0) + random.nextGaussian());
      values[row * 5 + 2] = wave > 0.7 ? 1 : 0;
      values[row * 5 + 3] = wave > 0.5 ? 2 : wave > -0.5 ? 1 : 0;
      values[row * 5 + 4] = random.nextDouble() < zeros ? 0 : random.nextFloat() + 0.1f;
    }
    return SampleSeries.hourly(List.of("a", "b", "two", "three", "w"), values, Set.of());
  }

  private static Training training(Metric metric) {
    return Training.DEFAULT
        .withEpochs(EPOCHS)
        .withOptimizer(new Optimizer.Adam(0.02))
        .withStopping(Stopping.DEFAULT.withMonitor(metric).withPatience(3));
  }

  private static Experiment.Builder experiment(String... targets) {
    return Experiment.forecast(targets)
        .features("a", "b")
        .horizon(2)
        .lookBack(8)
        .units(4)
        .weights("w");
  }

  static Stream<Experiment> experiments() {
    return Stream.of(
        experiment("a", "b").training(training(Metric.R2)).build(),
        experiment("a", "b")
            .training(training(Metric.SMAPE))
            .channels(Channels.INDEPENDENT)
            .build(),
        experiment("a").future("b").training(training(Metric.MASE)).build(),
        experiment("two")
            .head(new Head.Sigmoid())
            .training(training(Metric.BRIER).withLabels(new Labels(0.1, List.of(1.0, 3.0), false)))
            .build(),
        experiment("three")
            .head(new Head.Softmax(3))
            .training(training(Metric.ACCURACY).withLabels(new Labels(0, List.of(), true)))
            .build());
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void resumedInTheMiddleItIsTheUninterruptedRun(Experiment experiment) {
    TrainedModel whole = penstock.train(series, experiment);
    TrainingSummary summary = whole.description().training();
    assertThat(summary.validationScores()).hasSize(summary.epochs());

    int[] steps = {0};
    TrainingListener inTheThirdEpoch =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            steps[0] = report.epoch() == 3 ? report.step() : 0;
          }

          @Override
          public boolean shouldStop() {
            return steps[0] == 2;
          }
        };
    penstock.train(
        series, experiment, TrainingOptions.checkpointTo(folder).listening(inTheThirdEpoch));
    TrainedModel resumed = penstock.train(series, experiment, TrainingOptions.resume(folder));
    assertThat(resumed.weights()).isEqualTo(whole.weights());
    assertThat(resumed.description().training()).isEqualTo(summary);
    assertThat(resumed.description().evaluation()).isEqualTo(whole.description().evaluation());
  }

  @Test
  void theStartSaysWhatMonitorsAndHowManyExamplesAWindowMakes() {
    List<TrainingStart> starts = new ArrayList<>();
    List<StepReport> steps = new ArrayList<>();
    Experiment experiment =
        experiment("a", "b").training(training(Metric.R2)).channels(Channels.INDEPENDENT).build();
    penstock.train(
        series,
        experiment,
        new TrainingListener() {
          @Override
          public void onStart(TrainingStart start) {
            starts.add(start);
          }

          @Override
          public void onStep(StepReport report) {
            steps.add(report);
          }
        });
    TrainingStart start = starts.get(0);
    assertThat(start.monitor()).hasValue(Metric.R2);
    assertThat(start.examplesPerWindow()).isEqualTo(2);
    StepReport lastOfAnEpoch = steps.get(steps.get(0).steps() - 1);
    assertThat(lastOfAnEpoch.examples()).isEqualTo(2L * start.trainingWindows());
  }

  @Test
  void theModelSaysWhoseWeightsItHas() {
    Training last =
        training(Metric.R2)
            .withStopping(training(Metric.R2).stopping().withKeepBest(false).withPatience(0));
    TrainedModel model = penstock.train(series, experiment("a", "b").training(last).build());
    TrainingSummary summary = model.description().training();
    assertThat(summary.keptEpoch()).isEqualTo(EPOCHS);
    double best = summary.validationScores().get(summary.bestEpoch() - 1);
    assertThat(summary.validationScores()).allMatch(score -> score <= best);
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void anotherDescriptionIsRefusedNamingWhatDiffers(Experiment experiment) {
    penstock.train(
        series,
        experiment.toBuilder().training(experiment.training().withEpochs(1)).build(),
        TrainingOptions.checkpointTo(folder));
    Training training = experiment.training();
    refused(
        experiment.toBuilder()
            .training(training.withStopping(training.stopping().withKeepBest(false))),
        "training.keepBest is false and was true");
    refused(
        experiment.toBuilder().training(training.withStopping(Stopping.DEFAULT)),
        "training.monitor is absent and was "
            + training.stopping().monitor().orElseThrow().name().toLowerCase().replace('_', '-'));
  }

  @Test
  void anotherColumnOfWeightsIsRefused() {
    Experiment experiment = experiment("a").training(training(Metric.R2).withEpochs(1)).build();
    penstock.train(series, experiment, TrainingOptions.checkpointTo(folder));
    refused(experiment.toBuilder().weights("two"), "weights is two and was w");
  }

  private void refused(Experiment.Builder now, String message) {
    assertThatThrownBy(() -> penstock.train(series, now.build(), TrainingOptions.resume(folder)))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessageContaining(message);
  }

  @Test
  void aPartOfWhichNoRowCountsIsRefused() {
    assertThatThrownBy(
            () -> penstock.train(series(1), experiment("a").training(training(Metric.R2)).build()))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
        .hasMessageContaining(
            " weighs all rows that the training part is to learn or be judged by with 0.");
  }
}
