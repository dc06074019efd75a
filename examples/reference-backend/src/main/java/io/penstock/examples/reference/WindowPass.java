package io.penstock.examples.reference;

import io.penstock.network.Network;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * One window on its way through a network: segments, embedding, LSTM layers with dropout after
 * each, head. The way back needs what was computed on the way there.
 */
final class WindowPass {
  private final Tensors tensors;
  private final DropoutFactors dropout;

  /** The segments, [step, values]. */
  private final double[][] steps;

  /** What the first LSTM layer reads, [step, values]. */
  private final double[][] embedded;

  private final List<LayerPass> layers;

  /** The final state after dropout, then what is known of the future. */
  private final double[] headInput;

  private final double[] outputs;

  /**
   * Forward.
   *
   * @param input [lookBack, features], row-major
   * @param future [horizon, column], row-major
   */
  WindowPass(Tensors tensors, DropoutFactors dropout, double[] input, double[] future) {
    this.tensors = tensors;
    this.dropout = dropout;
    this.steps = segments(tensors.network(), input);
    this.embedded = tensors.network().embedding().isPresent() ? embed() : steps;
    this.layers = new ArrayList<>();
    double[][] sequence = embedded;
    for (int l = 0; l < tensors.network().layers().size(); l++) {
      if (l > 0) {
        sequence = dropout.applied(l - 1, layers.get(l - 1).sequence());
      }
      layers.add(new LayerPass(tensors, l, sequence));
    }
    double[] state = dropout.appliedToFinalState(lastLayer().finalState());
    this.headInput = Arrays.copyOf(state, state.length + future.length);
    System.arraycopy(future, 0, headInput, state.length, future.length);
    this.outputs = tensors.head().outputs(headInput);
  }

  /** The rows of a segment one after the other are a step: the same memory, cut elsewhere. */
  private static double[][] segments(Network network, double[] input) {
    int values = network.stepValues();
    double[][] steps = new double[network.steps()][];
    Arrays.setAll(steps, t -> Arrays.copyOfRange(input, t * values, (t + 1) * values));
    return steps;
  }

  private double[][] embed() {
    Dense embedding = tensors.embedding();
    double[][] values = new double[steps.length][];
    for (int t = 0; t < steps.length; t++) {
      values[t] = embedding.outputs(steps[t]);
      for (int u = 0; u < values[t].length; u++) {
        values[t][u] = Math.max(0, values[t][u]);
      }
    }
    return values;
  }

  private LayerPass lastLayer() {
    return layers.get(layers.size() - 1);
  }

  /** [horizon, target, parameter], row-major: before the head's function and the anchor. */
  double[] outputs() {
    return outputs;
  }

  /**
   * Backward.
   *
   * @param atOutputs ∂L/∂outputs
   * @param gradient is added to, in the order of the weights
   */
  void backward(double[] atOutputs, double[] gradient) {
    int last = layers.size() - 1;
    double[] atHeadInput = tensors.head().backward(headInput, atOutputs, gradient);
    double[] atState =
        dropout.appliedToFinalState(Arrays.copyOf(atHeadInput, tensors.network().stateValues()));
    double[][] atSequence = lastLayer().backwardFromFinalState(atState, gradient);
    for (int l = last - 1; l >= 0; l--) {
      atSequence = layers.get(l).backward(dropout.applied(l, atSequence), gradient);
    }
    if (tensors.network().embedding().isPresent()) {
      backwardThroughEmbedding(atSequence, gradient);
    }
  }

  /** The slope of max(0, x) is 1 where x is above 0, and 0 elsewhere. */
  private void backwardThroughEmbedding(double[][] atEmbedded, double[] gradient) {
    Dense embedding = tensors.embedding();
    for (int t = 0; t < steps.length; t++) {
      for (int u = 0; u < embedded[t].length; u++) {
        if (embedded[t][u] <= 0) {
          atEmbedded[t][u] = 0;
        }
      }
      embedding.backward(steps[t], atEmbedded[t], gradient);
    }
  }
}
