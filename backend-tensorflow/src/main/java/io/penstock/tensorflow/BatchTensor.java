package io.penstock.tensorflow;

import java.nio.FloatBuffer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.types.TFloat32;

/**
 * A tensor whose first dimension is the batch, filled anew for each batch. It is kept from batch to
 * batch and replaced when the size changes, as at the end of an epoch.
 */
final class BatchTensor implements AutoCloseable {
  private final Shape example;
  private float[] values = {};
  private @Nullable FloatTensor tensor;

  /**
   * @param example the shape of one example
   */
  BatchTensor(Shape example) {
    this.example = example;
  }

  /**
   * Fills it.
   *
   * @param size of the batch
   * @param source puts {@code size} examples into the buffer it is given
   * @return the filled tensor, valid until the next call
   */
  TFloat32 fill(int size, Consumer<FloatBuffer> source) {
    FloatTensor current = ofSize(size);
    source.accept(FloatBuffer.wrap(values));
    current.memory().write(values);
    return current.tensor();
  }

  private FloatTensor ofSize(int size) {
    int length = Math.multiplyExact(size, Math.toIntExact(example.size()));
    if (tensor != null && length == values.length) {
      return tensor;
    }
    close();
    FloatTensor fresh = new FloatTensor(example.prepend(size));
    tensor = fresh;
    values = new float[length];
    return fresh;
  }

  @Override
  public void close() {
    if (tensor != null) {
      tensor.close();
      tensor = null;
    }
  }
}
