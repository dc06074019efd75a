package io.penstock.spi;

import io.penstock.network.Network;
import io.penstock.training.Loss;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An engine, loaded when first asked for something. Safe for use by several threads.
 *
 * <p>Nothing is downloaded, nothing is printed, and no global state of the JVM is left changed
 * beyond what the engine needs.
 */
public interface Backend {
  /** {@return versions of engine and runtime, by name, as {@code PyTorch → 2.7.1}} */
  Map<String, String> versions();

  /**
   * Where it can compute; the processor first, then CUDA devices in the order of their numbers.
   *
   * @return at least one
   */
  List<Device> devices();

  /**
   * {@return why there is no CUDA device, naming what is missing (driver, library, version); a
   * plain sentence if one is there}
   */
  String cudaStatus();

  /**
   * {@return the same in a few words, to stand in a line about something else, as {@code no NVIDIA
   * driver}; empty if there is a CUDA device}
   */
  default Optional<String> missingCuda() {
    return devices().stream().allMatch(Device::isCpu)
        ? Optional.of("no CUDA device")
        : Optional.empty();
  }

  /**
   * Which of its ways the backend takes for this network on this device, in a few words, as {@code
   * fused LSTM kernel}.
   *
   * @param network within the plugin's capabilities, of joint channels and without regard to the
   *     anchor, which is core's affair
   * @param device one of {@link #devices()}
   * @return the path in words
   */
  String path(Network network, Device device);

  /**
   * Opens one session. It computes on one thread (of the processor), since core cuts batches into
   * shards and opens a session for each thread.
   *
   * @param network within the plugin's capabilities, of joint channels and without regard to the
   *     anchor, which is core's affair
   * @param loss within the plugin's capabilities
   * @param device one of {@link #devices()}
   * @return an open session, to be closed by whoever asked for it
   * @throws io.penstock.error.PenstockException with code ENVIRONMENT if the device cannot be used
   */
  DifferentiableNetwork open(Network network, Loss loss, Device device);
}
