package io.penstock.pytorch;

import com.sun.jna.Library;

/**
 * The calls of NVIDIA's driver that list devices, by their names in the CUDA Driver API. Each
 * returns 0 or an error's code. Asked in place of the CUDA runtime, because the driver is where a
 * loader finds it, and the runtime lies hidden among libtorch's own files.
 */
interface CudaDriver extends Library {
  /** The driver was told to see no device, or there is none. */
  int NO_DEVICE = 100;

  int cuInit(int flags);

  /** 1000 · major + 10 · minor of the newest CUDA that the driver serves. */
  int cuDriverGetVersion(int[] version);

  int cuDeviceGetCount(int[] count);

  int cuDeviceGet(int[] device, int ordinal);

  /** As text that ends with a zero. */
  int cuDeviceGetName(byte[] name, int length, int device);

  int cuDeviceTotalMem_v2(long[] bytes, int device);
}
