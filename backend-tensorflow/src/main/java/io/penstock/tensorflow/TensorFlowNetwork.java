package io.penstock.tensorflow;

import io.penstock.dataset.Batch;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.WeightLayout.Slot;
import io.penstock.spi.DifferentiableNetwork;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;

/** One session: the tensors that are fed to programs which other sessions may share. */
final class TensorFlowNetwork implements DifferentiableNetwork {
  private final WeightLayout layout;
  private final int outputs;
  private final SharedPrograms.Lease programs;
  private final List<FloatTensor> weights = new ArrayList<>();
  private final BatchTensor inputs;
  private final BatchTensor targets;
  private boolean weightsSet;
  private boolean closed;

  /**
   * @param programs for the network; closed with this session
   */
  TensorFlowNetwork(Network network, SharedPrograms.Lease programs) {
    this.layout = WeightLayout.of(network);
    this.outputs = network.outputs();
    this.programs = programs;
    for (Slot slot : layout.slots()) {
      weights.add(new FloatTensor(NetworkGraph.shape(slot)));
    }
    this.inputs = new BatchTensor(Shape.of(network.lookBack(), network.features()));
    this.targets = new BatchTensor(Shape.of(outputs));
  }

  @Override
  public void setWeights(float[] flat) {
    requireOpen();
    requireLength("weights", flat, layout.size());
    for (int i = 0; i < weights.size(); i++) {
      GateOrder.write(layout.slots().get(i), flat, weights.get(i).memory());
    }
    weightsSet = true;
  }

  @Override
  public double gradient(Batch batch, float[] gradient) {
    requireReady();
    requireLength("gradients", gradient, layout.size());
    List<TFloat32> feeds = weightTensors();
    feeds.add(inputs.fill(batch.size(), batch::inputs));
    feeds.add(targets.fill(batch.size(), batch::targets));
    try (Result result = programs.gradient().run(feeds)) {
      List<Slot> slots = layout.slots();
      for (int i = 0; i < slots.size(); i++) {
        GateOrder.read(slots.get(i), memory(result, i), gradient);
      }
      return memory(result, slots.size()).getFloat(0);
    }
  }

  @Override
  public void predict(Batch batch, float[] predictions) {
    requireReady();
    requireLength("predictions", predictions, batch.size() * outputs);
    List<TFloat32> feeds = weightTensors();
    feeds.add(inputs.fill(batch.size(), batch::inputs));
    try (Result result = programs.forward().run(feeds)) {
      memory(result, 0).read(predictions);
    }
  }

  private List<TFloat32> weightTensors() {
    List<TFloat32> tensors = new ArrayList<>();
    weights.forEach(weight -> tensors.add(weight.tensor()));
    return tensors;
  }

  private static FloatDataBuffer memory(Result result, int index) {
    return FloatTensor.memory((TFloat32) result.get(index));
  }

  private static void requireLength(String what, float[] array, int length) {
    if (array.length != length) {
      throw new IllegalArgumentException(
          String.format("an array of %d %s, not %d", array.length, what, length));
    }
  }

  private void requireReady() {
    requireOpen();
    if (!weightsSet) {
      throw new IllegalStateException("the weights are not set");
    }
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the session is closed");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    closed = true;
    weights.forEach(FloatTensor::close);
    inputs.close();
    targets.close();
    programs.close();
  }
}
