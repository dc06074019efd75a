package io.penstock.dataset;

import io.penstock.network.Network;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * A batch in arrays, all row-major.
 *
 * @param size examples
 * @param inputs [size, lookBack, features]
 * @param future [size, horizon, future]; empty if nothing is known of it
 * @param truths [size, horizon, target, truth]
 * @param weights [size, horizon, target]; empty if all truths count 1
 * @param seed of the training step
 * @param position of the first example in the whole batch
 */
public record ArrayBatch(
    int size,
    float[] inputs,
    float[] future,
    float[] truths,
    float[] weights,
    long seed,
    int position)
    implements Batch {
  /** Checks that the arrays are made of as many examples. */
  public ArrayBatch {
    for (float[] array : new float[][] {inputs, future, truths, weights}) {
      if (size < 1 || array.length % size != 0) {
        throw new IllegalArgumentException(array.length + " numbers for " + size + " examples");
      }
    }
  }

  /**
   * {@return what a batch for a network holds}
   *
   * @param network that it is for
   * @param batch is copied
   */
  public static ArrayBatch of(Network network, Batch batch) {
    int size = batch.size();
    float[] inputs = new float[size * network.lookBack() * network.features()];
    batch.inputs(FloatBuffer.wrap(inputs));
    float[] future = new float[size * network.horizon() * network.future()];
    if (network.future() > 0) {
      batch.future(FloatBuffer.wrap(future));
    }
    float[] truths = new float[size * network.truths()];
    batch.targets(FloatBuffer.wrap(truths));
    float[] weights =
        new float[batch.weighted() ? size * network.horizon() * network.targets() : 0];
    if (batch.weighted()) {
      batch.weights(FloatBuffer.wrap(weights));
    }
    return new ArrayBatch(size, inputs, future, truths, weights, batch.seed(), batch.position());
  }

  /**
   * {@return the same with what is known of the future}
   *
   * @param known [example, horizon, future input], row-major, prepared
   */
  public ArrayBatch withFuture(float[] known) {
    return new ArrayBatch(size, inputs, known, truths, weights, seed, position);
  }

  /**
   * {@return the same with weights of the truths}
   *
   * @param ofTruths one a truth, at least 0
   */
  public ArrayBatch withWeights(float[] ofTruths) {
    return new ArrayBatch(size, inputs, future, truths, ofTruths, seed, position);
  }

  /**
   * {@return the examples {@code from … to - 1} as a shard of the same step}
   *
   * @param from first example, inclusive
   * @param to last example, exclusive
   */
  public ArrayBatch shard(int from, int to) {
    return new ArrayBatch(
        to - from,
        part(inputs, from, to),
        part(future, from, to),
        part(truths, from, to),
        part(weights, from, to),
        seed,
        position + from);
  }

  private float[] part(float[] values, int from, int to) {
    int each = values.length / size;
    return Arrays.copyOfRange(values, from * each, to * each);
  }

  @Override
  public void inputs(FloatBuffer to) {
    to.put(inputs);
  }

  @Override
  public void future(FloatBuffer to) {
    to.put(future);
  }

  @Override
  public void targets(FloatBuffer to) {
    to.put(truths);
  }

  @Override
  public boolean weighted() {
    return weights.length > 0;
  }

  @Override
  public void weights(FloatBuffer to) {
    to.put(weights);
  }
}
