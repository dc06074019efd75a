package io.penstock.tensorflow;

import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Slot;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;

/**
 * A stretch of the flat vector that is one tensor of a graph: a matrix or a bias, of one direction
 * where it is a layer's.
 *
 * <p>In the flat vector gates are in ONNX's order i, o, f, c; LSTMBlockCell has them in the order
 * i, c, f, o. In both a gate is a block of consecutive rows, so that this is four copies a tensor;
 * which tensor rows go where is the same both ways, since o and c change places.
 *
 * @param offset its first element in the flat vector
 * @param shape its dimensions
 * @param swapped whether o and c change places
 */
record WeightPiece(int offset, Shape shape, boolean swapped) {
  private static final int[] BLOCK = {0, 3, 2, 1};

  /**
   * The pieces of a network, in the order of the flat vector: for each slot of a layer, one for
   * each direction.
   */
  static List<WeightPiece> of(Network network) {
    List<WeightPiece> pieces = new ArrayList<>();
    for (Slot slot : WeightLayout.of(network).slots()) {
      Shape whole = Shape.of(slot.shape().stream().mapToLong(Integer::longValue).toArray());
      if (slot.layer() < 0) {
        pieces.add(new WeightPiece(slot.offset(), whole, false));
        continue;
      }
      boolean swapped = LstmCell.isFused(network.layers().get(slot.layer()).activation());
      Shape own = whole.tail();
      for (int direction = 0; direction < whole.get(0); direction++) {
        int offset = slot.offset() + direction * Math.toIntExact(own.size());
        pieces.add(new WeightPiece(offset, own, swapped));
      }
    }
    return pieces;
  }

  /** Copies it from the flat vector into a tensor's memory. */
  void write(float[] flat, FloatDataBuffer tensor) {
    int size = Math.toIntExact(shape.size());
    if (!swapped) {
      tensor.write(flat, offset, size);
      return;
    }
    int block = size / BLOCK.length;
    for (int k = 0; k < BLOCK.length; k++) {
      tensor.slice((long) k * block, block).write(flat, offset + BLOCK[k] * block, block);
    }
  }

  /** Copies it from a tensor's memory into the flat vector. */
  void read(FloatDataBuffer tensor, float[] flat) {
    int size = Math.toIntExact(shape.size());
    if (!swapped) {
      tensor.read(flat, offset, size);
      return;
    }
    int block = size / BLOCK.length;
    for (int k = 0; k < BLOCK.length; k++) {
      tensor.slice((long) k * block, block).read(flat, offset + BLOCK[k] * block, block);
    }
  }
}
