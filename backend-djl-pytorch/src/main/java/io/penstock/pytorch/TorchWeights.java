package io.penstock.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Slot;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A network's weights in torch's layout, which differs from {@link WeightLayout}'s in the order of
 * gates: i, f, g, o, where ONNX has i, o, f, c (g is c).
 */
final class TorchWeights {
  /** For each of torch's gates, its place among ONNX's. */
  private static final int[] ONNX_GATE = {0, 2, 3, 1};

  /** One slot of the layout and its values for torch. */
  private record Tensor(Slot slot, Shape shape, ByteBuffer memory) {
    /** Into how many blocks of gates it falls. */
    int gates() {
      return switch (slot.role()) {
        case INPUT, RECURRENT, BIAS -> ONNX_GATE.length;
        case EMBEDDING, EMBEDDING_BIAS, HEAD, HEAD_BIAS -> 1;
      };
    }
  }

  private final int size;
  private final List<Tensor> tensors;

  /**
   * @param network whose layers are all forward
   */
  TorchWeights(Network network) {
    WeightLayout layout = WeightLayout.of(network);
    this.size = layout.size();
    List<Tensor> made = new ArrayList<>();
    for (Slot slot : layout.slots()) {
      made.add(new Tensor(slot, shape(slot), NativeFloats.allocate(slot.size())));
    }
    this.tensors = List.copyOf(made);
  }

  private static Shape shape(Slot slot) {
    long[] dimensions = slot.shape().stream().mapToLong(Integer::longValue).toArray();
    boolean ofLayer = slot.layer() >= 0;
    // A layer's tensors begin with the number of directions, which is one.
    return ofLayer ? new Shape(dimensions).slice(1) : new Shape(dimensions);
  }

  /** Length of the flat vector. */
  int size() {
    return size;
  }

  /** Takes over the flat vector. */
  void set(float[] flat) {
    for (Tensor tensor : tensors) {
      FloatBuffer values = tensor.memory().asFloatBuffer();
      int block = tensor.slot().size() / tensor.gates();
      for (int gate = 0; gate < tensor.gates(); gate++) {
        values.put(gate * block, flat, offset(tensor, gate, block), block);
      }
    }
  }

  /**
   * The weights as tensors in the layout's order: each layer's W [4H, I], R [4H, H] and b [4H],
   * then the head's. On the processor they share this object's memory.
   *
   * @param manager to which they are attached
   * @param differentiable whether gradients are wanted
   */
  List<NDArray> tensors(NDManager manager, boolean differentiable) {
    List<NDArray> arrays = new ArrayList<>(tensors.size());
    for (Tensor tensor : tensors) {
      NDArray array = manager.create(tensor.memory(), tensor.shape(), DataType.FLOAT32);
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
    for (int i = 0; i < tensors.size(); i++) {
      Tensor tensor = tensors.get(i);
      // The handle is attached to the manager of its tensor, and closed with it.
      NDArray gradient = arrays.get(i).getGradient();
      FloatBuffer values =
          gradient.toByteBuffer(true).order(ByteOrder.nativeOrder()).asFloatBuffer();
      int block = tensor.slot().size() / tensor.gates();
      for (int gate = 0; gate < tensor.gates(); gate++) {
        values.get(gate * block, flat, offset(tensor, gate, block), block);
      }
    }
  }

  private static int offset(Tensor tensor, int gate, int block) {
    int onnx = tensor.gates() == 1 ? gate : ONNX_GATE[gate];
    return tensor.slot().offset() + onnx * block;
  }
}
