package io.penstock.tensorflow;

import io.penstock.spi.MissingCuda;
import io.penstock.spi.NvidiaDriver;
import java.util.Optional;

/**
 * Says what CUDA there is, or what it lacks.
 *
 * @param library which of TensorFlow's natives are on the class path
 * @param driver what the machine shows of NVIDIA's driver
 * @param devices CUDA devices that TensorFlow has found; it is asked only where its natives can use
 *     them
 * @param visible what the variable CUDA_VISIBLE_DEVICES says
 */
record CudaStatus(
    NativeLibrary library, NvidiaDriver driver, int devices, Optional<String> visible) {
  /** What is missing, if TensorFlow cannot compute on CUDA. */
  Optional<MissingCuda> missing() {
    if (devices > 0) {
      return Optional.empty();
    }
    Optional<MissingCuda> lacking = driver.missing();
    if (!library.isPublishedForGpu()) {
      return missing("TensorFlow Java has none for this platform", library.gpuRemedy());
    }
    if (!library.hasGpu()) {
      return missing(
          lacking.map(MissingCuda::words).orElse("TensorFlow's library is for processors only"),
          lacking.map(known -> known.sentence() + " ").orElse("") + library.gpuRemedy());
    }
    if (lacking.isPresent()) {
      return missing(lacking.get().words(), lacking.get().sentence());
    }
    return missing(
        "TensorFlow finds no GPU",
        "NVIDIA's driver is there, and TensorFlow finds no GPU: the libraries of CUDA 12 and cuDNN 9"
            + " must be installed and their folders stand in LD_LIBRARY_PATH"
            + visible
                .map(value -> "; and CUDA_VISIBLE_DEVICES is \"" + value + "\", which may hide it")
                .orElse("")
            + ". With TF_CPP_MIN_LOG_LEVEL=0 TensorFlow says which library it misses.");
  }

  private static Optional<MissingCuda> missing(String words, String sentence) {
    return Optional.of(new MissingCuda(words, "CUDA is not available. " + sentence));
  }

  /** The same in whole sentences, or how many devices there are. */
  String sentence() {
    return missing()
        .map(MissingCuda::sentence)
        .orElse("CUDA is usable: " + devices + (devices == 1 ? " device." : " devices."));
  }
}
