package io.penstock.pytorch;

import static io.penstock.pytorch.NativeLibraries.CUDA_BUILD;
import static io.penstock.pytorch.NativeLibraries.CUDA_VERSION;
import static io.penstock.pytorch.NativeLibraries.LIBRARY_PATH;

import io.penstock.spi.MissingCuda;
import io.penstock.spi.NvidiaDriver;
import java.util.Optional;

/**
 * Says what CUDA there is, or what it lacks.
 *
 * @param libraries what is installed of PyTorch
 * @param cudaBuild whether the libtorch that was loaded is built for CUDA
 * @param works whether it finds CUDA usable itself; never without being built for it
 * @param driver what the machine shows of NVIDIA's driver
 * @param found what the driver answered; it is asked only where libtorch is built for CUDA
 * @param visible what the variable CUDA_VISIBLE_DEVICES says
 */
record CudaStatus(
    NativeLibraries libraries,
    boolean cudaBuild,
    boolean works,
    NvidiaDriver driver,
    CudaDevices found,
    Optional<String> visible) {
  /** The oldest CUDA of a driver that serves libraries of CUDA 12. */
  private static final int LEAST_CUDA = 12_000;

  /** What is missing, if libtorch cannot compute on CUDA. */
  Optional<MissingCuda> missing() {
    if (isUsable()) {
      return Optional.empty();
    }
    if (!libraries.bridges().contains(CUDA_BUILD)) {
      return missing(
          "PyTorch has none for " + libraries.platform(),
          "DJL has no CUDA bindings for " + libraries.platform() + ".");
    }
    Optional<MissingCuda> lacking = driver.missing();
    if (!cudaBuild) {
      return missing(
          lacking.map(MissingCuda::words).orElse("libtorch is built for the processor only"),
          lacking.map(known -> known.sentence() + " ").orElse("")
              + "The libtorch in use is built for the processor only: set "
              + LIBRARY_PATH
              + " to the folder \"lib\" of an installed libtorch "
              + libraries.torchVersion()
              + " for CUDA "
              + CUDA_VERSION
              + ".");
    }
    if (lacking.isPresent()) {
      return missing(lacking.get().words(), lacking.get().sentence());
    }
    if (found.cuda().isPresent() && found.cuda().getAsInt() < LEAST_CUDA) {
      String serves = version(found.cuda().getAsInt());
      return missing(
          "NVIDIA driver for CUDA " + serves + " is too old",
          "NVIDIA's driver serves CUDA up to "
              + serves
              + ", and libtorch is built for CUDA "
              + CUDA_VERSION
              + ": install a newer driver.");
    }
    if (found.error().isPresent()) {
      return missing(
          "NVIDIA driver does not answer",
          "NVIDIA's driver does not answer: "
              + found.error().get()
              + ". See whether nvidia-smi finds the GPU; after an update of the driver the machine"
              + " must be started again.");
    }
    if (!found.devices().isEmpty()) {
      return missing(
          "libtorch does not find the GPU",
          "NVIDIA's driver shows "
              + found.devices().size()
              + (found.devices().size() == 1 ? " GPU" : " GPUs")
              + ", and libtorch cannot use them: what it says to standard error when it is loaded names"
              + " the reason.");
    }
    return missing(
        "no GPU",
        "NVIDIA's driver shows no GPU"
            + visible
                .map(value -> "; CUDA_VISIBLE_DEVICES is \"" + value + "\", which may hide it")
                .orElse("")
            + ".");
  }

  private boolean isUsable() {
    return works && !found.devices().isEmpty() && found.cuda().orElse(LEAST_CUDA) >= LEAST_CUDA;
  }

  private static Optional<MissingCuda> missing(String words, String sentence) {
    return Optional.of(new MissingCuda(words, "CUDA is not available. " + sentence));
  }

  /** 12080 is CUDA 12.8. */
  private static String version(int cuda) {
    return cuda / 1000 + "." + cuda % 1000 / 10;
  }

  /** The same in whole sentences, or how many devices there are. */
  String sentence() {
    int count = found.devices().size();
    return missing()
        .map(MissingCuda::sentence)
        .orElse("CUDA is usable: " + count + (count == 1 ? " device." : " devices."));
  }
}
