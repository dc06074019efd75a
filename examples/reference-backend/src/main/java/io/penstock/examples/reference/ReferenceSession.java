package io.penstock.examples.reference;

import io.penstock.dataset.Batch;
import io.penstock.network.Network;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.nio.FloatBuffer;
import java.util.Arrays;

/** The reference at some weights. What crosses the seam is float, what is computed double. */
final class ReferenceSession implements DifferentiableNetwork {
  private final Network network;
  private final Loss loss;
  private final ReferenceLstm reference;
  private final double[] weights;

  ReferenceSession(Network network, Loss loss) {
    this.network = network;
    this.loss = loss;
    this.reference = new ReferenceLstm(network);
    this.weights = new double[network.parameters()];
  }

  /** Copies them: the caller goes on to change its array. */
  @Override
  public void setWeights(float[] flat) {
    Arrays.setAll(weights, i -> flat[i]);
  }

  @Override
  public double gradient(Batch batch, float[] gradient) {
    double[] exact = new double[gradient.length];
    double value = reference.gradient(loss, weights, batch, exact);
    round(exact, gradient);
    return value;
  }

  /** Does not ask the batch for its targets, which are not known when a model is used. */
  @Override
  public void predict(Batch batch, float[] outputs) {
    float[] inputs = new float[batch.size() * network.lookBack() * network.features()];
    batch.inputs(FloatBuffer.wrap(inputs));
    float[] future = new float[batch.size() * network.futureValues()];
    if (network.future() > 0) {
      batch.future(FloatBuffer.wrap(future));
    }
    round(reference.outputs(weights, inputs, future), outputs);
  }

  private static void round(double[] exact, float[] to) {
    for (int i = 0; i < exact.length; i++) {
      to[i] = (float) exact[i];
    }
  }

  @Override
  public void close() {
    // Nothing here is native.
  }
}
