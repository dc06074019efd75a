package io.penstock.examples.reference;

import io.penstock.network.Dropout;
import io.penstock.network.Network;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * What the outputs of each layer are multiplied by for one window. An engine draws none of them:
 * {@link Dropout} gives them for the seed of the step and the window's place in the whole batch.
 */
final class DropoutFactors {
  /** [layer][step, output]; after the last layer there is one step, the final state. */
  private final double[][][] factors;

  private DropoutFactors(double[][][] factors) {
    this.factors = factors;
  }

  /** None is dropped, as whenever a model is used. */
  static DropoutFactors none(Network network) {
    return new DropoutFactors(ones(network));
  }

  /**
   * Those of a step of training.
   *
   * @param seed of the step
   * @param position of the window in the whole batch
   */
  static DropoutFactors of(Network network, long seed, int position) {
    double[][][] factors = ones(network);
    for (int l = 0; l < factors.length; l++) {
      double rate = network.layers().get(l).dropout();
      if (rate > 0) {
        int steps = factors[l].length;
        int outputs = factors[l][0].length;
        FloatBuffer drawn = FloatBuffer.allocate(steps * outputs);
        Dropout.fill(drawn, rate, seed, l, position, 1, steps, outputs);
        for (int i = 0; i < drawn.capacity(); i++) {
          factors[l][i / outputs][i % outputs] = drawn.get(i);
        }
      }
    }
    return new DropoutFactors(factors);
  }

  private static double[][][] ones(Network network) {
    int last = network.layers().size() - 1;
    double[][][] factors = new double[last + 1][][];
    for (int l = 0; l <= last; l++) {
      factors[l] = new double[l == last ? 1 : network.steps()][network.layers().get(l).outputs()];
      for (double[] step : factors[l]) {
        Arrays.fill(step, 1);
      }
    }
    return factors;
  }

  /**
   * Each value times its factor. The slopes at the values before are those after, times the same:
   * this is its own way back.
   *
   * @param layer one that is not the last
   * @param sequence [step, output]
   */
  double[][] applied(int layer, double[][] sequence) {
    double[][] product = new double[sequence.length][];
    for (int t = 0; t < sequence.length; t++) {
      product[t] = times(sequence[t], factors[layer][t]);
    }
    return product;
  }

  /** The same for the final state of the last layer. */
  double[] appliedToFinalState(double[] state) {
    return times(state, factors[factors.length - 1][0]);
  }

  private static double[] times(double[] values, double[] factors) {
    double[] product = new double[values.length];
    Arrays.setAll(product, i -> values[i] * factors[i]);
    return product;
  }
}
