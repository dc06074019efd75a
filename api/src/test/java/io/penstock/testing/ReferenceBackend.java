package io.penstock.testing;

import io.penstock.dataset.Batch;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * {@link ReferenceLstm} as an engine: whatever trains on a backend trains on it. It computes alike
 * on whatever devices it is said to have.
 */
public final class ReferenceBackend implements Backend {
  private final List<Device> devices;

  /** On the processor. */
  public ReferenceBackend() {
    this(List.of(Device.CPU));
  }

  /** On devices of any name, the processor first. */
  public ReferenceBackend(List<Device> devices) {
    this.devices = List.copyOf(devices);
  }

  @Override
  public Map<String, String> versions() {
    return Map.of("Reference", "1");
  }

  @Override
  public List<Device> devices() {
    return devices;
  }

  @Override
  public String cudaStatus() {
    return "The reference computes on the processor only.";
  }

  @Override
  public String path(Network network, Device device) {
    return "plain loops in double precision";
  }

  @Override
  public DifferentiableNetwork open(Network network, Loss loss, Device device) {
    return new Session(network, loss);
  }

  private static final class Session implements DifferentiableNetwork {
    private final Network network;
    private final Loss loss;
    private final ReferenceLstm reference;
    private double[] weights = new double[0];

    Session(Network network, Loss loss) {
      this.network = network;
      this.loss = loss;
      this.reference = new ReferenceLstm(network);
    }

    @Override
    public void setWeights(float[] flat) {
      weights = new double[flat.length];
      for (int i = 0; i < flat.length; i++) {
        weights[i] = flat[i];
      }
    }

    @Override
    public double gradient(Batch batch, float[] gradient) {
      double[] exact = new double[gradient.length];
      double value = reference.gradient(loss, weights, batch, exact);
      for (int i = 0; i < exact.length; i++) {
        gradient[i] = (float) exact[i];
      }
      return value;
    }

    @Override
    public void predict(Batch batch, float[] outputs) {
      float[] inputs = new float[batch.size() * network.lookBack() * network.features()];
      batch.inputs(FloatBuffer.wrap(inputs));
      float[] future = new float[batch.size() * network.futureValues()];
      if (network.future() > 0) {
        batch.future(FloatBuffer.wrap(future));
      }
      double[] exact = reference.outputs(weights, inputs, future);
      for (int i = 0; i < exact.length; i++) {
        outputs[i] = (float) exact[i];
      }
    }

    @Override
    public void close() {
      // Nothing here is native.
    }
  }
}
