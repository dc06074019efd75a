package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.Penstock;
import io.penstock.checkpoint.Checkpoint;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.model.TrainedModel;
import io.penstock.model.TrainingSummary;
import io.penstock.modelling.TrainingOptions;
import io.penstock.preparation.Scaling;
import io.penstock.series.Series;
import io.penstock.training.EpochReport;
import io.penstock.training.Optimizer;
import io.penstock.training.StepReport;
import io.penstock.training.StopReason;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs that stop and go on, and that start from models, as users of the library have them. */
class ResumedRunTest {
  @SuppressWarnings("unused")
  private static final List<String> BACKENDS = List.of("pytorch", "tensorflow");

  private static final int EPOCHS = 6;

  @TempDir private Path folder;
  private final Penstock penstock = Penstock.create();
  private final Series series = RandomSeries.of(300, 4);

  private static Experiment experiment(String backend, Optimizer optimizer) {
    return Experiment.forecast("a", "b")
        .features("b", "a")
        .horizon(2)
        .lookBack(12)
        .units(6, 5)
        .backend(backend)
        .training(
            Training.DEFAULT
                .withEpochs(EPOCHS)
                .withPatience(0)
                .withOptimizer(optimizer)
                .withSeed(3))
        .build();
  }

  private static Experiment experiment(String backend) {
    return experiment(backend, new Optimizer.Adam(0.003));
  }

  private static Experiment ofEpochs(Experiment experiment, int epochs) {
    return experiment.toBuilder().training(experiment.training().withEpochs(epochs)).build();
  }

  static Stream<Optimizer> optimizers() {
    return Stream.of(
        new Optimizer.Adam(0.003),
        new Optimizer.AdamW(0.003, 0.01),
        new Optimizer.Nadam(0.003),
        new Optimizer.RmsProp(0.003),
        new Optimizer.Adagrad(0.01),
        new Optimizer.Sgd(0.01, 0.9, true));
  }

  @ParameterizedTest
  @MethodSource("optimizers")
  void everyOptimizersStateSurvivesTheFile(Optimizer optimizer) {
    for (String backend : BACKENDS) {
      Path run = folder.resolve(backend);
      Experiment whole = experiment(backend, optimizer);
      penstock.train(series, ofEpochs(whole, 2), TrainingOptions.checkpointTo(run));
      assertSame(
          penstock.train(series, whole, TrainingOptions.resume(run)),
          penstock.train(series, whole));
    }
  }

  private static void assertSame(TrainedModel resumed, TrainedModel whole) {
    assertThat(resumed.weights()).isEqualTo(whole.weights());
    assertThat(resumed.description().training()).isEqualTo(whole.description().training());
    assertThat(resumed.description().evaluation()).isEqualTo(whole.description().evaluation());
    assertThat(resumed.description().goldenRows()).isEqualTo(whole.description().goldenRows());
  }

  @ParameterizedTest
  @FieldSource("BACKENDS")
  void underTheOtherEngineItFollowsTheTrajectoryWithinN2(String first) {
    String second = first.equals("pytorch") ? "tensorflow" : "pytorch";
    penstock.train(series, ofEpochs(experiment(first), 3), TrainingOptions.checkpointTo(folder));
    TrainedModel resumed =
        penstock.train(series, experiment(second), TrainingOptions.resume(folder));
    assertThat(resumed.description().training().backend()).isEqualTo(second);
    for (String backend : BACKENDS) {
      TrainedModel whole = penstock.train(series, experiment(backend));
      TrainingSummary there = whole.description().training();
      TrainingSummary here = resumed.description().training();
      assertClose(here.trainingLosses(), there.trainingLosses());
      assertClose(here.validationLosses(), there.validationLosses());
      float[] weights = resumed.weights().toArray();
      float[] expected = whole.weights().toArray();
      for (int i = 0; i < weights.length; i++) {
        assertThat(weights[i]).isCloseTo(expected[i], within(1e-4f));
      }
    }
  }

  private static void assertClose(List<Double> losses, List<Double> expected) {
    assertThat(losses).hasSameSizeAs(expected);
    for (int i = 0; i < losses.size(); i++) {
      assertThat(losses.get(i)).isCloseTo(expected.get(i), within(1e-5 * expected.get(i)));
    }
  }

  @Test
  void autoGoesOnWithTheEngineThatBegan() {
    for (String backend : BACKENDS) {
      Path run = folder.resolve(backend);
      penstock.train(series, ofEpochs(experiment(backend), 1), TrainingOptions.checkpointTo(run));
      TrainedModel resumed =
          penstock.train(series, experiment("auto"), TrainingOptions.resume(run));
      assertThat(resumed.description().training().backend()).isEqualTo(backend);
    }
  }

  @Test
  void aListenerThatEndsTheRunLeavesACheckpointToGoOnFrom() {
    Experiment experiment = experiment("pytorch");
    List<StepReport> steps = new ArrayList<>();
    TrainingListener soon =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            steps.add(report);
          }

