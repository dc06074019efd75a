package io.penstock.tensorflow;

import io.penstock.network.WeightLayout.Slot;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * Carries weights between the flat vector, whose gates are in ONNX's order i, o, f, c, and tensors
 * in the order i, c, f, o of TensorFlow's LSTMBlockCell. In both a gate is a block of consecutive
 * rows, so that this is four copies a tensor; which tensor rows go where is the same both ways,
 * since o and c change places.
 */
final class GateOrder {
  private static final int[] BLOCK = {0, 3, 2, 1};

  private GateOrder() {}

  /** Copies a slot of the flat vector into a tensor's memory. */
  static void write(Slot slot, float[] flat, FloatDataBuffer tensor) {
    if (slot.layer() < 0) {
      tensor.write(flat, slot.offset(), slot.size());
      return;
    }
    int block = slot.size() / BLOCK.length;
    for (int k = 0; k < BLOCK.length; k++) {
      tensor.slice((long) k * block, block).write(flat, slot.offset() + BLOCK[k] * block, block);
    }
  }

  /** Copies a tensor's memory into its slot of the flat vector. */
  static void read(Slot slot, FloatDataBuffer tensor, float[] flat) {
    if (slot.layer() < 0) {
      tensor.read(flat, slot.offset(), slot.size());
      return;
    }
    int block = slot.size() / BLOCK.length;
    for (int k = 0; k < BLOCK.length; k++) {
      tensor.slice((long) k * block, block).read(flat, slot.offset() + BLOCK[k] * block, block);
    }
  }
}
