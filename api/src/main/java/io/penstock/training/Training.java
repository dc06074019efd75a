package io.penstock.training;

import io.penstock.network.Head;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How to train.
 *
 * @param epochs passes over the training windows at most, at least 1; empty for {@value
 *     #LEAST_EPOCHS}, or as many as make {@value #LEAST_STEPS} steps if that is more: few windows
 *     need more passes to be learnt
 * @param batchSize examples of a step, at least 1; the last batch of an epoch may hold fewer. An
 *     example is a window, or with independent channels one channel of a window
 * @param optimizer how the weights follow the gradient
 * @param penalty what holds weights down
 * @param clipping how a gradient is held down
 * @param schedule how the learning rate changes
 * @param loss what is minimised; empty for the usual one of the network's head, see {@link Loss#of}
 * @param labels how classes are learnt
 * @param stopping when training ends early, and which weights it gives. A patience left open is
 *     {@value #LEAST_PATIENCE}, or as many epochs as make {@value #LEAST_PATIENT_STEPS} steps if
 *     that is more
 * @param shuffle whether each epoch goes through the examples in an order of its own
 * @param seed of the initial weights and of the order of windows
 */
public record Training(
    OptionalInt epochs,
    int batchSize,
    Optimizer optimizer,
    Penalty penalty,
    Clipping clipping,
    Schedule schedule,
    Optional<Loss> loss,
    Labels labels,
    Stopping stopping,
    boolean shuffle,
    long seed) {
  private static final int LEAST_EPOCHS = 100;
  private static final int LEAST_STEPS = 1500;
  private static final int LEAST_PATIENCE = 10;
  private static final int LEAST_PATIENT_STEPS = 150;

  /**
   * Batches of 32 windows, Adam at 0.001, the head's usual loss, shuffled, seed 1; epochs and
   * patience left open.
   */
  public static final Training DEFAULT =
      new Training(
          OptionalInt.empty(),
          32,
          new Optimizer.Adam(1e-3),
          Penalty.NONE,
          Clipping.NONE,
          Schedule.CONSTANT,
          Optional.empty(),
          Labels.NONE,
          Stopping.DEFAULT,
          true,
          1);

  /** Checks the ranges. */
  public Training {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(penalty, "penalty");
    Objects.requireNonNull(clipping, "clipping");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(loss, "loss");
    Objects.requireNonNull(labels, "labels");
    Objects.requireNonNull(stopping, "stopping");
    requireAtLeast("epochs", epochs.orElse(1), 1);
    requireAtLeast("batch size", batchSize, 1);
  }

  /** A description that leaves nothing open, without penalty, clipping and schedule. */
  public Training(
      int epochs,
      int batchSize,
      Optimizer optimizer,
      Loss loss,
      int patience,
      double minimumChange,
      boolean shuffle,
      long seed) {
    this(
        OptionalInt.of(epochs),
        batchSize,
        optimizer,
        Penalty.NONE,
        Clipping.NONE,
        Schedule.CONSTANT,
        Optional.of(loss),
        Labels.NONE,
        Stopping.DEFAULT.withPatience(patience).withMinimumChange(minimumChange),
        shuffle,
        seed);
  }

  /**
   * The same with epochs, patience and loss decided where they were left open.
   *
   * @param examples how many there are to train on, at least 1
   * @param head of the network
   */
  public Training decided(int examples, Head head) {
    int steps = (examples - 1) / batchSize + 1;
    int decidedEpochs =
        epochs.orElseGet(() -> Math.max(LEAST_EPOCHS, (LEAST_STEPS + steps - 1) / steps));
    int decidedPatience =
        stopping
            .patience()
            .orElseGet(() -> Math.max(LEAST_PATIENCE, (LEAST_PATIENT_STEPS + steps - 1) / steps));
    return withEpochs(decidedEpochs)
        .withPatience(decidedPatience)
        .withLoss(loss.orElseGet(() -> Loss.of(head)));
  }

  /** The loss that a network of this head is trained with. */
  public Loss lossFor(Head head) {
    return loss.orElseGet(() -> Loss.of(head));
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " " + value + " is below " + least);
    }
  }

  /** The same with another number of epochs. */
  public Training withEpochs(int value) {
    return new Training(
        OptionalInt.of(value),
        batchSize,
        optimizer,
        penalty,
        clipping,
        schedule,
        loss,
        labels,
        stopping,
        shuffle,
        seed);
  }

  /** The same with another batch size. */
  public Training withBatchSize(int value) {
    return new Training(
        epochs, value, optimizer, penalty, clipping, schedule, loss, labels, stopping, shuffle,
        seed);
  }

  /** The same with another optimizer. */
  public Training withOptimizer(Optimizer value) {
    return new Training(
        epochs, batchSize, value, penalty, clipping, schedule, loss, labels, stopping, shuffle,
        seed);
  }

  /** The same with another penalty. */
  public Training withPenalty(Penalty value) {
    return new Training(
        epochs, batchSize, optimizer, value, clipping, schedule, loss, labels, stopping, shuffle,
        seed);
  }

  /** The same with another clipping. */
  public Training withClipping(Clipping value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, value, schedule, loss, labels, stopping, shuffle,
        seed);
  }

  /** The same with another schedule. */
  public Training withSchedule(Schedule value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, clipping, value, loss, labels, stopping, shuffle,
        seed);
  }

  /** The same with another loss. */
  public Training withLoss(Loss value) {
    return new Training(
        epochs,
        batchSize,
        optimizer,
        penalty,
        clipping,
        schedule,
        Optional.of(value),
        labels,
        stopping,
        shuffle,
        seed);
  }

  /** The same with another way to learn classes. */
  public Training withLabels(Labels value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, clipping, schedule, loss, value, stopping, shuffle,
        seed);
  }

  /** The same with another rule to stop by. */
  public Training withStopping(Stopping value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, clipping, schedule, loss, labels, value, shuffle,
        seed);
  }

  /** The same with or without shuffling. */
  public Training withShuffle(boolean value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, clipping, schedule, loss, labels, stopping, value,
        seed);
  }

  /** The same with another seed. */
  public Training withSeed(long value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, clipping, schedule, loss, labels, stopping, shuffle,
        value);
  }

  /** The same with another patience. */
  public Training withPatience(int value) {
    return withStopping(stopping.withPatience(value));
  }

  /** The same with another minimum change. */
  public Training withMinimumChange(double value) {
    return withStopping(stopping.withMinimumChange(value));
  }
}
