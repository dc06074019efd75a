package io.penstock.tensorflow;

import io.penstock.dataset.Batch;
import io.penstock.network.Dropout;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.spi.DifferentiableNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.tensorflow.Result;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.ndarray.buffer.FloatDataBuffer;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;

/** One session: the tensors that are fed to programs which other sessions may share. */
final class TensorFlowNetwork implements DifferentiableNetwork {
  private final Network network;
  private final int parameters;
  private final List<WeightPiece> pieces;
  private final SharedPrograms.Lease programs;
  private final List<FloatTensor> weights = new ArrayList<>();
  private final BatchTensor inputs;
  private final BatchTensor future;
  private final BatchTensor truths;
  private final BatchTensor truthWeights;
  private final Map<Integer, BatchTensor> factors = new LinkedHashMap<>();
  private boolean weightsSet;
  private boolean closed;

  /**
   * @param programs for the network; closed with this session
   */
  TensorFlowNetwork(Network network, SharedPrograms.Lease programs) {
    this.network = network;
    this.parameters = WeightLayout.of(network).size();
    this.pieces = WeightPiece.of(network);
    this.programs = programs;
    for (WeightPiece piece : pieces) {
      weights.add(new FloatTensor(piece.shape()));
    }
    // The rows of a segment one after the other are the same memory in another shape.
    this.inputs = new BatchTensor(Shape.of(network.steps(), network.stepValues()));
    this.future = new BatchTensor(Shape.of(network.futureValues()));
    this.truths = new BatchTensor(Shape.of(network.truths()));
    this.truthWeights = new BatchTensor(Shape.of(network.horizon() * network.targets()));
    for (int l = 0; l < network.layers().size(); l++) {
      LstmLayer layer = network.layers().get(l);
      if (layer.dropout() > 0) {
        factors.put(l, new BatchTensor(Shape.of(droppedSteps(l), layer.outputs())));
      }
    }
  }

  /** After the last layer only the state that the head reads is dropped from. */
  private int droppedSteps(int layer) {
    return layer == network.layers().size() - 1 ? 1 : network.steps();
  }

  @Override
  public void setWeights(float[] flat) {
    requireOpen();
    requireLength("weights", flat, parameters);
    for (int i = 0; i < weights.size(); i++) {
      pieces.get(i).write(flat, weights.get(i).memory());
    }
    weightsSet = true;
  }

  @Override
  public double gradient(Batch batch, float[] gradient) {
    requireReady();
    requireLength("gradients", gradient, parameters);
    List<TFloat32> feeds = forwardFeeds(batch);
    feeds.add(truths.fill(batch.size(), batch::targets));
    if (batch.weighted()) {
      feeds.add(truthWeights.fill(batch.size(), batch::weights));
    }
    factors.forEach((layer, tensor) -> feeds.add(drop(batch, layer, tensor)));
    try (Result result = programs.gradient(batch.weighted()).run(feeds)) {
      for (int i = 0; i < pieces.size(); i++) {
        pieces.get(i).read(memory(result, i), gradient);
      }
      return ((TFloat64) result.get(pieces.size())).getDouble();
    }
  }

  private TFloat32 drop(Batch batch, int layer, BatchTensor tensor) {
    LstmLayer dropped = network.layers().get(layer);
    return tensor.fill(
        batch.size(),
        buffer ->
            Dropout.fill(
                buffer,
                dropped.dropout(),
                batch.seed(),
                layer,
                batch.position(),
                batch.size(),
                droppedSteps(layer),
                dropped.outputs()));
  }

  @Override
  public void predict(Batch batch, float[] predictions) {
    requireReady();
    requireLength("predictions", predictions, batch.size() * network.outputs());
    try (Result result = programs.forward().run(forwardFeeds(batch))) {
      memory(result, 0).read(predictions);
    }
  }

  /** Weights, inputs, and what is known of the future if anything is. */
  private List<TFloat32> forwardFeeds(Batch batch) {
    List<TFloat32> feeds = new ArrayList<>();
    weights.forEach(weight -> feeds.add(weight.tensor()));
    feeds.add(inputs.fill(batch.size(), batch::inputs));
    if (network.future() > 0) {
      feeds.add(future.fill(batch.size(), batch::future));
    }
    return feeds;
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
    future.close();
    truths.close();
    truthWeights.close();
    factors.values().forEach(BatchTensor::close);
    programs.close();
  }
}
