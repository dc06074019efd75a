package io.penstock.tensorflow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Operand;
import org.tensorflow.op.Ops;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TInt32;

/** Matrices of zeros with a row for each window, each put into the graph once. */
final class Zeros {
  private final Ops tf;
  private final Operand<TInt32> batch;
  private final Map<Integer, Operand<TFloat32>> byWidth = new HashMap<>();

  /**
   * @param batch how many windows, [1]
   */
  Zeros(Ops tf, Operand<TInt32> batch) {
    this.tf = tf;
    this.batch = batch;
  }

  /** [B, width]. */
  Operand<TFloat32> ofWidth(int width) {
    return byWidth.computeIfAbsent(
        width,
        columns ->
            tf.zeros(
                tf.concat(List.of(batch, tf.constant(new int[] {columns})), tf.constant(0)),
                TFloat32.class));
  }
}
