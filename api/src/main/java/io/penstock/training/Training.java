package io.penstock.training;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How to train.
 *
 * @param epochs passes over the training windows at most, at least 1; empty for {@value
 *     #LEAST_EPOCHS}, or as many as make {@value #LEAST_STEPS} steps if that is more: few windows
 *     need more passes to be learnt
 * @param batchSize windows of a step, at least 1; the last batch of an epoch may hold fewer
 * @param optimizer how the weights follow the gradient
 * @param penalty what holds weights down
 * @param clipping how a gradient is held down
 * @param schedule how the learning rate changes
 * @param loss what is minimised
 * @param patience epochs without a better validation loss after which training stops; 0 trains all
 *     epochs; empty for {@value #LEAST_PATIENCE}, or as many as make {@value #LEAST_PATIENT_STEPS}
 *     steps if that is more. Either way the weights of the best epoch are restored where there are
 *     validation windows
 * @param minimumChange by how much, relative to the best loss, a loss must be lower to count as
 *     better; at least 0
 * @param shuffle whether each epoch goes through the windows in an order of its own
 * @param seed of the initial weights and of the order of windows
 */
public record Training(
    OptionalInt epochs,
    int batchSize,
    Optimizer optimizer,
    Penalty penalty,
    Clipping clipping,
    Schedule schedule,
    Loss loss,
    OptionalInt patience,
    double minimumChange,
    boolean shuffle,
    long seed) {
  private static final int LEAST_EPOCHS = 100;
  private static final int LEAST_STEPS = 1500;
  private static final int LEAST_PATIENCE = 10;
  private static final int LEAST_PATIENT_STEPS = 150;

  /** Batches of 32 windows, Adam at 0.001, MSE, shuffled, seed 1; epochs and patience left open. */
  public static final Training DEFAULT =
      new Training(
          OptionalInt.empty(),
          32,
          new Optimizer.Adam(1e-3),
          Penalty.NONE,
          Clipping.NONE,
          Schedule.CONSTANT,
          Loss.MSE,
          OptionalInt.empty(),
          0,
          true,
          1);

  /** Checks the ranges. */
  public Training {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(penalty, "penalty");
    Objects.requireNonNull(clipping, "clipping");
    Objects.requireNonNull(schedule, "schedule");
    Objects.requireNonNull(loss, "loss");
    requireAtLeast("epochs", epochs.orElse(1), 1);
    requireAtLeast("batch size", batchSize, 1);
    requireAtLeast("patience", patience.orElse(0), 0);
    if (!(minimumChange >= 0)) {
      throw new IllegalArgumentException("minimum change " + minimumChange + " is below 0");
    }
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
        loss,
        OptionalInt.of(patience),
        minimumChange,
        shuffle,
        seed);
  }

  /**
   * The same with epochs and patience decided where they were left open.
   *
   * @param windows how many there are to train on, at least 1
   */
  public Training decided(int windows) {
    int steps = (windows - 1) / batchSize + 1;
    int decidedEpochs =
        epochs.orElseGet(() -> Math.max(LEAST_EPOCHS, (LEAST_STEPS + steps - 1) / steps));
    int decidedPatience =
        patience.orElseGet(
            () -> Math.max(LEAST_PATIENCE, (LEAST_PATIENT_STEPS + steps - 1) / steps));
    return withEpochs(decidedEpochs).withPatience(decidedPatience);
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
        patience,
        minimumChange,
        shuffle,
        seed);
  }

  /** The same with another batch size. */
  public Training withBatchSize(int value) {
    return new Training(
        epochs,
        value,
        optimizer,
        penalty,
        clipping,
        schedule,
        loss,
        patience,
        minimumChange,
        shuffle,
        seed);
  }

  /** The same with another optimizer. */
  public Training withOptimizer(Optimizer value) {
    return new Training(
        epochs,
        batchSize,
        value,
        penalty,
        clipping,
        schedule,
        loss,
        patience,
        minimumChange,
        shuffle,
        seed);
  }

  /** The same with another penalty. */
  public Training withPenalty(Penalty value) {
    return new Training(
        epochs,
        batchSize,
        optimizer,
        value,
        clipping,
        schedule,
        loss,
        patience,
        minimumChange,
        shuffle,
        seed);
  }

  /** The same with another clipping. */
  public Training withClipping(Clipping value) {
    return new Training(
        epochs,
        batchSize,
        optimizer,
        penalty,
        value,
        schedule,
        loss,
        patience,
        minimumChange,
        shuffle,
        seed);
  }

  /** The same with another schedule. */
  public Training withSchedule(Schedule value) {
    return new Training(
        epochs,
        batchSize,
        optimizer,
        penalty,
        clipping,
        value,
        loss,
        patience,
        minimumChange,
        shuffle,
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
        value,
        patience,
        minimumChange,
        shuffle,
        seed);
  }

  /** The same with another patience. */
  public Training withPatience(int value) {
    return new Training(
        epochs,
        batchSize,
        optimizer,
        penalty,
        clipping,
        schedule,
        loss,
        OptionalInt.of(value),
        minimumChange,
        shuffle,
        seed);
  }

  /** The same with another minimum change. */
  public Training withMinimumChange(double value) {
    return new Training(
        epochs, batchSize, optimizer, penalty, clipping, schedule, loss, patience, value, shuffle,
        seed);
  }

  /** The same with or without shuffling. */
  public Training withShuffle(boolean value) {
    return new Training(
        epochs,
        batchSize,
        optimizer,
        penalty,
        clipping,
        schedule,
        loss,
        patience,
        minimumChange,
        value,
        seed);
  }

  /** The same with another seed. */
  public Training withSeed(long value) {
    return new Training(
        epochs,
        batchSize,
        optimizer,
        penalty,
        clipping,
        schedule,
        loss,
        patience,
        minimumChange,
        shuffle,
        value);
  }
}
