package io.penstock.pytorch;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import java.util.ArrayList;
import java.util.List;

/**
 * A layer by cuDNN's fused kernel, which is what torch's is on a CUDA device, gates in the order i,
 * f, g, o.
 *
 * <p>The weights lie one after the other in one block as the kernel wants them: of others torch
 * makes such a block in each call, and warns of it on the standard error each time.
 *
 * @param layer with tanh
 */
record CudnnLayer(LstmLayer layer) implements TorchLayer {
  @Override
  public States read(NDArray sequence, List<NDArray> weights, boolean training) {
    NDManager scope = sequence.getManager();
    int directions = layer.direction().count();
    long windows = sequence.getShape().get(0);
    NDArray zero =
        scope.zeros(new Shape(directions, windows, layer.units()), sequence.getDataType());
    NDList states =
        sequence
            .getNDArrayInternal()
            .lstm(
                sequence,
                new NDList(zero, zero),
                parameters(scope, sequence.getDataType(), weights),
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

  /** For each direction W, R, b and a second bias, which torch adds, of zeros. */
  private NDList parameters(NDManager scope, DataType type, List<NDArray> weights) {
    int directions = layer.direction().count();
    NDArray noBias = scope.zeros(new Shape(4L * layer.units()), type);
    List<NDArray> matrices = new ArrayList<>();
    List<NDArray> biases = new ArrayList<>();
    for (int d = 0; d < directions; d++) {
      matrices.addAll(weights.subList(d * TENSORS, d * TENSORS + 2));
      biases.addAll(List.of(weights.get(d * TENSORS + 2), noBias));
    }
    // cuDNN's order: the matrices of all directions, then their biases.
    List<NDArray> ordered = new ArrayList<>(matrices);
    ordered.addAll(biases);
    NDList flat = new NDList(ordered.size());
    ordered.forEach(tensor -> flat.add(tensor.flatten()));
    NDArray block = NDArrays.concat(flat);
    List<NDArray> views = new ArrayList<>();
    long from = 0;
    for (NDArray tensor : ordered) {
      long to = from + tensor.size();
      views.add(block.get(from + ":" + to).reshape(tensor.getShape()));
      from = to;
    }
    NDList parameters = new NDList(views.size());
    for (int d = 0; d < directions; d++) {
      parameters.addAll(views.subList(2 * d, 2 * d + 2));
      parameters.addAll(views.subList(2 * (directions + d), 2 * (directions + d) + 2));
    }
    return parameters;
  }
}
