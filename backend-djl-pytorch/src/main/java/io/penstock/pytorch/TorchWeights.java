package io.penstock.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Slot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A network's weights as torch takes them. They differ from {@link WeightLayout}'s in that each
 * direction of a layer has tensors of its own, and, for layers on the fused kernel, in the order of
 * gates: i, f, g, o, where ONNX has i, o, f, c (g is c).
 */
final class TorchWeights {
  /** For each of the fused kernel's gates, its place among ONNX's. */
  private static final int[] FUSED_GATES = {0, 2, 3, 1};

  /** What stays in the layout's order is one block. */
  private static final int[] ONE_BLOCK = {0};

  /**
   * A stretch of the flat vector and its values for torch.
   *
   * @param offset of the stretch in the flat vector
   * @param shape for torch
   * @param blocks for each of the equal blocks in torch's order, its place in the layout's
   * @param memory the values
   */
  private record Tensor(int offset, Shape shape, int[] blocks, ByteBuffer memory) {
    /** Length of a block. */
    int block() {
      return (int) shape.size() / blocks.length;
    }

    /** Where block {@code i} begins in the flat vector. */
    int blockOffset(int i) {
      return offset + blocks[i] * block();
    }
  }

  private final DataType precision;
  private final int size;
  private final List<Tensor> tensors;

  /**
   * @param precision of the tensors
   */
  TorchWeights(Network network, DataType precision) {
    this.precision = precision;
    WeightLayout layout = WeightLayout.of(network);
    this.size = layout.size();
    List<Tensor> made = new ArrayList<>();
    if (network.embedding().isPresent()) {
      made.add(whole(layout.slot("embedding.W")));
      made.add(whole(layout.slot("embedding.b")));
    }
    for (int l = 0; l < network.layers().size(); l++) {
      LstmLayer layer = network.layers().get(l);
      int[] blocks = TorchLayer.isFused(layer) ? FUSED_GATES : ONE_BLOCK;
      for (int d = 0; d < layer.direction().count(); d++) {
        made.add(direction(layout.slot("lstm." + l + ".W"), d, blocks));
        made.add(direction(layout.slot("lstm." + l + ".R"), d, blocks));
        made.add(direction(layout.slot("lstm." + l + ".b"), d, blocks));
      }
    }
    made.add(whole(layout.slot("head.W")));
    made.add(whole(layout.slot("head.b")));
    this.tensors = List.copyOf(made);
  }

  private static Tensor whole(Slot slot) {
    return tensor(slot.offset(), shape(slot), ONE_BLOCK);
  }

  /** One direction's part of a slot, whose first dimension counts the directions. */
  private static Tensor direction(Slot slot, int direction, int[] blocks) {
    Shape shape = shape(slot).slice(1);
    return tensor(slot.offset() + direction * (int) shape.size(), shape, blocks);
  }

  private static Tensor tensor(int offset, Shape shape, int[] blocks) {
    return new Tensor(offset, shape, blocks, NativeFloats.allocate((int) shape.size()));
  }

  private static Shape shape(Slot slot) {
    return new Shape(slot.shape().stream().mapToLong(Integer::longValue).toArray());
  }

  /** Length of the flat vector. */
  int size() {
    return size;
  }

  /** Takes over the flat vector. */
  void set(float[] flat) {
    for (Tensor tensor : tensors) {
      FloatBuffer values = tensor.memory().asFloatBuffer();
      for (int i = 0; i < tensor.blocks().length; i++) {
        values.put(flat, tensor.blockOffset(i), tensor.block());
      }
    }
  }

  /**
   * The weights as tensors: the embedding's W and b if there is one, for each layer and each of its
   * directions W [4H, I], R [4H, H] and b [4H], then the head's W and b. On the processor they
   * share this object's memory.
   *
   * @param manager to which they are attached
   * @param differentiable whether gradients are wanted
   */
  List<NDArray> tensors(NDManager manager, boolean differentiable) {
    List<NDArray> arrays = new ArrayList<>(tensors.size());
    for (Tensor tensor : tensors) {
      NDArray array =
          manager
              .create(tensor.memory(), tensor.shape(), DataType.FLOAT32)
              .toType(precision, false);
      if (differentiable) {
        array.setRequiresGradient(true);
      }
      arrays.add(array);
    }
    return arrays;
  }

  /**
   * Reads the tensors' gradients.
   *
   * @param arrays what {@link #tensors} gave, after the backward pass
   * @param flat receives the gradients in the order of the flat vector
   */
  void gradients(List<NDArray> arrays, float[] flat) {
    for (int t = 0; t < tensors.size(); t++) {
      Tensor tensor = tensors.get(t);
      // The handle is attached to the manager of its tensor, and closed with it.
      NDArray gradient = arrays.get(t).getGradient().toType(DataType.FLOAT32, false);
      FloatBuffer values =
          gradient.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
      for (int i = 0; i < tensor.blocks().length; i++) {
        values.get(flat, tensor.blockOffset(i), tensor.block());
      }
    }
  }
}
