package io.penstock.benchmarks;

/** A product of two square matrices of 32-bit floats, as an engine computes it. */
interface MatrixProduct extends AutoCloseable {
  /** Computes it anew. */
  void multiply();

  @Override
  void close();

  /**
   * A product on an engine, with operands of its own.
   *
   * @param size rows and columns
   */
  static MatrixProduct of(String engine, int size) {
    return switch (engine) {
      case "pytorch" -> new PyTorchProduct(size);
      case "tensorflow" -> new TensorFlowProduct(size);
      default -> throw new IllegalArgumentException("no engine " + engine);
    };
  }
}
