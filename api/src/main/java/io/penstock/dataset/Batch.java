package io.penstock.dataset;

import java.nio.FloatBuffer;

/** A few examples, which a backend reads straight into memory of its own. */
public interface Batch {
  /** How many examples there are. */
  int size();

  /**
   * Puts the inputs, [size, lookBack, features], row-major, at the buffer's position, which moves
   * on by as many.
   *
   * @param to a buffer with enough room, of any kind
   */
  void inputs(FloatBuffer to);

  /**
   * Puts the values to be predicted, [size, outputs], row-major, at the buffer's position, which
   * moves on by as many.
   *
   * @param to a buffer with enough room, of any kind
   */
  void targets(FloatBuffer to);
}
