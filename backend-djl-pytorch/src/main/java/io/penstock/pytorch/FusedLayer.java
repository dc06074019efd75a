package io.penstock.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import java.util.List;

/**
 * A layer by torch's fused kernel, gates in the order i, f, g, o.
 *
 * @param layer with tanh
 */
record FusedLayer(LstmLayer layer) implements TorchLayer {
  @Override
  public States read(NDArray sequence, List<NDArray> weights, boolean training) {
    NDManager scope = sequence.getManager();
    int directions = layer.direction().count();
    long windows = sequence.getShape().get(0);
    NDArray zero = scope.zeros(new Shape(directions, windows, layer.units()));
    // torch adds a second bias, which would only double the first's gradient.
    NDArray noBias = scope.zeros(new Shape(4L * layer.units()));
    NDList parameters = new NDList(directions * (TENSORS + 1));
    for (int d = 0; d < directions; d++) {
      parameters.addAll(weights.subList(d * TENSORS, (d + 1) * TENSORS));
      parameters.add(noBias);
    }
    NDList states =
        sequence
            .getNDArrayInternal()
            .lstm(
                sequence,
                new NDList(zero, zero),
                parameters,
                true,
                1,
                0,
                training,
                layer.direction() == Direction.BIDIRECTIONAL,
                true);
    // [direction, batch, unit]: the backward direction's is its output at the first step.
    NDArray ends = states.get(1);
    NDArray byWindow = directions == 1 ? ends : ends.transpose(1, 0, 2);
    NDArray last = byWindow.reshape(windows, layer.outputs());
    return new States(() -> states.get(0), last);
  }
}
