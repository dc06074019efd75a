package io.penstock.pytorch;

import io.penstock.error.PenstockException;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.spi.MissingCuda;
import io.penstock.training.Loss;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * PyTorch, loaded when first asked for something.
 *
 * <p>It leaves every thread that it computes on limited to one OpenMP thread: libtorch keeps a part
 * of that number for the whole process, so that giving a thread its old number back would disturb
 * the others.
 */
final class PyTorchBackend implements Backend {
  private @Nullable PyTorchEngine engine;

  PyTorchBackend() {}

  private synchronized PyTorchEngine engine() {
    if (engine == null) {
      engine = PyTorchEngine.start();
    }
    return engine;
  }

  @Override
  public Map<String, String> versions() {
    return engine().versions();
  }

  @Override
  public List<Device> devices() {
    return engine().devices();
  }

  @Override
  public String cudaStatus() {
    return engine().cuda().sentence();
  }

  @Override
  public Optional<String> missingCuda() {
    return engine().cuda().missing().map(MissingCuda::words);
  }

  @Override
  public String path(Network network, Device device) {
    return PathWords.of(network, device);
  }

  @Override
  public DifferentiableNetwork open(Network network, Loss loss, Device device) {
    List<Device> devices = devices();
    if (devices.stream().noneMatch(there -> there.name().equals(device.name()))) {
      throw PenstockException.environment(
          "There is no device %s; PyTorch finds %s. %s",
          device.name(),
          devices.stream().map(Device::name).collect(Collectors.joining(", ")),
          cudaStatus());
    }
    return new TorchNetwork(network, loss, device, engine().newManager(device));
  }
}
