package io.penstock.examples.reference;

import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;

/**
 * A network's tensors, as they stand in the flat vector of its weights: {@code embedding.W} [units,
 * step values] and {@code embedding.b}; for each layer {@code lstm.N.W} [D, 4H, I], {@code
 * lstm.N.R} [D, 4H, H] and {@code lstm.N.b} [D, 4H]; {@code head.W} [outputs, D·H + future values]
 * and {@code head.b}. All are row-major, and the 4H rows are those of the gates i, o, f and of the
 * candidate, in this order.
 */
final class Tensors {
  private final Network network;
  private final WeightLayout layout;
  private final double[] weights;

  /**
   * @param weights the flat vector, which is read and not copied
   */
  Tensors(Network network, double[] weights) {
    this.network = network;
    this.layout = WeightLayout.of(network);
    this.weights = weights;
  }

  /** Whose they are. */
  Network network() {
    return network;
  }

  /** The dense layer before the first LSTM layer, of a network that has one. */
  Dense embedding() {
    int units = network.embedding().orElseThrow();
    return dense("embedding.W", "embedding.b", units, network.stepValues());
  }

  /** {@code W x + b} of one direction of a layer: 4H sums of the I values of a step. */
  Dense input(int layer, int direction) {
    int rows = gateRows(layer);
    int columns = network.inputs(layer);
    return new Dense(
        new Matrix(weights, offset(name(layer, "W")) + direction * rows * columns, rows, columns),
        offset(name(layer, "b")) + direction * rows);
  }

  /** {@code R} of one direction of a layer: 4H sums of the H values of the state before. */
  Matrix recurrent(int layer, int direction) {
    int rows = gateRows(layer);
    int columns = layer(layer).units();
    return new Matrix(
        weights, offset(name(layer, "R")) + direction * rows * columns, rows, columns);
  }

  /** The dense layer at the network's end. */
  Dense head() {
    return dense("head.W", "head.b", network.outputs(), network.headInputs());
  }

  private Dense dense(String matrix, String bias, int rows, int columns) {
    return new Dense(new Matrix(weights, offset(matrix), rows, columns), offset(bias));
  }

  private LstmLayer layer(int number) {
    return network.layers().get(number);
  }

  private int gateRows(int layer) {
    return 4 * layer(layer).units();
  }

  private static String name(int layer, String tensor) {
    return "lstm." + layer + "." + tensor;
  }

  private int offset(String tensor) {
    return layout.slot(tensor).offset();
  }
}
