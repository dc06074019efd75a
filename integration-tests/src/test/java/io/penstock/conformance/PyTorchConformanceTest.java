package io.penstock.conformance;

import io.penstock.pytorch.PyTorchPlugin;
import io.penstock.spi.BackendPlugin;

class PyTorchConformanceTest extends ExaminedKit {
  @Override
  protected BackendPlugin plugin() {
    return new PyTorchPlugin();
  }
}
