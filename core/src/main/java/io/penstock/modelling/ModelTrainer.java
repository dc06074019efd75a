package io.penstock.modelling;

import com.google.inject.Inject;
import io.penstock.baseline.Neighbours;
import io.penstock.dataset.Windows;
import io.penstock.engine.Engines;
import io.penstock.evaluation.Evaluation;
import io.penstock.experiment.Experiment;
import io.penstock.model.Calibration;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainedModel;
import io.penstock.model.TrainingSummary;
import io.penstock.modelfile.DataDigest;
import io.penstock.network.Network;
import io.penstock.network.Weights;
import io.penstock.series.Series;
import io.penstock.trainer.ShardedNetwork;
import io.penstock.trainer.TrainingLoop;
import io.penstock.trainer.TrainingResult;
import io.penstock.trainer.TrainingRun;
import io.penstock.trainer.TrainingState;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;

/** Trains a model from a series and an experiment. */
public final class ModelTrainer {
  private final Engines engines;

  @Inject
  ModelTrainer(Engines engines) {
    this.engines = engines;
  }

  /**
   * A trained model, and how fast it came about, which its file does not hold.
   *
   * @param model the model
   * @param engine where it was trained
   * @param path which of its ways the engine took
   * @param result what the training loop gave
   * @param neighbours the training windows, of a model that gives probabilities
   * @param validation scores on the validation part; empty if they were not asked for, or no window
   *     lies in it
   */
  public record Trained(
      TrainedModel model,
      Engines.Choice engine,
      String path,
      TrainingResult result,
      Optional<Neighbours> neighbours,
      Optional<Evaluation> validation) {
    /**
     * {@return the same with another model}
     *
     * @param other takes the model's place
     */
    public Trained with(TrainedModel other) {
      return new Trained(other, engine, path, result, neighbours, validation);
    }
  }

  /**
   * Trains from the first epoch to the last, and keeps nothing on the disk.
   *
   * @param series all rows: it is cut into the parts here
   * @param experiment what to train and how
   * @param listener is told how it goes, and may end it
   * @return the model with how it came about
   */
  public Trained train(Series series, Experiment experiment, TrainingListener listener) {
    return train(series, experiment, TrainingOptions.DEFAULT.listening(listener));
  }

  /**
   * Trains.
   *
   * @param series all rows: it is cut into the parts here
   * @param experiment what to train and how
   * @param options who listens, where the run is kept, and where it starts
   * @return the model with how it came about
   */
  public Trained train(Series series, Experiment experiment, TrainingOptions options) {
    return train(series, experiment, options, false);
  }

  /**
   * Trains, and scores the model on the validation part too, as it does on the test part.
   *
   * @param series all rows: it is cut into the parts here
   * @param experiment what to train and how
   * @param options who listens, where the run is kept, and where it starts
   * @return the model with how it came about
   */
  public Trained trainAndValidate(Series series, Experiment experiment, TrainingOptions options) {
    return train(series, experiment, options, true);
  }

  private Trained train(
      Series series, Experiment experiment, TrainingOptions options, boolean validated) {
    Course course = Course.of(series, experiment, options);
    PreparedExperiment prepared = course.prepared();
    prepared.notices().forEach(options.listener()::onNotice);
    Network network = prepared.network();
    Engines.Choice engine =
        engines.choose(
            course.backend(experiment.backend()), experiment.device(), prepared.demand());
    String path = engine.backend().path(network.channel(), engine.device());
    int threads = threads(experiment);
    try (ShardedNetwork sharded =
        new ShardedNetwork(engine.backend(), network, prepared.loss(), engine.devices(), threads)) {
      options.listener().onStart(start(prepared, engine, path, course.begun()));
      TrainingResult result =
          TrainingLoop.train(
              sharded,
              new TrainingRun(
                  network,
                  prepared.howToTrain(),
                  prepared.trainingWindows(),
                  prepared.windows(prepared.validation().starts()),
                  course.initial(),
                  MonitoredScore.of(prepared)),
              course.begun(),
              course.afterEpoch(engine.name()),
              options.listener());
      TrainedModel model = model(prepared, engine, sharded, result, options.listener());
      return new Trained(
          model,
          engine,
          path,
          result,
          prepared.neighbours(),
          validated
              ? evaluate(
                  prepared,
                  sharded,
                  model.description().calibration(),
                  prepared.validation().starts())
              : Optional.empty());
    }
  }

