package io.penstock.pytorch;

import ai.djl.ndarray.NDArray;
import io.penstock.network.Activation;
import io.penstock.network.LstmLayer;
import io.penstock.spi.Device;
import java.util.List;
import java.util.function.Supplier;

/** An LSTM layer as operations of torch. */
interface TorchLayer {
  /** Tensors of weights for each direction: W [4H, I], R [4H, H] and b [4H]. */
  int TENSORS = 3;

  /** Whether torch's fused kernel, which knows tanh only, computes a layer. */
  static boolean isFused(LstmLayer layer) {
    return layer.activation() == Activation.TANH;
  }

  /** The way that is taken for a layer on a device. */
  static TorchLayer of(LstmLayer layer, Device device) {
    if (!isFused(layer)) {
      return new UnrolledLayer(layer);
    }
    return device.isCpu() ? new FusedLayer(layer) : new CudnnLayer(layer);
  }

  /**
   * Reads a sequence from a state of zeros.
   *
   * @param sequence [batch, step, input]
   * @param weights {@value #TENSORS} tensors for each direction, forward first
   * @param training whether a backward pass follows
   */
  States read(NDArray sequence, List<NDArray> weights, boolean training);

  /**
   * What a layer gives.
   *
   * @param sequence its outputs at every step, [batch, step, D·H]; computed when asked for
   * @param last the state in which each direction ends, [batch, D·H]
   */
  record States(Supplier<NDArray> sequence, NDArray last) {}
}
