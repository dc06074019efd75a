package io.penstock.tensorflow;

import com.google.inject.Inject;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Backend;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.spi.MissingCuda;
import io.penstock.spi.NvidiaDriver;
import io.penstock.training.Loss;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tensorflow.TensorFlow;

/** TensorFlow, loaded when first asked for something that needs it. */
final class TensorFlowBackend implements Backend {
  private static final System.Logger LOG = System.getLogger("io.penstock.tensorflow");
  private static final String FUSED = "fused cells and fused cell gradients";
  private static final String PLAIN = "plain steps";

  private final NativeLibrary library;
  private final NvidiaDriver driver;
  private final SharedPrograms programs = new SharedPrograms();
  private @Nullable List<Device> devices;

  /** On this machine. */
  TensorFlowBackend(NativeLibrary library) {
    this(library, NvidiaDriver.ofThisMachine());
  }

  @Inject
  TensorFlowBackend(NativeLibrary library, NvidiaDriver driver) {
    this.library = library;
    this.driver = driver;
  }

  @Override
  public Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("TensorFlow", load());
    NativeLibrary.version().ifPresent(version -> versions.put("TensorFlow Java", version));
    return versions;
  }

  /** Loads the native code, if that has not been done, and gives its version. */
  private String load() {
    library
        .missing()
        .ifPresent(
            why -> {
              throw new PenstockException(ErrorCode.ENVIRONMENT, why);
            });
    try {
      return TensorFlow.version();
    } catch (LinkageError e) {
      throw new PenstockException(
          ErrorCode.ENVIRONMENT,
          String.format(
              "TensorFlow's native library is on the class path and cannot be loaded: %s. It is unpacked into the folder ~/.javacpp/cache, or the one that the system property org.bytedeco.javacpp.cachedir names; see that it can be written, has 700 MB of room and may hold executables.",
              e),
          e);
    }
  }

  @Override
  public synchronized List<Device> devices() {
    List<Device> found = devices;
    if (found == null) {
      found = new ArrayList<>(List.of(Device.CPU));
      if (library.hasGpu()) {
        load();
        found.addAll(Devices.cuda(driver.commonModel().orElse("NVIDIA GPU")));
      }
      found = List.copyOf(found);
      devices = found;
    }
    return found;
  }

  @Override
  public String cudaStatus() {
    return cuda().sentence();
  }

  @Override
  public Optional<String> missingCuda() {
    return cuda().missing().map(MissingCuda::words);
  }

  private CudaStatus cuda() {
    return new CudaStatus(
        library,
        driver,
        devices().size() - 1,
        Optional.ofNullable(System.getenv("CUDA_VISIBLE_DEVICES")));
  }

  @Override
  public String path(Network network, Device device) {
    List<String> fused = new ArrayList<>();
    List<String> plain = new ArrayList<>();
    for (LstmLayer layer : network.layers()) {
      String number = String.valueOf(fused.size() + plain.size() + 1);
      (LstmCell.isFused(layer.activation()) ? fused : plain).add(number);
    }
    String path = "unrolled graph with ";
    if (plain.isEmpty()) {
      return path + FUSED;
    }
    if (fused.isEmpty()) {
      return path + PLAIN;
    }
    return path + FUSED + inLayers(fused) + ", " + PLAIN + inLayers(plain);
  }

  private static String inLayers(List<String> numbers) {
    return (numbers.size() == 1 ? " in layer " : " in layers ") + String.join(", ", numbers);
  }

  @Override
  public DifferentiableNetwork open(Network network, Loss loss, Device device) {
    load();
    if (devices().stream().noneMatch(known -> known.name().equals(device.name()))) {
      throw PenstockException.environment(
          "TensorFlow cannot compute on %s here; it can on %s. %s",
          device.name(),
          String.join(", ", devices().stream().map(Device::name).toList()),
          cudaStatus());
    }
    LOG.log(Level.DEBUG, "Opened on {0}: {1}", device.name(), path(network, device));
    return new TensorFlowNetwork(network, programs.acquire(network, loss, device));
  }
}