          @Override
          public boolean shouldStop() {
            return steps.size() == 9;
          }
        };
    TrainedModel ended =
        penstock.train(series, experiment, TrainingOptions.checkpointTo(folder).listening(soon));
    assertThat(ended.description().training().stopped()).isEqualTo(StopReason.CANCELLED);
    assertThat(steps.get(8).step()).as("a step in the middle").isLessThan(steps.get(8).steps());

    List<TrainingStart> starts = new ArrayList<>();
    List<EpochReport> epochs = new ArrayList<>();
    TrainedModel resumed =
        penstock.train(
            series,
            experiment,
            TrainingOptions.resume(folder)
                .listening(
                    new TrainingListener() {
                      @Override
                      public void onStart(TrainingStart start) {
                        starts.add(start);
                      }

                      @Override
                      public void onEpoch(EpochReport report) {
                        epochs.add(report);
                      }
                    }));
    int done = ended.description().training().epochs();
    assertThat(starts.get(0).epochsDone()).isEqualTo(done);
    assertThat(epochs.get(0).epoch()).isEqualTo(done + 1);
    assertSame(resumed, penstock.train(series, experiment));
  }

  @Test
  void aFinishedRunIsGivenAgainWithoutTraining() {
    Experiment experiment = experiment("pytorch");
    TrainedModel whole = penstock.train(series, experiment, TrainingOptions.checkpointTo(folder));
    List<StepReport> steps = new ArrayList<>();
    TrainingListener counting =
        new TrainingListener() {
          @Override
          public void onStep(StepReport report) {
            steps.add(report);
          }
        };
    assertSame(
        penstock.train(series, experiment, TrainingOptions.resume(folder).listening(counting)),
        whole);
    assertThat(steps).isEmpty();
  }

  @Test
  void aCheckpointSaysWhatTheRunIsAndHowFar() {
    penstock.train(
        series,
        ofEpochs(experiment("pytorch"), 2),
        TrainingOptions.checkpointTo(folder).noting(Map.of("author", "someone")));
    Checkpoint checkpoint = penstock.readCheckpoint(folder).orElseThrow();
    assertThat(checkpoint.epoch()).isEqualTo(2);
    assertThat(checkpoint.backend()).isEqualTo("pytorch");
    assertThat(checkpoint.notes()).containsEntry("author", "someone");
    assertThat(checkpoint.description().network().layers()).hasSize(2);
    assertThat(checkpoint.description().training().seed()).isEqualTo(3);
    assertThat(checkpoint.description().data().columns()).containsExactly("a", "b", "c");
  }

  @Test
  void trainingStartsFromTheModelsWeightsOnItsPreparation() {
    TrainedModel model = penstock.train(series, experiment("pytorch"));
    Series newer = RandomSeries.of(300, 5);
    Experiment like =
        Experiment.like(model.description().network(), model.description().preparation())
            .backend("pytorch")
            .training(
                Training.DEFAULT.withEpochs(1).withOptimizer(new Optimizer.Sgd(1e-12, 0, false)))
            .build();
    TrainedModel kept = penstock.train(newer, like, TrainingOptions.startFrom(model));
    assertThat(kept.weights().toArray()).containsExactly(model.weights().toArray(), within(1e-9f));
    assertThat(kept.description().preparation()).isEqualTo(model.description().preparation());

    Experiment scaled = like.toBuilder().scaling(Scaling.MIN_MAX).build();
    TrainedModel refit = penstock.train(newer, scaled, TrainingOptions.startFrom(model).refit());
    assertThat(refit.description().preparation().scaling()).isEqualTo(Scaling.MIN_MAX);
    assertThat(refit.description().preparation().featureNames()).containsExactly("b", "a");
  }

  @Test
  void aRunThatStartedFromAModelGoesOnWithoutIt() {
    TrainedModel model = penstock.train(series, experiment("pytorch"));
    Experiment more = ofEpochs(experiment("pytorch"), 4);
    TrainedModel whole = penstock.train(series, more, TrainingOptions.startFrom(model));
    penstock.train(
        series, ofEpochs(more, 2), TrainingOptions.checkpointTo(folder).startingFrom(model));
    assertSame(penstock.train(series, more, TrainingOptions.resume(folder)), whole);
    assertSame(
        penstock.train(series, more, TrainingOptions.resume(folder).startingFrom(model)), whole);
    refused(
        () -> penstock.train(series, more, TrainingOptions.resume(folder).startingFrom(whole)),
        ErrorCode.CONFIG,
        "the first weights are those of another model");
  }

  @Test
  void aModelThatDoesNotFitIsRefusedByWhatDiffers() {
    TrainedModel model = penstock.train(series, ofEpochs(experiment("pytorch"), 1));
    TrainingOptions from = TrainingOptions.startFrom(model);
    Experiment fits = experiment("pytorch");
    refused(
        () -> penstock.train(series, fits.toBuilder().lookBack(10).build(), from),
        ErrorCode.CONFIG,
        "lookBack is 12 there and 10 here");
    refused(
        () -> penstock.train(series, fits.toBuilder().features("a", "b").build(), from),
        ErrorCode.CONFIG,
        "the features are b, a there and a, b here");
    refused(
        () -> penstock.train(series, fits.toBuilder().targets(List.of("a")).build(), from),
        ErrorCode.CONFIG,
        "the targets are a, b there and a here");
    refused(
        () -> penstock.train(RandomSeries.sine(300), fits, from),
        ErrorCode.CONFIG,
        "no column 'a'");
  }

  @Test
  void otherDataAndOtherDescriptionsAreRefused() {
    Experiment experiment = ofEpochs(experiment("pytorch"), 1);
    penstock.train(series, experiment, TrainingOptions.checkpointTo(folder));
    refused(
        () -> penstock.train(RandomSeries.of(301, 4), experiment, TrainingOptions.resume(folder)),
        ErrorCode.DATA,
        "there are 301 rows and were 300");
    refused(
        () ->
            penstock.train(
                series,
                experiment.toBuilder().horizon(3).units(6).build(),
                TrainingOptions.resume(folder)),
        ErrorCode.CONFIG,
        "network.horizon is 3 and was 2");
  }

  private static void refused(Runnable call, ErrorCode code, String message) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(PenstockException.class, e -> assertThat(e.code()).isEqualTo(code))
        .hasMessageContaining(message);
  }
}
