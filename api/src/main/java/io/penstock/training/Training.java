package io.penstock.training;

import java.util.Objects;

/**
 * How to train.
 *
 * @param epochs passes over the training windows at most, at least 1
 * @param batchSize windows of a step, at least 1; the last batch of an epoch may hold fewer
 * @param optimizer how the weights follow the gradient
 * @param loss what is minimised
 * @param patience epochs without a better validation loss after which training stops; 0 trains all
 *     epochs. Either way the weights of the best epoch are restored where there are validation
 *     windows
 * @param minimumChange by how much, relative to the best loss, a loss must be lower to count as
 *     better; at least 0
 * @param shuffle whether each epoch goes through the windows in an order of its own
 * @param seed of the initial weights and of the order of windows
 */
public record Training(
    int epochs,
    int batchSize,
    Optimizer optimizer,
    Loss loss,
    int patience,
    double minimumChange,
    boolean shuffle,
    long seed) {
  /** 100 epochs of 32 windows, Adam at 0.001, MSE, patience 10, shuffled, seed 1. */
  public static final Training DEFAULT =
      new Training(100, 32, new Optimizer.Adam(1e-3), Loss.MSE, 10, 0, true, 1);

  /** Checks the ranges. */
  public Training {
    Objects.requireNonNull(optimizer, "optimizer");
    Objects.requireNonNull(loss, "loss");
    requireAtLeast("epochs", epochs, 1);
    requireAtLeast("batch size", batchSize, 1);
    requireAtLeast("patience", patience, 0);
    if (!(minimumChange >= 0)) {
      throw new IllegalArgumentException("minimum change " + minimumChange + " is below 0");
    }
  }

  private static void requireAtLeast(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " " + value + " is below " + least);
    }
  }

  /** The same with another number of epochs. */
  public Training withEpochs(int value) {
    return new Training(value, batchSize, optimizer, loss, patience, minimumChange, shuffle, seed);
  }

  /** The same with another batch size. */
  public Training withBatchSize(int value) {
    return new Training(epochs, value, optimizer, loss, patience, minimumChange, shuffle, seed);
  }

  /** The same with another optimizer. */
  public Training withOptimizer(Optimizer value) {
    return new Training(epochs, batchSize, value, loss, patience, minimumChange, shuffle, seed);
  }

  /** The same with another loss. */
  public Training withLoss(Loss value) {
    return new Training(
        epochs, batchSize, optimizer, value, patience, minimumChange, shuffle, seed);
  }

  /** The same with another patience. */
  public Training withPatience(int value) {
    return new Training(epochs, batchSize, optimizer, loss, value, minimumChange, shuffle, seed);
  }

  /** The same with another minimum change. */
  public Training withMinimumChange(double value) {
    return new Training(epochs, batchSize, optimizer, loss, patience, value, shuffle, seed);
  }

  /** The same with or without shuffling. */
  public Training withShuffle(boolean value) {
    return new Training(epochs, batchSize, optimizer, loss, patience, minimumChange, value, seed);
  }

  /** The same with another seed. */
  public Training withSeed(long value) {
    return new Training(
        epochs, batchSize, optimizer, loss, patience, minimumChange, shuffle, value);
  }
}
