package io.penstock.training;

/**
 * How the learning rate changes in the course of training: by what the optimizer's rate is
 * multiplied.
 */
public sealed interface Schedule {
  /** It does not. */
  Schedule CONSTANT = new Constant();

  /** It does not. */
  record Constant() implements Schedule {}

  /**
   * {@code factor^⌊epoch / every⌋}, epochs counted from 0.
   *
   * @param every epochs, at least 1
   * @param factor in (0, 1]
   */
  record Step(int every, double factor) implements Schedule {
    /** Checks the ranges. */
    public Step {
      requireEpochs("every", every, 1);
      requireFactor(factor);
    }
  }

  /**
   * {@code factor^epoch}, epochs counted from 0.
   *
   * @param factor in (0, 1]
   */
  record Exponential(double factor) implements Schedule {
    /** Checks the range. */
    public Exponential {
      requireFactor(factor);
    }
  }

  /**
   * Rises linearly from 0 over the first epochs, {@code (step + 1) / warmUpSteps}, then falls from
   * there along half a cosine to {@code floor} at the last step of the last epoch (Loshchilov and
   * Hutter, 2017), step by step. Without a rise the first step has the full rate.
   *
   * @param warmUp epochs of the rise, at least 0
   * @param floor in [0, 1]
   */
  record Cosine(int warmUp, double floor) implements Schedule {
    /** Checks the ranges. */
    public Cosine {
      requireEpochs("warm-up", warmUp, 0);
      if (!(floor >= 0 && floor <= 1)) {
        throw new IllegalArgumentException("floor " + floor + " is not in [0, 1]");
      }
    }
  }

  /**
   * One cycle (Smith and Topin, 2018): the optimizer's rate is the highest; from a 25th of it up
   * along half a cosine over the first {@code rise} of all steps, then down along half a cosine to
   * a 250 000th of it. PyTorch's OneCycleLR with its defaults, but that momentum stays as it is.
   *
   * @param rise share of the steps, in (0, 1)
   */
  record OneCycle(double rise) implements Schedule {
    /** Checks the range. */
    public OneCycle {
      if (!(rise > 0 && rise < 1)) {
        throw new IllegalArgumentException("rise " + rise + " is not in (0, 1)");
      }
    }
  }

  /**
   * Multiplied by {@code factor} whenever the validation loss (the training loss where there is
   * none) has not been lower for more than {@code patience} epochs. PyTorch's ReduceLROnPlateau
   * with threshold 0. It follows the loss even where a metric decides on stopping: the rate serves
   * what is minimised, and Keras's callbacks too have a monitor each, the loss unless told.
   *
   * @param factor in (0, 1]
   * @param patience epochs, at least 0
   */
  record OnPlateau(double factor, int patience) implements Schedule {
    /** Checks the ranges. */
    public OnPlateau {
      requireFactor(factor);
      requireEpochs("patience", patience, 0);
    }
  }

  private static void requireEpochs(String name, int value, int least) {
    if (value < least) {
      throw new IllegalArgumentException(name + " " + value + " is below " + least);
    }
  }

  private static void requireFactor(double factor) {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("factor " + factor + " is not in (0, 1]");
    }
  }
}
