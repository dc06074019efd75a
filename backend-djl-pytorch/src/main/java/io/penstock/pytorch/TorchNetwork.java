package io.penstock.pytorch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.penstock.dataset.Batch;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.network.Dropout;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Device;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import io.penstock.training.LossFunction;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A network as operations of torch, layer by layer, so that layers may differ in width, direction
 * and activation. Its loss is taken on the host in double precision: the outputs are few, and so it
 * is as exact as they are.
 *
 * <p>No tensor lives longer than a call: weights and batches are kept in memory of their own that
 * each call's tensors share, so that a gradient cannot add up with the one before and nothing
 * native is left behind.
 */
final class TorchNetwork implements DifferentiableNetwork {
  private final Network network;
  private final LossFunction loss;
  private final Device device;
  private final DataType precision;
  private final NDManager manager;
  private final TorchWeights weights;
  private final List<TorchLayer> layers;
  private final int pieceLimit;
  private final NativeFloats inputs = new NativeFloats();
  private final NativeFloats future = new NativeFloats();
  private final NativeFloats truths = new NativeFloats();
  private final NativeFloats slopes = new NativeFloats();
  private final List<NativeFloats> dropoutFactors;

  /**
   * @param network to be computed
   * @param loss to be minimised; must go with the network's head
   * @param device where it computes
   * @param manager on the device; closed with the network
   */
  TorchNetwork(Network network, Loss loss, Device device, NDManager manager) {
    this.network = network;
    this.loss = LossFunction.of(loss, network);
    this.device = device;
    this.manager = manager;
    // Of floats, cuDNN takes tanh and the sigmoid by approximations that are off by 1e-5 of the
    // outputs' scale, which is more than the numeric contract allows.
    this.precision = device.isCpu() ? DataType.FLOAT32 : DataType.FLOAT64;
    this.weights = new TorchWeights(network, precision);
    this.layers = network.layers().stream().map(layer -> TorchLayer.of(layer, device)).toList();
    this.dropoutFactors = network.layers().stream().map(layer -> new NativeFloats()).toList();
    // torch keeps a device's memory: there, nothing is gained by asking for less of it at a time.
    this.pieceLimit = device.isCpu() ? Piece.limit(network) : Integer.MAX_VALUE;
  }

  @Override
  public void setWeights(float[] flat) {
    requireLength("weights", flat, weights.size());
    weights.set(flat);
  }

  @Override
  public double gradient(Batch batch, float[] gradient) {
    requireLength("gradients", gradient, weights.size());
    int size = batch.size();
    Known known = read(batch);
    FloatBuffer truth = truths.reserve(size, network.truths()).asFloatBuffer();
    batch.targets(truth);
    float[] truthWeights = new float[batch.weighted() ? size * loss.weights() : 0];
    if (batch.weighted()) {
      batch.weights(FloatBuffer.wrap(truthWeights));
    }

    boolean gradMode = enterThread(true);
    try (NDManager step = manager.newSubManager()) {
      List<NDArray> tensors = weights.tensors(step, true);
      double mean = 0;
      for (Piece piece : Piece.cut(size, pieceLimit)) {
        try (NDManager scope = step.newSubManager()) {
          Passage dropout =
              (layer, outputs) ->
                  drop(scope, layer, outputs, batch.seed(), batch.position() + piece.from());
          NDArray output = forward(scope, known, piece, tensors, true, dropout);
          mean += backward(scope, output, truth, truthWeights, piece, (double) piece.size() / size);
        }
      }
      weights.gradients(tensors, gradient);
      return mean;
    } catch (EngineException e) {
      throw failed(size, e);
    } finally {
      JniUtils.setGradMode(gradMode);
    }
  }

  /**
   * Adds a piece's part to the gradients of the weights' tensors.
   *
   * @param output of the piece
   * @param truth of the whole batch
   * @param truthWeights of the whole batch; empty if all are 1
   * @param share of the piece in the batch
   * @return the piece's part of the batch's mean loss
   */
  private double backward(
      NDManager scope,
      NDArray output,
      FloatBuffer truth,
      float[] truthWeights,
      Piece piece,
      double share) {
    float[] predicted = new float[piece.size() * network.outputs()];
    floats(output).get(predicted);
    float[] expected = new float[piece.size() * network.truths()];
    truth.get(piece.from() * network.truths(), expected);
    float[] slope = new float[predicted.length];
    double mean =
        loss.mean(
            predicted, expected, piece.part(truthWeights, loss.weights()), piece.size(), slope);

    ByteBuffer direction = slopes.reserve(piece.size(), network.outputs());
    for (int i = 0; i < slope.length; i++) {
      direction.putFloat(i * Float.BYTES, (float) (slope[i] * share));
    }
    NDArray towards =
        scope.create(direction, output.getShape(), DataType.FLOAT32).toType(precision, false);
    JniUtils.backward((PtNDArray) output, (PtNDArray) towards, false, false);
    return mean * share;
  }

  @Override
  public void predict(Batch batch, float[] outputs) {
    int size = batch.size();
    requireLength("outputs", outputs, size * network.outputs());
    Known known = read(batch);

    boolean gradMode = enterThread(false);
    try (NDManager step = manager.newSubManager()) {
      List<NDArray> tensors = weights.tensors(step, false);
      for (Piece piece : Piece.cut(size, pieceLimit)) {
        try (NDManager scope = step.newSubManager()) {
          NDArray output = forward(scope, known, piece, tensors, false, Passage.FREE);
          floats(output)
              .get(outputs, piece.from() * network.outputs(), piece.size() * network.outputs());
        }
      }
    } catch (EngineException e) {
      throw failed(size, e);
    } finally {
      JniUtils.setGradMode(gradMode);
    }
  }