  /**
   * {@return as many threads as asked for, or as there are cores}
   *
   * @param experiment what to train and how
   */
  public static int threads(Experiment experiment) {
    return experiment.threads() > 0
        ? experiment.threads()
        : Runtime.getRuntime().availableProcessors();
  }

  private static TrainingStart start(
      PreparedExperiment prepared,
      Engines.Choice engine,
      String path,
      Optional<TrainingState> begun) {
    Network network = prepared.network();
    return new TrainingStart(
        engine.name(),
        engine.deviceNames(),
        engine.missingCuda(),
        path,
        prepared.training().count(),
        prepared.validation().count(),
        prepared.test().count(),
        network.parameters(),
        network.lookBack(),
        network.horizon(),
        prepared.howToTrain().epochs().orElseThrow(),
        begun.map(TrainingState::epoch).orElse(0),
        begun.map(TrainingState::seconds).orElse(0.0),
        network.examples(),
        prepared.howToTrain().stopping().monitor());
  }

  private static TrainedModel model(
      PreparedExperiment prepared,
      Engines.Choice engine,
      ShardedNetwork sharded,
      TrainingResult result,
      TrainingListener listener) {
    Weights weights = result.weights();
    sharded.setWeights(weights.toArray());
    Series series = prepared.given();
    TrainingSummary summary =
        new TrainingSummary(
            engine.name(),
            engine.backend().versions(),
            prepared.howToTrain(),
            result.trainingLosses(),
            result.validationLosses(),
            result.validationScores(),
            result.bestEpoch(),
            result.keptEpoch(),
            result.stopped(),
            prepared.training().count());
    Calibration calibration =
        LabelThreshold.of(
            prepared,
            starts -> forecasts(prepared, sharded, starts, Calibration.NONE),
            new Calibration(IntervalCalibration.of(prepared, sharded::predict)),
            listener::onNotice);
    int[] golden = GoldenRows.starts(prepared);
    ModelDescription description =
        new ModelDescription(
            prepared.network(),
            prepared.preparation(),
            series.frequency(),
            series.source(),
            prepared.season(),
            prepared.yardsticks(),
            summary,
            evaluate(prepared, sharded, calibration, prepared.test().starts()),
            DataDigest.sha256(series),
            Version.current(),
            Instant.now().truncatedTo(ChronoUnit.SECONDS),
            GoldenRows.of(prepared, golden, forecasts(prepared, sharded, golden, calibration)),
            calibration);
    return new TrainedModel(description, weights);
  }

  private static Optional<Evaluation> evaluate(
      PreparedExperiment prepared, ShardedNetwork sharded, Calibration calibration, int[] starts) {
    if (starts.length == 0) {
      return Optional.empty();
    }
    return Optional.of(
        prepared
            .evaluatorAfterTraining(calibration.head(prepared.network().head()), starts.length)
            .deciding(
                prepared.preparation().classes(0),
                calibration.threshold().orElse(Calibration.USUAL_THRESHOLD))
            .evaluate(
                starts,
                (from, to) ->
                    forecasts(prepared, sharded, Arrays.copyOfRange(starts, from, to), calibration))
            .abridged());
  }

  private static float[] forecasts(
      PreparedExperiment prepared, ShardedNetwork sharded, int[] starts, Calibration calibration) {
    Windows windows = prepared.windows(starts);
    return Outputs.toRaw(
        sharded.predict(windows), windows, prepared.network(), prepared.preparation(), calibration);
  }
}
