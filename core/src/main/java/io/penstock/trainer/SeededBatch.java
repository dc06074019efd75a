package io.penstock.trainer;

import io.penstock.dataset.Batch;
import java.nio.FloatBuffer;

/**
 * A shard of a training step's batch, which knows the step's seed, its own place in the batch, and
 * what its truths weigh beside those of the whole batch.
 *
 * @param batch the examples
 * @param seed of the training step
 * @param position of the first example in the whole batch
 * @param meanWeight of the truths of the whole batch, above 0, by which weights are divided; 1
 *     where truths do not differ in weight
 */
record SeededBatch(Batch batch, long seed, int position, double meanWeight) implements Batch {
  @Override
  public int size() {
    return batch.size();
  }

  @Override
  public void inputs(FloatBuffer to) {
    batch.inputs(to);
  }

  @Override
  public void future(FloatBuffer to) {
    batch.future(to);
  }

  @Override
  public boolean weighted() {
    return batch.weighted();
  }

  @Override
  public void weights(FloatBuffer to) {
    int first = to.position();
    batch.weights(to);
    for (int i = first; i < to.position(); i++) {
      to.put(i, (float) (to.get(i) / meanWeight));
    }
  }

  @Override
  public void targets(FloatBuffer to) {
    batch.targets(to);
  }
}
