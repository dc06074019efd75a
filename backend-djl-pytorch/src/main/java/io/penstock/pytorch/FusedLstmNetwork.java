package io.penstock.pytorch;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.JniUtils;
import io.penstock.dataset.Batch;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A network of forward LSTM layers by torch's fused kernel, one call a layer so that layers may
 * differ in width.
 *
 * <p>No tensor lives longer than a call: weights and batches are kept in memory of their own that
 * each call's tensors share, so that a gradient cannot add up with the one before and nothing
 * native is left behind.
 */
final class FusedLstmNetwork implements DifferentiableNetwork {
  private final Network network;
  private final MeanLoss loss;
  private final String device;
  private final NDManager manager;
  private final TorchWeights weights;
  private final int pieceLimit;
  private final NativeFloats inputs = new NativeFloats();
  private final NativeFloats targets = new NativeFloats();
  private final NativeFloats slopes = new NativeFloats();

  /**
   * @param network whose layers are all forward, with tanh
   * @param loss to be minimised
   * @param device its name, for messages
   * @param manager on the device; closed with the network
   */
  FusedLstmNetwork(Network network, Loss loss, String device, NDManager manager) {
    this.network = network;
    this.loss = new MeanLoss(loss);
    this.device = device;
    this.manager = manager;
    this.weights = new TorchWeights(network);
    this.pieceLimit = Piece.limit(network);
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
    ByteBuffer input = read(batch);
    FloatBuffer target = targets.reserve(size, network.outputs()).asFloatBuffer();
    batch.targets(target);
    target.flip();

    boolean gradMode = enterThread(true);
    try (NDManager step = manager.newSubManager()) {
      List<NDArray> tensors = weights.tensors(step, true);
      double sum = 0;
      for (Piece piece : Piece.cut(size, pieceLimit)) {
        sum += backward(step, input, target, piece, tensors);
      }
      weights.gradients(tensors, gradient);
      return sum / target.limit();
    } catch (EngineException e) {
      throw failed(size, e);
    } finally {
      JniUtils.setGradMode(gradMode);
    }
  }

  /**
   * Adds a piece's part to the gradients of the weights' tensors.
   *
   * @param target of the whole batch
   * @return the sum, not the mean, of the piece's losses
   */
  private double backward(
      NDManager step, ByteBuffer input, FloatBuffer target, Piece piece, List<NDArray> tensors) {
    int outputs = network.outputs();
    ByteBuffer slope = slopes.reserve(piece.size(), outputs);
    try (NDManager scope = step.newSubManager()) {
      NDArray output = forward(scope, input, piece, tensors, true);
      FloatBuffer pieceTarget = target.slice(piece.from() * outputs, piece.size() * outputs);
      double sum = loss.sum(floats(output), pieceTarget, target.limit(), slope.asFloatBuffer());
      NDArray direction = scope.create(slope, output.getShape(), DataType.FLOAT32);
      JniUtils.backward((PtNDArray) output, (PtNDArray) direction, false, false);
      return sum;
    }
  }

  @Override
  public void predict(Batch batch, float[] outputs) {
    int size = batch.size();
    requireLength("outputs", outputs, size * network.outputs());
    ByteBuffer input = read(batch);

    boolean gradMode = enterThread(false);
    try (NDManager step = manager.newSubManager()) {
      List<NDArray> tensors = weights.tensors(step, false);
      for (Piece piece : Piece.cut(size, pieceLimit)) {
        try (NDManager scope = step.newSubManager()) {
          NDArray output = forward(scope, input, piece, tensors, false);
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

  private ByteBuffer read(Batch batch) {
    ByteBuffer input = inputs.reserve(batch.size(), network.lookBack() * network.features());
    batch.inputs(input.asFloatBuffer());
    return input;
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

  /** The outputs of a piece of the batch, [1, piece, output]. */
  private NDArray forward(
      NDManager scope, ByteBuffer input, Piece piece, List<NDArray> tensors, boolean training) {
    int window = network.lookBack() * network.features() * Float.BYTES;
    NDArray sequence =
        scope.create(
            input.slice(piece.from() * window, piece.size() * window),
            new Shape(piece.size(), network.lookBack(), network.features()),
            DataType.FLOAT32);
    NDArray last = sequence;
    int next = 0;
    for (LstmLayer layer : network.layers()) {
      NDArray zero = scope.zeros(new Shape(1, piece.size(), layer.units()));
      // torch adds a second bias, which would only double the first's gradient.
      NDArray noBias = scope.zeros(new Shape(4L * layer.units()));
      NDList parameters =
          new NDList(tensors.get(next++), tensors.get(next++), tensors.get(next++), noBias);
      NDList states =
          sequence
              .getNDArrayInternal()
              .lstm(
                  sequence, new NDList(zero, zero), parameters, true, 1, 0, training, false, true);
      sequence = states.get(0);
      last = states.get(1);
    }
    return last.getNDArrayInternal()
        .linear(last, tensors.get(next), tensors.get(next + 1))
        .singletonOrThrow();
  }

  /**
   * A tensor's values, without a copy if it is on the processor; valid as long as the tensor is.
   */
  private static FloatBuffer floats(NDArray array) {
    return array.toByteBuffer(true).asFloatBuffer();
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
            device, size, network.lookBack(), network.features(), lines[0]),
        e);
  }

  @Override
  public void close() {
    manager.close();
  }
}
