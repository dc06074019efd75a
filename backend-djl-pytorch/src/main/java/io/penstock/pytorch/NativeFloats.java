package io.penstock.pytorch;

import io.penstock.error.PenstockException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside the heap that torch's tensors on the processor share instead of copying. It starts
 * at a multiple of {@value #ALIGNMENT} bytes, as torch's own does: sums may be taken in another
 * order elsewhere, and equal input must give equal bits.
 */
final class NativeFloats {
  private static final int ALIGNMENT = 64;

  private ByteBuffer memory = allocate(0);

  /** New memory for so many floats, all zero. */
  static ByteBuffer allocate(int floats) {
    int bytes = floats * Float.BYTES;
    ByteBuffer whole = ByteBuffer.allocateDirect(bytes + ALIGNMENT);
    int start = (ALIGNMENT - whole.alignmentOffset(0, ALIGNMENT)) % ALIGNMENT;
    return whole.slice(start, bytes).order(ByteOrder.nativeOrder());
  }

  /**
   * The memory, grown if need be, cut to this many floats. What it held is kept only if it did not
   * grow.
   *
   * @param windows of a batch
   * @param each floats of a window
   */
  ByteBuffer reserve(int windows, int each) {
    long floats = (long) windows * each;
    if (floats > (Integer.MAX_VALUE - ALIGNMENT) / Float.BYTES) {
      throw PenstockException.config(
          "A batch of %d windows of %d values each does not fit into 2 GiB: choose a smaller batch.",
          windows, each);
    }
    int bytes = (int) floats * Float.BYTES;
    if (memory.capacity() < bytes) {
      memory = allocate((int) floats);
    }
    return memory.slice(0, bytes).order(ByteOrder.nativeOrder());
  }
}
