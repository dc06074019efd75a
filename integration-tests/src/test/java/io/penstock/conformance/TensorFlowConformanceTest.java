package io.penstock.conformance;

import io.penstock.spi.BackendPlugin;
import io.penstock.tensorflow.TensorFlowPlugin;

class TensorFlowConformanceTest extends ExaminedKit {
  @Override
  protected BackendPlugin plugin() {
    return new TensorFlowPlugin();
  }
}
