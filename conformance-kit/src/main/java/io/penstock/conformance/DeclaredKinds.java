package io.penstock.conformance;

import io.penstock.network.Activation;
import io.penstock.network.Direction;
import io.penstock.spi.Capabilities;
import io.penstock.spi.Capabilities.Part;

/**
 * What is hardest of that which a backend declares, and else the plain.
 *
 * @param direction both, if declared
 * @param activation one that no engine has a kernel for, if declared
 * @param dropout a rate, if declared
 */
record DeclaredKinds(Direction direction, Activation activation, double dropout) {
  static DeclaredKinds of(Capabilities declared) {
    return new DeclaredKinds(
        declared.directions().contains(Direction.BIDIRECTIONAL)
            ? Direction.BIDIRECTIONAL
            : Direction.FORWARD,
        declared.activations().contains(Activation.SIGMOID) ? Activation.SIGMOID : Activation.TANH,
        declared.parts().contains(Part.DROPOUT) ? 0.3 : 0);
  }
}
