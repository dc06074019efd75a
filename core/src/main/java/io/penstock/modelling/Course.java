package io.penstock.modelling;

import io.penstock.checkpoint.Checkpoint;
import io.penstock.checkpoint.CheckpointFolder;
import io.penstock.checkpoint.RunDescription;
import io.penstock.checkpoint.SeriesFacts;
import io.penstock.experiment.Experiment;
import io.penstock.model.TrainedModel;
import io.penstock.modelfile.DataDigest;
import io.penstock.network.Weights;
import io.penstock.preparation.Preparation;
import io.penstock.series.Series;
import io.penstock.trainer.InitialWeights;
import io.penstock.trainer.TrainingLoop.AfterEpoch;
import io.penstock.trainer.TrainingState;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;

/**
 * Where a run begins, and where it is kept: with random weights or a model's, or after an epoch of
 * an earlier run, which must have been the same.
 *
 * @param prepared the experiment with all decided
 * @param initial weights of the first epoch
 * @param description of the run, if it is kept
 * @param folder where it is kept, if it is
 * @param checkpoint after which it goes on, if it does
 * @param options of the run
 */
record Course(
    PreparedExperiment prepared,
    Weights initial,
    Optional<RunDescription> description,
    Optional<CheckpointFolder> folder,
    Optional<Checkpoint> checkpoint,
    TrainingOptions options) {
  private static final Logger LOG = System.getLogger(Course.class.getName());

  static Course of(Series series, Experiment experiment, TrainingOptions options) {
    Optional<CheckpointFolder> folder =
        options
            .folder()
            .map(
                path ->
                    options.resuming() ? CheckpointFolder.of(path) : CheckpointFolder.begin(path));
    Optional<SeriesFacts> data = folder.map(kept -> SeriesFacts.of(series));
    Optional<Checkpoint> checkpoint =
        options.resuming() ? folder.flatMap(CheckpointFolder::newest) : Optional.empty();
    checkpoint.ifPresent(done -> done.description().requireData(data.orElseThrow()));

    PreparedExperiment prepared =
        PreparedExperiment.of(series, experiment, inherited(options, checkpoint));
    options.start().ifPresent(model -> inherited(model, options).requireSame(prepared.network()));
    Weights initial =
        options
            .start()
            .map(TrainedModel::weights)
            .orElseGet(() -> InitialWeights.of(prepared.network(), experiment.training().seed()));
    Optional<RunDescription> description =
        data.map(
            facts ->
                new RunDescription(
                    facts,
                    prepared.network(),
                    prepared.preparation(),
                    experiment.weights(),
                    prepared.howToTrain(),
                    experiment.split(),
                    prepared.season(),
                    startedFrom(options, checkpoint)));
    checkpoint.ifPresent(
        done -> done.description().requireSame(description.orElseThrow(), done.epoch()));
    folder.ifPresent(CheckpointFolder::makeReady);
    options
        .folder()
        .ifPresent(
            path ->
                LOG.log(
                    Level.DEBUG,
                    "The run in {0} begins after epoch {1}.",
                    path,
                    checkpoint.map(Checkpoint::epoch).orElse(0)));
    return new Course(prepared, initial, description, folder, checkpoint, options);
  }

  /**
   * A model to start from, or the one that the earlier run had started from, of which the
   * checkpoint knows all but the weights.
   */
  private static Optional<Inherited> inherited(
      TrainingOptions options, Optional<Checkpoint> checkpoint) {
    if (options.start().isPresent()) {
      return options.start().map(model -> inherited(model, options));
    }
    return checkpoint
        .map(Checkpoint::description)
        .filter(description -> description.startedFrom().isPresent())
        .map(
            description ->
                new Inherited(
                    description.network(), description.preparation(), options.refitting()));
  }

  private static Inherited inherited(TrainedModel model, TrainingOptions options) {
    Preparation preparation = model.description().preparation();
    return new Inherited(model.description().network(), preparation, options.refitting());
  }

  private static Optional<String> startedFrom(
      TrainingOptions options, Optional<Checkpoint> checkpoint) {
    return options
        .start()
        .map(model -> DataDigest.sha256(model.weights().toArray()))
        .or(() -> checkpoint.flatMap(done -> done.description().startedFrom()));
  }

  /** The state after which the run goes on; empty if it begins. */
  Optional<TrainingState> begun() {
    return checkpoint.map(Checkpoint::state);
  }

  /** The engine to take: whatever is asked for, and for {@code auto} that of the earlier run. */
  String backend(String asked) {
    return asked.equals("auto") ? checkpoint.map(Checkpoint::backend).orElse(asked) : asked;
  }

  /** Keeps the run in its folder, if it has one. */
  AfterEpoch afterEpoch(String engine) {
    if (folder.isEmpty()) {
      return AfterEpoch.NOTHING;
    }
    return state ->
        folder
            .get()
            .keep(
                new Checkpoint(
                    Version.current(),
                    engine,
                    description.orElseThrow(),
                    state.get(),
                    options.notes()));
  }
}
