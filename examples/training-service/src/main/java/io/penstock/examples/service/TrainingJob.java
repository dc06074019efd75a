package io.penstock.examples.service;

import io.penstock.Penstock;
import io.penstock.error.PenstockException;
import io.penstock.examples.service.Progress.State;
import io.penstock.experiment.Experiment;
import io.penstock.model.TrainedModel;
import io.penstock.series.Series;
import io.penstock.training.EpochReport;
import io.penstock.training.StepReport;
import io.penstock.training.StopReason;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** One training. Any thread may ask how far it is, cancel it, or wait for its model. */
public final class TrainingJob {
  private final Path file;
  private final Consumer<Progress> afterEachEpoch;
  private final CompletableFuture<Path> result = new CompletableFuture<>();
  private final List<String> notices = new CopyOnWriteArrayList<>();

  /** Written by the thread that trains, read by all. */
  private volatile Progress progress = Progress.NONE;

  private volatile boolean cancelled;

  TrainingJob(Path file, Consumer<Progress> afterEachEpoch) {
    this.file = file;
    this.afterEachEpoch = afterEachEpoch;
  }

  /** How far it is, to the step. */
  public Progress progress() {
    return progress;
  }

  /** What about the data or the settings may not be as it is meant, in a sentence or two each. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /**
   * Ends it after the step that is running. The best weights so far make its model; a job that has
   * not begun never does.
   */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Waits for the end.
   *
   * @return the model file, also if the training was cancelled after it had begun
   * @throws PenstockException if it failed: its code says whose turn it is, its message what to do
   * @throws CompletionException if something else was thrown, as by who is told of the progress; it
   *     is the cause
   * @throws CancellationException if it was cancelled before it had begun, so that there is no
   *     model
   */
  public Path await() {
    try {
      return result.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof PenstockException failure) {
        throw failure;
      }
      throw e;
    }
  }

  /** The same as a future, for those who do not want to wait. */
  public CompletableFuture<Path> result() {
    return result.copy();
  }

  /** Trains and writes the model; on the service's thread. Whatever goes wrong is the result. */
  void run(Penstock penstock, Series series, Experiment experiment) {
    if (cancelled) {
      progress = progress.in(State.CANCELLED);
      result.cancel(false);
      return;
    }
    progress = progress.in(State.RUNNING);
    try {
      TrainedModel model = penstock.train(series, experiment, new Listener());
      penstock.write(model, file);
      progress = progress.in(state(model.description().training().stopped()));
      result.complete(file);
    } catch (RuntimeException | Error e) {
      progress = progress.in(State.FAILED);
      result.completeExceptionally(e);
    }
  }

  private static State state(StopReason stopped) {
    return stopped == StopReason.CANCELLED ? State.CANCELLED : State.DONE;
  }

  /** Is told everything on the thread that trains, so it only notes what it hears. */
  private final class Listener implements TrainingListener {
    private int epochs;

    @Override
    public void onNotice(String notice) {
      notices.add(notice);
    }

    @Override
    public void onStart(TrainingStart start) {
      epochs = start.epochs();
    }

    @Override
    public void onStep(StepReport step) {
      double share = (step.epoch() - 1 + (double) step.step() / step.steps()) / epochs;
      progress =
          new Progress(
              State.RUNNING,
              step.epoch(),
              epochs,
              share,
              progress.trainingLoss(),
              progress.validationLoss());
    }

    @Override
    public void onEpoch(EpochReport epoch) {
      progress =
          new Progress(
              State.RUNNING,
              epoch.epoch(),
              epochs,
              progress.share(),
              OptionalDouble.of(epoch.trainingLoss()),
              epoch.validationLoss());
      afterEachEpoch.accept(progress);
    }

    /** Asked after each step. */
    @Override
    public boolean shouldStop() {
      return cancelled;
    }
  }
}
