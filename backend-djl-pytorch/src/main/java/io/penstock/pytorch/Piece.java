package io.penstock.pytorch;

import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The part of a batch that is computed at a time.
 *
 * <p>The fused kernel asks for its working memory anew in each call. Where it is more than the C
 * library keeps at hand, it fetches it from the system and gives it back each time, and faulting
 * the pages in takes a third as long as the computation or more. Unrolled steps ask for little at a
 * time, and each operation costs the same for few windows as for many: there, large pieces are
 * faster. The cut depends on the work alone, so that equal batches give equal bits.
 *
 * @param from the piece's first window in the batch
 * @param size how many windows it has
 */
record Piece(int from, int size) {
  /**
   * Values of all gates and inputs, over steps and windows of a piece, in all fused layers, whose
   * memory is held together from the forward to the backward pass. It is about five times as large
   * as they are. On the first thread page faults begin between 1.7 and 1.9 million, on a pool's
   * threads, for which the C library keeps less, between 0.90 and 0.95 million
   * (docs/benchmarks.md).
   */
  private static final long KERNEL_VALUES = 900_000;

  /** The same in all unrolled layers; the loss of speed was measured to begin above. */
  private static final long UNROLLED_VALUES = 7_200_000;

  /** How many windows of a network a piece may have: at least one. */
  static int limit(Network network) {
    long fused = 0;
    long unrolled = 0;
    for (int l = 0; l < network.layers().size(); l++) {
      LstmLayer layer = network.layers().get(l);
      long values = network.steps() * (4L * layer.outputs() + network.inputs(l));
      if (TorchLayer.isFused(layer)) {
        fused += values;
      } else {
        unrolled += values;
      }
    }
    long limit =
        Math.min(KERNEL_VALUES / Math.max(1, fused), UNROLLED_VALUES / Math.max(1, unrolled));
    return (int) Math.max(1, limit);
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

  /** Its part of numbers that each window has so many of; none if the batch has none. */
  float[] part(float[] batch, int each) {
    return batch.length == 0 ? batch : Arrays.copyOfRange(batch, from * each, (from + size) * each);
  }
}
