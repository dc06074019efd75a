package io.penstock.dataset;

import java.nio.FloatBuffer;
import java.util.Objects;

/**
 * Examples given as arrays.
 *
 * @param lookBack steps of an input
 * @param features values of a step
 * @param outputs values to be predicted
 * @param inputs [example, lookBack, features], row-major
 * @param targets [example, outputs], row-major
 */
public record ArrayDataset(int lookBack, int features, int outputs, float[] inputs, float[] targets)
    implements Dataset {
  /** Checks that the arrays hold the same number of examples. The arrays are not copied. */
  public ArrayDataset {
    if (lookBack < 1 || features < 1 || outputs < 1) {
      throw new IllegalArgumentException("shape " + lookBack + ", " + features + ", " + outputs);
    }
    long examples = targets.length / outputs;
    if (examples * outputs != targets.length || examples * lookBack * features != inputs.length) {
      throw new IllegalArgumentException(
          inputs.length + " inputs and " + targets.length + " targets do not make examples");
    }
  }

  @Override
  public int size() {
    return targets.length / outputs;
  }

  @Override
  public Batch batch(int[] order, int from, int to) {
    Objects.checkFromToIndex(from, to, order.length);
    return new Batch() {
      @Override
      public int size() {
        return to - from;
      }

      @Override
      public void inputs(FloatBuffer buffer) {
        int length = lookBack * features;
        for (int i = from; i < to; i++) {
          buffer.put(inputs, order[i] * length, length);
        }
      }

      @Override
      public void targets(FloatBuffer buffer) {
        for (int i = from; i < to; i++) {
          buffer.put(targets, order[i] * outputs, outputs);
        }
      }
    };
  }
}
