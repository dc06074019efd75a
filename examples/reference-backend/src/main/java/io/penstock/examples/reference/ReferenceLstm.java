package io.penstock.examples.reference;

import io.penstock.dataset.ArrayBatch;
import io.penstock.dataset.Batch;
import io.penstock.network.Network;
import io.penstock.training.Loss;
import java.util.Arrays;

/**
 * Any network that can be described, as a differentiable function of its weights, in double
 * precision. Windows are computed one after the other, each by a {@link WindowPass}; the same
 * weights and batch give the same bits on every machine, since no function is used whose last digit
 * the JVM may choose.
 */
public final class ReferenceLstm {
  private final Network network;

  /**
   * @param network any, of joint channels
   */
  public ReferenceLstm(Network network) {
    this.network = network;
  }

  /** The raw outputs of windows where nothing is known of the future. */
  public double[] outputs(double[] weights, float[] inputs) {
    return outputs(weights, inputs, new float[0]);
  }

  /**
   * The raw outputs of windows, without dropout.
   *
   * @param weights the flat vector
   * @param inputs [window, lookBack, features], row-major
   * @param future [window, horizon, column], row-major; empty if nothing is known of it
   * @return [window, outputs], row-major
   */
  public double[] outputs(double[] weights, float[] inputs, float[] future) {
    Tensors tensors = new Tensors(network, weights);
    DropoutFactors kept = DropoutFactors.none(network);
    int windows = inputs.length / (network.lookBack() * network.features());
    int outputs = network.outputs();
    double[] all = new double[windows * outputs];
    for (int n = 0; n < windows; n++) {
      WindowPass pass = new WindowPass(tensors, kept, input(inputs, n), future(future, n));
      System.arraycopy(pass.outputs(), 0, all, n * outputs, outputs);
    }
    return all;
  }

  /** Mean loss of a batch in training, that is with the dropout of its step. */
  public double loss(Loss loss, double[] weights, Batch batch) {
    Tensors tensors = new Tensors(network, weights);
    ArrayBatch examples = ArrayBatch.of(network, batch);
    ReferenceLoss function = new ReferenceLoss(loss, network);
    double sum = 0;
    for (int n = 0; n < examples.size(); n++) {
      double[] outputs = pass(tensors, examples, n).outputs();
      sum += function.mean(outputs, truths(examples, n), truthWeights(examples, n));
    }
    return sum / examples.size();
  }

  /**
   * Mean loss of a batch in training and its gradient, by the chain rule.
   *
   * @param gradient receives the gradient, in the order of the weights; overwritten
   */
  public double gradient(Loss loss, double[] weights, Batch batch, double[] gradient) {
    Arrays.fill(gradient, 0);
    Tensors tensors = new Tensors(network, weights);
    ArrayBatch examples = ArrayBatch.of(network, batch);
    ReferenceLoss function = new ReferenceLoss(loss, network);
    double sum = 0;
    for (int n = 0; n < examples.size(); n++) {
      WindowPass pass = pass(tensors, examples, n);
      double[] truths = truths(examples, n);
      double[] truthWeights = truthWeights(examples, n);
      sum += function.mean(pass.outputs(), truths, truthWeights);
      double[] slopes = function.slopes(pass.outputs(), truths, truthWeights);
      for (int o = 0; o < slopes.length; o++) {
        slopes[o] /= examples.size();
      }
      pass.backward(slopes, gradient);
    }
    return sum / examples.size();
  }

  private WindowPass pass(Tensors tensors, ArrayBatch examples, int n) {
    DropoutFactors dropout = DropoutFactors.of(network, examples.seed(), examples.position() + n);
    return new WindowPass(
        tensors, dropout, input(examples.inputs(), n), future(examples.future(), n));
  }

  private double[] input(float[] inputs, int n) {
    return part(inputs, n, network.lookBack() * network.features());
  }

  private double[] future(float[] future, int n) {
    return part(future, n, network.futureValues());
  }

  private double[] truths(ArrayBatch examples, int n) {
    return part(examples.truths(), n, network.truths());
  }

  /** One for each truth that is not told how much it counts. */
  private double[] truthWeights(ArrayBatch examples, int n) {
    int count = network.horizon() * network.targets();
    if (examples.weighted()) {
      return part(examples.weights(), n, count);
    }
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  /** What belongs to the n-th window. */
  private static double[] part(float[] all, int n, int length) {
    double[] part = new double[length];
    Arrays.setAll(part, i -> all[n * length + i]);
    return part;
  }
}
