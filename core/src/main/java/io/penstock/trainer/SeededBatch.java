package io.penstock.trainer;

import io.penstock.dataset.Batch;
import java.nio.FloatBuffer;

/**
 * A shard of a training step's batch, which knows the step's seed and its own place in the batch.
 *
 * @param batch the examples
 * @param seed of the training step
 * @param position of the first example in the whole batch
 */
record SeededBatch(Batch batch, long seed, int position) implements Batch {
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
    batch.weights(to);
  }

  @Override
  public void targets(FloatBuffer to) {
    batch.targets(to);
  }
}
