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

  /**
   * A description that leaves nothing open, without penalty, clipping and schedule.
   *
   * @param epochs passes over the training windows at most, at least 1
   * @param batchSize examples of a step, at least 1
   * @param optimizer how the weights follow the gradient
   * @param loss what is minimised
   * @param patience epochs without a lower validation loss after which training stops; 0 trains all
   *     epochs
   * @param minimumChange by how much, relative to the loss to beat, a loss must be lower for the
   *     patience to begin anew
   * @param shuffle whether each epoch goes through the examples in an order of its own
   * @param seed of the initial weights and of the order of windows
   */
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
   * {@return the same with epochs, patience and loss decided where they were left open}
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

  /**
   * {@return the loss that a network of this head is trained with}
   *
   * @param head of the network
   */
  public Loss lossFor(Head head) {
    return loss.orElseGet(() -> Loss.of(head));
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " " + value + " is below " + least);
    }
  }

  /**
   * {@return the same with another number of epochs}
   *
   * @param value passes over the training windows at most, at least 1
   */
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

  /**
   * {@return the same with another batch size}
   *
   * @param value examples of a step, at least 1
   */
  public Training withBatchSize(int value) {
    return new Training(
        epochs, value, optimizer, penalty, clipping, schedule, loss, labels, stopping, shuffle,
        seed);
  }

  /**
   * {@return the same with another optimizer}
   *
   * @param value how the weights follow the gradient
   */
  public Training withOptimizer(Optimizer value) {
    return new Training(
        epochs, batchSize, value, penalty, clipping, schedule, loss, labels, stopping, shuffle,
        seed);
  }

  /**
   * {@return the same with another penalty}
   *
   * @param value what holds weights down
   */
  public Training withPenalty(Penalty value) {
    return new Training(
        epochs, batchSize, optimizer, value, clipping, schedule, loss, labels, stopping, shuffle,
        seed);
  }

  /**
   * {@return the same with another clipping}
   *
   * @param value how a gradient is held down
   */
  public Training withClipping(Clipping value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, value, schedule, loss, labels, stopping, shuffle,
        seed);
  }

  /**
   * {@return the same with another schedule}
   *
   * @param value how the learning rate changes
   */
  public Training withSchedule(Schedule value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, clipping, value, loss, labels, stopping, shuffle,
        seed);
  }

  /**
   * {@return the same with another loss}
   *
   * @param value what is minimised
   */
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

  /**
   * {@return the same with another way to learn classes}
   *
   * @param value how classes are learnt
   */
  public Training withLabels(Labels value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, clipping, schedule, loss, value, stopping, shuffle,
        seed);
  }

  /**
   * {@return the same with another rule to stop by}
   *
   * @param value when training ends early, and which weights it gives
   */
  public Training withStopping(Stopping value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, clipping, schedule, loss, labels, value, shuffle,
        seed);
  }

  /**
   * {@return the same with or without shuffling}
   *
   * @param value whether each epoch goes through the examples in an order of its own
   */
  public Training withShuffle(boolean value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, clipping, schedule, loss, labels, stopping, value,
        seed);
  }

  /**
   * {@return the same with another seed}
   *
   * @param value the seed of the initial weights and of the order of windows
   */
  public Training withSeed(long value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, clipping, schedule, loss, labels, stopping, shuffle,
        value);
  }

  /**
   * {@return the same with another patience}
   *
   * @param value epochs without a better score after which training stops; 0 trains all epochs
   */
  public Training withPatience(int value) {
    return withStopping(stopping.withPatience(value));
  }

  /**
   * {@return the same with another minimum change}
   *
   * @param value relative to the size of the score to beat; at least 0
   */
  public Training withMinimumChange(double value) {
    return withStopping(stopping.withMinimumChange(value));
  }
}
