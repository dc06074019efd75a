package io.penstock.pytorch;

import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;

/** A program that loads PyTorch, takes one gradient, and ends with 0 if it is one. */
final class OneStep {
  private OneStep() {}

  public static void main(String[] arguments) {
    Examples examples = Examples.random(Examples.network(5, 2, 1, 1, 4), 3, 1);
    PyTorchBackend backend = new PyTorchBackend();
    backend.cudaStatus();
    try (DifferentiableNetwork session = backend.open(examples.network(), Loss.MSE, Device.CPU)) {
      session.setWeights(examples.weights());
      double loss = session.gradient(examples.batch(), new float[examples.weights().length]);
      if (!(loss > 0)) {
        System.exit(1);
      }
    }
  }
}
