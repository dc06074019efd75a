package io.penstock.pytorch;

import static io.penstock.pytorch.NativeLibraries.CUDA_BUILD;
import static io.penstock.pytorch.NativeLibraries.CUDA_VERSION;
import static io.penstock.pytorch.NativeLibraries.LIBRARY_PATH;

/** Says what CUDA there is, or what it lacks. */
final class CudaStatus {
  private CudaStatus() {}

  /**
   * @param libraries what is installed
   * @param cudaBuild whether the libtorch that was loaded is built for CUDA
   * @param devices how many it can compute on
   * @param driver whether NVIDIA's driver is installed
   */
  static String sentence(
      NativeLibraries libraries, boolean cudaBuild, int devices, boolean driver) {
    if (devices > 0) {
      return String.format("CUDA is usable: %d %s.", devices, devices == 1 ? "device" : "devices");
    }
    if (!libraries.bridges().contains(CUDA_BUILD)) {
      return "CUDA is not available: DJL has no CUDA bindings for " + libraries.platform() + ".";
    }
    String driverFound =
        driver
            ? "NVIDIA's driver is installed"
            : "no NVIDIA driver was found (it must be installed first)";
    if (!cudaBuild) {
      return String.format(
          "CUDA is not available: the libtorch in use is built for the processor only, and %s. To"
              + " use a GPU, set %s to the folder \"lib\" of an installed libtorch %s for CUDA %s.",
          driverFound, LIBRARY_PATH, libraries.torchVersion(), CUDA_VERSION);
    }
    return String.format(
        "CUDA is not available: libtorch is built for CUDA, but no device was found, and %s. The"
            + " CUDA runtime (libcudart) %s must be on the library path (LD_LIBRARY_PATH, on Windows"
            + " PATH).",
        driverFound, CUDA_VERSION);
  }
}
