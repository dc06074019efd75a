package io.penstock.modelling;

import io.penstock.error.PenstockException;
import io.penstock.model.TrainedModel;
import io.penstock.series.Series;
import io.penstock.training.TrainingListener;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * How one run of a training goes, beside the experiment, on which alone the model depends: who
 * listens, where it is kept on the disk, and from where it starts.
 *
 * <pre>{@code
 * Path run = Path.of("passengers-run");
 * penstock.train(series, experiment, TrainingOptions.checkpointTo(run));
 * // The process was killed. Later, or on another machine:
 * TrainedModel model = penstock.train(series, experiment, TrainingOptions.resume(run));
 * }</pre>
 *
 * The model is the one that the uninterrupted run would have given, bit for bit on the same engine.
 *
 * @param listener is told how training goes, and may end it; what an epoch's end is told of is on
 *     the disk by then, and a run that was ended can be resumed like one that was killed
 * @param folder where a checkpoint is written after each epoch; the newest two are kept, and stay
 *     when training is done
 * @param resuming whether to go on with the run whose checkpoints are in the folder
 * @param start a model whose weights to begin with, in place of random ones
 * @param refitting whether the columns are scaled anew when training starts from a model
 * @param notes whatever the caller wants to find in a checkpoint, by name
 * @param test what the model is to be judged on in place of a part of the series
 */
public record TrainingOptions(
    TrainingListener listener,
    Optional<Path> folder,
    boolean resuming,
    Optional<TrainedModel> start,
    boolean refitting,
    Map<String, String> notes,
    Optional<Series> test) {
  /** Nobody listens, nothing is kept, and the first weights follow from the seed. */
  public static final TrainingOptions DEFAULT =
      new TrainingOptions(
          TrainingListener.NONE,
          Optional.empty(),
          false,
          Optional.empty(),
          false,
          Map.of(),
          Optional.empty());

  /** Copies the map and checks that there is a folder to resume from. */
  public TrainingOptions {
    Objects.requireNonNull(listener, "listener");
    Objects.requireNonNull(start, "start");
    Objects.requireNonNull(test, "test");
    notes = Map.copyOf(notes);
    if (resuming && folder.isEmpty()) {
      throw new IllegalArgumentException("no folder to resume from");
    }
  }

  /**
   * {@return a run that is kept in a folder of its own, which is made if it is not there} It must
   * not hold the checkpoints of another run, which is a {@link PenstockException} with code CONFIG.
   *
   * @param folder where a checkpoint is written after each epoch
   */
  public static TrainingOptions checkpointTo(Path folder) {
    return new TrainingOptions(
        TrainingListener.NONE,
        Optional.of(folder),
        false,
        Optional.empty(),
        false,
        Map.of(),
        Optional.empty());
  }

  /**
   * {@return a run that goes on after the last epoch whose checkpoint is whole, and is kept in the
   * same folder} Series and experiment must be those of the run; other data are a {@link
   * PenstockException} with code DATA, and another description one with code CONFIG, each naming
   * what differs. These may differ:
   *
   * <ul>
   *   <li>the number of epochs, if it is not below those done. A run that had trained all its
   *       epochs trains some more; one that had stopped for want of improvement stays as it is. A
   *       schedule that spans all epochs follows the new number from here on;
   *   <li>the engine: {@code auto} takes that of the checkpoint. Another one goes on from the same
   *       numbers, and follows the trajectory within the engines' rounding;
   *   <li>device and threads.
   * </ul>
   *
   * <p>An empty folder is that of a run that was killed before its first epoch was done: training
   * begins. Checkpoints that are damaged, or no checkpoints, or of another format, are a {@link
   * PenstockException} with code MODEL; where only the newest is damaged, the one before is taken.
   *
   * <p>Penstock keeps no random generator's state, because there is none: the order of windows and
   * dropout are drawn for each epoch and step from the seed alone.
   *
   * @param folder where a checkpoint is written after each epoch
   */
  public static TrainingOptions resume(Path folder) {
    return new TrainingOptions(
        TrainingListener.NONE,
        Optional.of(folder),
        true,
        Optional.empty(),
        false,
        Map.of(),
        Optional.empty());
  }

  /**
   * {@return a run that begins with the weights of a model, as of one that new data have come for}
   * The experiment must describe the model's network, targets and features; what it leaves open,
   * look-back and features, is the model's. The model's own preparation is kept, whatever the
   * experiment's scaling, since the weights have learnt from values in its scale; {@link #refit}
   * changes that. What does not fit is a {@link PenstockException} with code CONFIG that names it.
   *
   * @param model whose weights to begin with
   */
  public static TrainingOptions startFrom(TrainedModel model) {
    return DEFAULT.startingFrom(model);
  }

  /**
   * {@return the same with a listener}
   *
   * @param value is told how training goes, and may end it
   */
  public TrainingOptions listening(TrainingListener value) {
    return new TrainingOptions(value, folder, resuming, start, refitting, notes, test);
  }

  /**
   * {@return the same beginning with the weights of a model; see {@link #startFrom}}
   *
   * @param model whose weights to begin with
   */
  public TrainingOptions startingFrom(TrainedModel model) {
    return new TrainingOptions(
        listener, folder, resuming, Optional.of(model), refitting, notes, test);
  }

  /**
   * {@return the same, with the columns scaled anew by the experiment's scaling and training part
   * when training starts from a model}
   */
  public TrainingOptions refit() {
    return new TrainingOptions(listener, folder, resuming, start, true, notes, test);
  }

  /**
   * {@return the same with notes for the checkpoints}
   *
   * @param value whatever is to be found in a checkpoint, by name
   */
  public TrainingOptions noting(Map<String, String> value) {
    return new TrainingOptions(listener, folder, resuming, start, refitting, value, test);
  }

  /**
   * {@return the same with scores on data of their own in place of those on a part of the series}
   *
   * @param value has all columns that the model reads, and those that its targets are made of
   */
  public TrainingOptions judgedOn(Series value) {
    return new TrainingOptions(
        listener, folder, resuming, start, refitting, notes, Optional.of(value));
  }
}
