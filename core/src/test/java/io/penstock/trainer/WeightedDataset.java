package io.penstock.trainer;

import io.penstock.dataset.Batch;
import io.penstock.dataset.Dataset;
import java.nio.FloatBuffer;

/**
 * Examples whose truths differ in weight.
 *
 * @param examples with one truth each
 * @param exampleWeights one an example
 */
record WeightedDataset(Dataset examples, float[] exampleWeights) implements Dataset {
  @Override
  public int size() {
    return examples.size();
  }

  @Override
  public int lookBack() {
    return examples.lookBack();
  }

  @Override
  public int features() {
    return examples.features();
  }

  @Override
  public int outputs() {
    return examples.outputs();
  }

  @Override
  public Batch batch(int[] order, int from, int to) {
    Batch plain = examples.batch(order, from, to);
    return new Batch() {
      @Override
      public int size() {
        return plain.size();
      }

      @Override
      public void inputs(FloatBuffer buffer) {
        plain.inputs(buffer);
      }

      @Override
      public void targets(FloatBuffer buffer) {
        plain.targets(buffer);
      }

      @Override
      public boolean weighted() {
        return true;
      }

      @Override
      public void weights(FloatBuffer buffer) {
        for (int i = from; i < to; i++) {
          buffer.put(exampleWeights[order[i]]);
        }
      }
    };
  }
}
