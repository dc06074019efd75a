package io.penstock.pytorch;

import com.sun.jna.Native;
import com.sun.jna.Platform;
import io.penstock.spi.Device;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What NVIDIA's driver answers when it is asked for devices.
 *
 * @param devices in its own order, which heeds CUDA_VISIBLE_DEVICES as libtorch does
 * @param cuda the newest CUDA that it serves, as 1000 · major + 10 · minor; empty if it was not
 *     asked
 * @param error the call that failed and its code, as {@code cuInit gives 999}; empty if none did
 */
record CudaDevices(List<Device> devices, OptionalInt cuda, Optional<String> error) {
  /** What a machine without a driver has. */
  static final CudaDevices NONE = new CudaDevices(List.of(), OptionalInt.empty(), Optional.empty());

  private static final int LONGEST_NAME = 256;

  CudaDevices {
    devices = List.copyOf(devices);
  }

  /** Loads the driver's library and asks it; {@link #NONE} where there is no such library. */
  static CudaDevices ofThisMachine() {
    CudaDriver driver;
    try {
      driver = Native.load(Platform.isWindows() ? "nvcuda" : "libcuda.so.1", CudaDriver.class);
    } catch (UnsatisfiedLinkError e) {
      return new CudaDevices(List.of(), OptionalInt.empty(), Optional.of(firstLine(e)));
    }
    return of(driver);
  }

  private static String firstLine(UnsatisfiedLinkError error) {
    return String.valueOf(error.getMessage()).lines().findFirst().orElse("");
  }

  /** Asks a driver. */
  static CudaDevices of(CudaDriver driver) {
    int[] version = new int[1];
    int code = driver.cuDriverGetVersion(version);
    if (code != 0) {
      return failed("cuDriverGetVersion", code, OptionalInt.empty());
    }
    OptionalInt cuda = OptionalInt.of(version[0]);
    code = driver.cuInit(0);
    if (code == CudaDriver.NO_DEVICE) {
      return new CudaDevices(List.of(), cuda, Optional.empty());
    }
    if (code != 0) {
      return failed("cuInit", code, cuda);
    }
    int[] count = new int[1];
    code = driver.cuDeviceGetCount(count);
    if (code != 0) {
      return failed("cuDeviceGetCount", code, cuda);
    }
    List<Device> devices = new ArrayList<>();
    for (int i = 0; i < count[0]; i++) {
      devices.add(device(driver, i));
    }
    return new CudaDevices(devices, cuda, Optional.empty());
  }

  private static CudaDevices failed(String call, int code, OptionalInt cuda) {
    return new CudaDevices(List.of(), cuda, Optional.of(call + " gives " + code));
  }

  /** A device that does not tell its name or memory is one nevertheless. */
  private static Device device(CudaDriver driver, int index) {
    int[] handle = new int[1];
    byte[] name = new byte[LONGEST_NAME];
    long[] bytes = new long[1];
    boolean found = driver.cuDeviceGet(handle, index) == 0;
    boolean named = found && driver.cuDeviceGetName(name, name.length, handle[0]) == 0;
    boolean sized = found && driver.cuDeviceTotalMem_v2(bytes, handle[0]) == 0;
    return Device.cuda(
        index,
        named ? text(name) : "NVIDIA GPU",
        sized ? OptionalLong.of(bytes[0]) : OptionalLong.empty());
  }

  private static String text(byte[] bytes) {
    int length = 0;
    while (length < bytes.length && bytes[length] != 0) {
      length++;
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }
}
