package io.penstock.spi;

import io.penstock.dataset.Batch;

/**
 * A network on a device as a differentiable function of its weights: what a backend is. Used by one
 * thread at a time, not always the same one. The same weights and batch give the same bits, on any
 * thread, whatever else runs.
 */
public interface DifferentiableNetwork extends AutoCloseable {
  /**
   * Sets the weights for the calls that follow.
   *
   * @param weights the flat vector in the order of {@link io.penstock.network.WeightLayout}; read
   *     before the call returns
   */
  void setWeights(float[] weights);

  /**
   * Loss and gradient at the weights.
   *
   * @param batch of at least one window; batches may differ in size from call to call
   * @param gradient receives the gradient of the batch's mean loss, in the order of the weights;
   *     overwritten
   * @return the batch's mean loss. Where truths differ in weight each term is multiplied by its
   *     truth's, and the mean is still over the number of terms: core divides by the weights
   */
  double gradient(Batch batch, float[] gradient);

  /**
   * The network's outputs at the weights. The batch's targets are not read.
   *
   * @param batch of at least one window
   * @param outputs receives [size, horizon, target, parameter], row-major, raw: before the head's
   *     function and the anchor
   */
  void predict(Batch batch, float[] outputs);

  /** Frees all that is native. */
  @Override
  void close();
}
