package io.penstock.pytorch;

import io.penstock.network.Network;
import java.util.ArrayList;
import java.util.List;

/**
 * The part of a batch that the kernel is given at a time.
 *
 * <p>The kernel asks for its working memory anew in each call. Beyond some 32 MB the C library
 * fetches it from the system and gives it back each time, and faulting the pages in then takes as
 * long as the computation: 64 windows of 96 steps on 128 units go through 1.8 times faster in two
 * halves. The cut depends on the work alone, so that equal batches give equal bits.
 *
 * @param from the piece's first window in the batch
 * @param size how many windows it has
 */
record Piece(int from, int size) {
  /**
   * Values of all gates and inputs, over steps and windows of a piece, in all layers, whose memory
   * is held together from the forward to the backward pass. It is about five times as large as they
   * are; with one layer as with two, the loss of speed was measured to begin between 1.7 and 1.9
   * million.
   */
  private static final long KERNEL_VALUES = 1_650_000;

  /** How many windows of a network a piece may have: at least one. */
  static int limit(Network network) {
    long stepValues = 0;
    for (int l = 0; l < network.layers().size(); l++) {
      stepValues += 4L * network.layers().get(l).units() + network.inputs(l);
    }
    return (int) Math.max(1, KERNEL_VALUES / (network.lookBack() * stepValues));
  }

  /** Cuts a batch into pieces in order, as few as the limit allows and as equal as can be. */
  static List<Piece> cut(int size, int limit) {
    int count = (size - 1) / limit + 1;
    List<Piece> pieces = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      int from = (int) ((long) size * i / count);
      int to = (int) ((long) size * (i + 1) / count);
      pieces.add(new Piece(from, to - from));
    }
    return pieces;
  }
}
