package io.penstock.benchmarks;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;

/** torch.matmul through DJL; {@code OMP_NUM_THREADS=1} keeps it to the calling thread. */
final class PyTorchProduct implements Repeated.Computation {
  private final NDManager manager = NDManager.newBaseManager(Device.cpu(), "PyTorch");
  private final NDArray left;
  private final NDArray right;

  PyTorchProduct(int size) {
    Shape square = new Shape(size, size);
    left = manager.randomUniform(-1, 1, square, DataType.FLOAT32);
    right = manager.randomUniform(-1, 1, square, DataType.FLOAT32);
  }

  @Override
  public void once() {
    left.matMul(right).close();
  }

  @Override
  public void close() {
    manager.close();
  }
}
