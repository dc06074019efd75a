package io.penstock.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.internal.NDArrayEx;
import ai.djl.ndarray.types.Shape;
import io.penstock.network.Activation;
import io.penstock.network.LstmLayer;
import java.util.List;

/**
 * A layer as one operation after the other, for the activations that the fused kernel has not;
 * gates in the order i, o, f, c, so that the three sigmoids are one.
 *
 * <p>One matrix product projects the inputs of all steps. It is cut into steps by a single
 * operation: were each step taken out by itself, each would fill a gradient of the whole sequence
 * on the way back, and the work would grow with the square of the steps.
 *
 * @param layer with any activation
 */
record UnrolledLayer(LstmLayer layer) implements TorchLayer {
  @Override
  public States read(NDArray sequence, List<NDArray> weights, boolean training) {
    Shape shape = sequence.getShape();
    long windows = shape.get(0);
    int steps = Math.toIntExact(shape.get(1));
    // Time comes first, so that a step's rows lie together.
    NDArray rows = sequence.transpose(1, 0, 2).reshape(steps * windows, shape.get(2));

    int directions = layer.direction().count();
    NDArray[][] hidden = new NDArray[directions][];
    NDList ends = new NDList(directions);
    for (int d = 0; d < directions; d++) {
      boolean backward = d == 1;
      hidden[d] = unroll(rows, steps, weights.subList(d * TENSORS, (d + 1) * TENSORS), backward);
      ends.add(hidden[d][backward ? 0 : steps - 1]);
    }
    return new States(() -> byWindow(hidden, steps, windows), joined(ends, 1));
  }

  /** The hidden states of one direction, by time, each [batch, unit]. */
  private NDArray[] unroll(NDArray rows, int steps, List<NDArray> weights, boolean backward) {
    NDManager scope = rows.getManager();
    int units = layer.units();
    NDArray recurrent = weights.get(1);
    NDList projected = linear(rows, weights.get(0), weights.get(2)).split(steps, 0);
    NDArray state =
        scope.zeros(new Shape(rows.getShape().get(0) / steps, units), rows.getDataType());
    NDArray cell = state;
    NDArray[] states = new NDArray[steps];
    for (int k = 0; k < steps; k++) {
      int t = backward ? steps - 1 - k : k;
      // The step's projection takes the place of a bias, which saves an addition.
      NDList parts = linear(state, recurrent, projected.get(t)).split(new long[] {3L * units}, 1);
      NDList gates = parts.get(0).getNDArrayInternal().sigmoid().split(3, 1);
      NDArray candidate = activated(parts.get(1));
      cell = gates.get(2).mul(cell).add(gates.get(0).mul(candidate));
      state = gates.get(1).mul(activated(cell));
      states[t] = state;
    }
    return states;
  }

  private NDArray activated(NDArray array) {
    NDArrayEx operations = array.getNDArrayInternal();
    return switch (layer.activation()) {
      case TANH -> operations.tanh();
      case RELU -> operations.relu();
      case LEAKY_RELU -> operations.leakyRelu(Activation.LEAK);
      case SIGMOID -> operations.sigmoid();
    };
  }

  private static NDArray linear(NDArray input, NDArray matrix, NDArray added) {
    return input.getNDArrayInternal().linear(input, matrix, added).singletonOrThrow();
  }

  /** All states as [batch, step, D·H], without moving them. */
  private NDArray byWindow(NDArray[][] hidden, int steps, long windows) {
    NDList directions = new NDList(hidden.length);
    for (NDArray[] states : hidden) {
      directions.add(joined(new NDList(states), 0));
    }
    return joined(directions, 1).reshape(steps, windows, layer.outputs()).transpose(1, 0, 2);
  }

  private static NDArray joined(NDList arrays, int axis) {
    return arrays.size() == 1 ? arrays.head() : NDArrays.concat(arrays, axis);
  }
}