  /**
   * What the network is given of a batch.
   *
   * @param inputs [batch, lookBack, features]
   * @param future [batch, horizon, future]; empty if nothing is known of it
   */
  private record Known(ByteBuffer inputs, ByteBuffer future) {}

  private Known read(Batch batch) {
    ByteBuffer input = inputs.reserve(batch.size(), network.lookBack() * network.features());
    batch.inputs(input.asFloatBuffer());
    ByteBuffer ahead = future.reserve(batch.size(), network.futureValues());
    if (network.future() > 0) {
      batch.future(ahead.asFloatBuffer());
    }
    return new Known(input, ahead);
  }

  /**
   * Makes the calling thread one that computes: torch keeps its number of threads, and whether it
   * records operations for the backward pass, for each thread.
   *
   * @return whether it recorded before
   */
  private static boolean enterThread(boolean record) {
    JniUtils.setNumThreads(1);
    boolean before = JniUtils.isGradMode();
    JniUtils.setGradMode(record);
    return before;
  }

  /** A piece's windows as the network reads them, [piece, step, values of a step]. */
  private NDArray window(NDManager scope, ByteBuffer input, Piece piece) {
    return piece(
        scope, input, piece, new Shape(piece.size(), network.steps(), network.stepValues()));
  }

  /** A piece's final states followed by what is known of its future, [piece, value]. */
  private NDArray headInput(NDManager scope, NDArray states, ByteBuffer ahead, Piece piece) {
    if (network.future() == 0) {
      return states;
    }
    Shape shape = new Shape(piece.size(), network.futureValues());
    return states.concat(piece(scope, ahead, piece, shape), 1);
  }

  /** A piece of a batch, in the batch's memory. */
  private NDArray piece(NDManager scope, ByteBuffer batch, Piece piece, Shape shape) {
    int bytes = Math.toIntExact(shape.size() / piece.size()) * Float.BYTES;
    ByteBuffer part = batch.slice(piece.from() * bytes, piece.size() * bytes);
    return scope.create(part, shape, DataType.FLOAT32).toType(precision, false);
  }

  /** What becomes of a layer's outputs on their way to who reads them. */
  private interface Passage {
    /** They stay as they are. */
    Passage FREE = (layer, outputs) -> outputs;

    NDArray pass(int layer, NDArray outputs);
  }

  /** The outputs for a piece's windows, [window, output]. */
  private NDArray forward(
      NDManager scope,
      Known known,
      Piece piece,
      List<NDArray> tensors,
      boolean training,
      Passage passage) {
    NDArray sequence = window(scope, known.inputs(), piece);
    int next = 0;
    if (network.embedding().isPresent()) {
      sequence = linear(sequence, tensors.get(next++), tensors.get(next++));
      sequence = sequence.getNDArrayInternal().relu();
    }
    int last = layers.size() - 1;
    for (int l = 0; l <= last; l++) {
      int end = next + TorchLayer.TENSORS * network.layers().get(l).direction().count();
      TorchLayer.States states = layers.get(l).read(sequence, tensors.subList(next, end), training);
      sequence = passage.pass(l, l < last ? states.sequence().get() : states.last());
      next = end;
    }
    NDArray headInput = headInput(scope, sequence, known.future(), piece);
    return linear(headInput, tensors.get(next), tensors.get(next + 1));
  }

  private static NDArray linear(NDArray input, NDArray matrix, NDArray bias) {
    return input.getNDArrayInternal().linear(input, matrix, bias).singletonOrThrow();
  }

  /**
   * Applies a layer's dropout.
   *
   * @param outputs [window, step, output]; of the last layer [window, output]
   * @param seed of the training step
   * @param position of the first window in the whole batch
   */
  private NDArray drop(NDManager scope, int number, NDArray outputs, long seed, int position) {
    LstmLayer layer = network.layers().get(number);
    if (layer.dropout() == 0) {
      return outputs;
    }
    Shape shape = outputs.getShape();
    int windows = Math.toIntExact(shape.get(0));
    int steps = shape.dimension() == 2 ? 1 : network.steps();
    // Kept for each layer, since the backward pass reads them again.
    ByteBuffer factors = dropoutFactors.get(number).reserve(windows, steps * layer.outputs());
    Dropout.fill(
        factors.asFloatBuffer(),
        layer.dropout(),
        seed,
        number,
        position,
        windows,
        steps,
        layer.outputs());
    return outputs.mul(scope.create(factors, shape, DataType.FLOAT32).toType(precision, false));
  }

  /**
   * A tensor's values, without a copy if it is on the processor; valid as long as the tensor is.
   */
  private static FloatBuffer floats(NDArray array) {
    return array.toType(DataType.FLOAT32, false).toByteBuffer(true).asFloatBuffer();
  }

  private static void requireLength(String what, float[] array, int expected) {
    if (array.length != expected) {
      throw new IllegalArgumentException(array.length + " " + what + ", not " + expected);
    }
  }

  private PenstockException failed(int size, EngineException e) {
    String[] lines = String.valueOf(e.getMessage()).split("\n", 2);
    return new PenstockException(
        ErrorCode.ENVIRONMENT,
        String.format(
            "PyTorch failed on %s with a batch of %d windows of %d steps and %d features: %s. If"
                + " memory ran out, choose a smaller batch.",
            device.name(), size, network.lookBack(), network.features(), lines[0]),
        e);
  }

  @Override
  public void close() {
    manager.close();
  }
}
