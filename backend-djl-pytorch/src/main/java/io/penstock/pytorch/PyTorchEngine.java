package io.penstock.pytorch;

import ai.djl.engine.Engine;
import ai.djl.engine.EngineException;
import ai.djl.engine.StandardCapabilities;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.spi.Device;
import io.penstock.spi.NvidiaDriver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** PyTorch, loaded: what it is and what it can compute on. */
final class PyTorchEngine {
  private static final System.Logger LOGGER = System.getLogger(PyTorchEngine.class.getName());

  /** Just below the 32 MB up to which glibc adapts. */
  private static final long LARGEST_KEPT_BYTES = (32L << 20) - (64L << 10);

  private final Engine engine;
  private final CudaStatus cuda;

  private PyTorchEngine(Engine engine, CudaStatus cuda) {
    this.engine = engine;
    this.cuda = cuda;
  }

  /**
   * Loads PyTorch's native code; the first time on a machine it is unpacked to DJL's cache folder.
   *
   * @throws PenstockException with code ENVIRONMENT if it is missing or cannot be loaded
   */
  static PyTorchEngine start() {
    NativeLibraries libraries = NativeLibraries.installed();
    NvidiaDriver driver = NvidiaDriver.ofThisMachine();
    libraries
        .missing(driver)
        .ifPresent(
            sentence -> {
              throw PenstockException.environment("%s", sentence);
            });
    settings(libraries);
    try {
      long start = System.nanoTime();
      Engine engine = Engine.getEngine("PyTorch");
      LOGGER.log(
          System.Logger.Level.DEBUG,
          () ->
              String.format(
                  Locale.ROOT,
                  "PyTorch %s loaded in %.2f s",
                  engine.getVersion(),
                  (System.nanoTime() - start) / 1e9));
      keepFreedMemory(engine);
      return new PyTorchEngine(engine, cuda(libraries, driver, engine));
    } catch (EngineException | LinkageError e) {
      throw new PenstockException(
          ErrorCode.ENVIRONMENT,
          String.format(
              "PyTorch %s for %s could not be loaded: %s. Its libraries come from %s; if they are"
                  + " damaged, delete the folder pytorch in DJL's cache (~/.djl.ai, or DJL_CACHE_DIR)"
                  + " and they are unpacked again.",
              libraries.torchVersion(),
              libraries.platform(),
              rootMessage(e),
              libraries.folder().orElse("the class path")),
          e);
    }
  }

  /** All that is asked of the machine about CUDA, once. */
  private static CudaStatus cuda(NativeLibraries libraries, NvidiaDriver driver, Engine engine) {
    // It is asked whether CUDA is usable, and so says no of a build for CUDA without a driver.
    boolean works = engine.hasCapability(StandardCapabilities.CUDA);
    boolean cudaBuild = works || libraries.isCudaBuildInFolder();
    return new CudaStatus(
        libraries,
        cudaBuild,
        works,
        driver,
        cudaBuild ? CudaDevices.ofThisMachine() : CudaDevices.NONE,
        Optional.ofNullable(System.getenv("CUDA_VISIBLE_DEVICES")));
  }

  /** What DJL reads when its classes are loaded: what the user has set stays as it is. */
  private static void settings(NativeLibraries libraries) {
    // Without it, DJL downloads silently what it does not find.
    if (System.getenv("DJL_OFFLINE") == null) {
      setIfAbsent("ai.djl.offline", "true");
    }
    // DJL tells its makers of its use on EC2 when it is not offline.
    setIfAbsent("OPT_OUT_TRACKING", "true");
    // SLF4J, which DJL logs through, otherwise complains on the standard error when an application
    // has no binding for it.
    setIfAbsent("slf4j.internal.verbosity", "ERROR");
    if (NativeLibraries.setting("PYTORCH_FLAVOR").isEmpty()) {
      libraries.buildInFolder().ifPresent(build -> System.setProperty("PYTORCH_FLAVOR", build));
    }
  }

  private static void setIfAbsent(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  /**
   * Lets the C library see that blocks as large as the kernel's come and go. glibc gives blocks
   * that are larger than any it has seen freed (up to 32 MB), and twice that at the end of its
   * memory, back to the system each time, and a training step would spend half its time faulting
   * them in again. The block is never touched, so it costs nothing.
   */
  private static void keepFreedMemory(Engine engine) {
    try (NDManager manager = engine.newBaseManager(ai.djl.Device.cpu())) {
      manager.create(new Shape(LARGEST_KEPT_BYTES / Float.BYTES), DataType.FLOAT32).close();
    }
  }

  private static String rootMessage(Throwable thrown) {
    Throwable root = thrown;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage());
  }

  Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("PyTorch", engine.getVersion());
    versions.put("DJL", Engine.getDjlVersion());
    return versions;
  }

  List<Device> devices() {
    List<Device> devices = new ArrayList<>();
    devices.add(Device.CPU);
    if (cuda.missing().isEmpty()) {
      devices.addAll(cuda.found().devices());
    }
    return devices;
  }

  /** What there is of CUDA, or what it lacks. */
  CudaStatus cuda() {
    return cuda;
  }

  /** A manager of native memory on a device, to be closed. */
  NDManager newManager(Device device) {
    ai.djl.Device place = device.isCpu() ? ai.djl.Device.cpu() : ai.djl.Device.gpu(device.index());
    return engine.newBaseManager(place);
  }
}
