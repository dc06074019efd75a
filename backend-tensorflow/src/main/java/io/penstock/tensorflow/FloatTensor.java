package io.penstock.tensorflow;

import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/** A tensor of floats that is fed again and again, with its memory open for writing. */
final class FloatTensor implements AutoCloseable {
  private final TFloat32 tensor;
  private final FloatDataBuffer memory;

  FloatTensor(Shape shape) {
    this.tensor = TFloat32.tensorOf(shape);
    this.memory = memory(tensor);
  }

  /** A tensor's own memory, not a copy. */
  static FloatDataBuffer memory(TFloat32 tensor) {
    return tensor.asRawTensor().data().asFloats();
  }

  TFloat32 tensor() {
    return tensor;
  }

  FloatDataBuffer memory() {
    return memory;
  }

  @Override
  public void close() {
    tensor.close();
  }
}
