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
  /** Windows predicted at a time, which bounds the kernel's working memory. */
  private static final int PREDICTED_AT_ONCE = 1024;

  private final Network network;
  private final MeanLoss loss;
  private final String device;
  private final NDManager manager;
  private final TorchWeights weights;
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
    int outputs = network.outputs();
    ByteBuffer input = read(batch);
    FloatBuffer target = targets.reserve(size, outputs).asFloatBuffer();
    batch.targets(target);
    ByteBuffer slope = slopes.reserve(size, outputs);

    boolean gradMode = enterThread(true);
    try (NDManager step = manager.newSubManager()) {
      List<NDArray> tensors = weights.tensors(step, true);
      NDArray output = forward(step, input, size, tensors, true);
      double mean = loss.evaluate(floats(output), target.flip(), slope.asFloatBuffer());
      NDArray direction = step.create(slope, output.getShape(), DataType.FLOAT32);
      JniUtils.backward((PtNDArray) output, (PtNDArray) direction, false, false);
      weights.gradients(tensors, gradient);
      return mean;
    } catch (EngineException e) {
      throw failed(size, e);
    } finally {
      JniUtils.setGradMode(gradMode);
    }
  }

  @Override
  public void predict(Batch batch, float[] outputs) {
    int size = batch.size();
    requireLength("outputs", outputs, size * network.outputs());
    ByteBuffer input = read(batch);
    int windowBytes = network.lookBack() * network.features() * Float.BYTES;

    boolean gradMode = enterThread(false);
    try {
      for (int from = 0; from < size; from += PREDICTED_AT_ONCE) {
        int count = Math.min(PREDICTED_AT_ONCE, size - from);
        try (NDManager step = manager.newSubManager()) {
          ByteBuffer part = input.slice(from * windowBytes, count * windowBytes);
          NDArray output = forward(step, part, count, weights.tensors(step, false), false);
          floats(output).get(outputs, from * network.outputs(), count * network.outputs());
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

  /** The outputs, [1, size, output]. */
  private NDArray forward(
      NDManager step, ByteBuffer input, int size, List<NDArray> tensors, boolean training) {
    Shape shape = new Shape(size, network.lookBack(), network.features());
    NDArray sequence = step.create(input, shape, DataType.FLOAT32);
    NDArray last = sequence;
    int next = 0;
    for (LstmLayer layer : network.layers()) {
      NDArray zero = step.zeros(new Shape(1, size, layer.units()));
      // torch adds a second bias, which would only double the first's gradient.
      NDArray noBias = step.zeros(new Shape(4L * layer.units()));
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
