package io.penstock.training;

/** Is told how training goes, on the thread that called it, and may end it. */
public interface TrainingListener {
  /** Listens to nothing. */
  TrainingListener NONE = new TrainingListener() {};

  /**
   * Something about the data or the experiment may not be as it is meant, in a sentence or two;
   * told before {@link #onStart}, or after {@link #onStop} where only the trained model shows it.
   *
   * @param notice for people
   */
  default void onNotice(String notice) {}

  /**
   * Training is about to begin.
   *
   * @param start what is known by then
   */
  default void onStart(TrainingStart start) {}

  /**
   * A step is done.
   *
   * @param report on the step
   */
  default void onStep(StepReport report) {}

  /**
   * An epoch is done.
   *
   * @param report on the epoch
   */
  default void onEpoch(EpochReport report) {}

  /**
   * The run has ended.
   *
   * @param reason why it has ended
   */
  default void onStop(StopReason reason) {}

  /**
   * Asked after every step; once it is true the run ends with {@link StopReason#CANCELLED}, and
   * keeps the weights that {@link Stopping} says as if it had ended by itself.
   *
   * @return whether to end the run
   */
  default boolean shouldStop() {
    return false;
  }
}
