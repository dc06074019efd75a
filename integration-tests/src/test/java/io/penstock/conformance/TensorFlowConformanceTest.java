package io.penstock.conformance;

import io.penstock.tensorflow.TensorFlowPlugin;
import io.penstock.spi.BackendPlugin;

class TensorFlowConformanceTest extends BackendConformanceKit {
  @Override
  BackendPlugin plugin() {
    return new TensorFlowPlugin();
  }
}
