package io.penstock.dataset;

import java.nio.FloatBuffer;

/** A few examples, which a backend reads straight into memory of its own. */
public interface Batch {
  /** {@return how many examples there are} */
  int size();

  /**
   * Puts the inputs, [size, lookBack, features], row-major, at the buffer's position, which moves
   * on by as many.
   *
   * @param to a buffer with enough room, of any kind
   */
  void inputs(FloatBuffer to);

  /**
   * {@return the seed of the training step, by which dropout is decided; not read where there is
   * none}
   */
  default long seed() {
    return 0;
  }

  /**
   * Where the first example stands in the whole batch, of which this may be a shard.
   *
   * @return counted from 0
   */
  default int position() {
    return 0;
  }

  /**
   * Puts what is known of the future, [size, horizon, column], row-major, at the buffer's position,
   * which moves on by as many. Not called where the network knows nothing of it.
   *
   * @param to a buffer with enough room, of any kind
   */
  default void future(FloatBuffer to) {}

  /** {@return whether truths differ in weight; the same for all batches of a training} */
  default boolean weighted() {
    return false;
  }

  /**
   * Puts how much each truth counts, [size, horizon, target], row-major, at least 0, at the
   * buffer's position, which moves on by as many. Not called where truths do not differ in weight.
   *
   * @param to a buffer with enough room, of any kind
   */
  default void weights(FloatBuffer to) {
    throw new IllegalStateException("the truths have no weights");
  }

  /**
   * Puts the values to be predicted, [size, outputs], row-major, at the buffer's position, which
   * moves on by as many.
   *
   * @param to a buffer with enough room, of any kind
   */
  void targets(FloatBuffer to);
}
