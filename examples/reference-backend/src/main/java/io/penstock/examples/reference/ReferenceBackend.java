package io.penstock.examples.reference;

import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.util.List;
import java.util.Map;

/** {@link ReferenceLstm} as an engine: it computes on the processor, and in one way only. */
public final class ReferenceBackend implements Backend {
  /** Has nothing to load. */
  public ReferenceBackend() {}

  @Override
  public Map<String, String> versions() {
    return Map.of("Java", System.getProperty("java.version"));
  }

  @Override
  public List<Device> devices() {
    return List.of(Device.CPU);
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
    return new ReferenceSession(network, loss);
  }
}
