package io.penstock.examples.service;

import io.penstock.Penstock;
import io.penstock.experiment.Experiment;
import io.penstock.series.Series;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Takes trainings and does one after the other, on a thread of its own. One training computes on
 * all cores by itself ({@link Experiment.Builder#threads}), so that two at a time would be no
 * faster.
 */
public final class TrainingService implements AutoCloseable {
  private final Penstock penstock;
  private final Set<TrainingJob> jobs = ConcurrentHashMap.newKeySet();
  private final ExecutorService executor =
      Executors.newSingleThreadExecutor(work -> new Thread(work, "training"));

  /** Trains on the engines that {@code penstock} knows. */
  public TrainingService(Penstock penstock) {
    this.penstock = penstock;
  }

  /**
   * Takes a training.
   *
   * @param series to learn from; never changed, so that several jobs may share it
   * @param experiment what to train and how
   * @param file where the model goes; it is replaced in one step when the training has ended
   * @param afterEachEpoch is told how far the training is, on its thread, which waits for it; what
   *     it throws ends the training
   * @return at once
   * @throws java.util.concurrent.RejectedExecutionException if the service is closed
   */
  public TrainingJob submit(
      Series series, Experiment experiment, Path file, Consumer<Progress> afterEachEpoch) {
    TrainingJob job = new TrainingJob(file, afterEachEpoch);
    jobs.add(job);
    job.result().whenComplete((model, failure) -> jobs.remove(job));
    executor.execute(() -> job.run(penstock, series, experiment));
    return job;
  }

  /**
   * Cancels all jobs, and waits for the one that runs to write its model. Not to be called by who
   * is told of progress, on the thread of that job, which would wait for itself.
   */
  @Override
  public void close() {
    executor.shutdown();
    jobs.forEach(TrainingJob::cancel);
    boolean interrupted = false;
    boolean done = false;
    while (!done) {
      try {
        done = executor.awaitTermination(1, TimeUnit.MINUTES);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
