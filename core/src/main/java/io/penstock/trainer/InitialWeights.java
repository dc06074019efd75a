package io.penstock.trainer;

import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import java.util.Arrays;
import java.util.Random;

/**
 * Weights to begin with, Keras's defaults: input weights and the head's matrix Glorot-uniform
 * (Glorot and Bengio, 2010), recurrent weights orthogonal (Saxe et al., 2014), biases zero but the
 * forget gate's at 1 (Jozefowicz et al., 2015).
 */
public final class InitialWeights {
  private InitialWeights() {}

  /**
   * {@return the initial weights of a network for a seed: the same on every machine and for every
   * engine}
   *
   * @param network whose weights they are
   * @param seed decides all of them
   */
  public static Weights of(Network network, long seed) {
    WeightLayout layout = WeightLayout.of(network);
    float[] flat = new float[layout.size()];
    Random random = Seeds.initialWeights(seed);
    for (WeightLayout.Slot slot : layout.slots()) {
      switch (slot.role()) {
        case INPUT -> glorot(flat, slot, slot.shape().get(2), slot.shape().get(1), random);
        case RECURRENT -> orthogonal(flat, slot, random);
        case BIAS -> forgetGate(flat, slot);
        case EMBEDDING, HEAD ->
            glorot(flat, slot, slot.shape().get(1), slot.shape().get(0), random);
        case EMBEDDING_BIAS, HEAD_BIAS -> Arrays.fill(flat, slot.offset(), slot.end(), 0f);
      }
    }
    return Weights.of(network, flat);
  }

  private static void glorot(
      float[] flat, WeightLayout.Slot slot, int inputs, int outputs, Random random) {
    double limit = Math.sqrt(6.0 / (inputs + outputs));
    for (int i = slot.offset(); i < slot.end(); i++) {
      flat[i] = (float) ((2 * random.nextDouble() - 1) * limit);
    }
  }

  /**
   * Each direction's [4H, H] gets orthonormal columns, by Gram-Schmidt in double over normal random
   * numbers.
   */
  private static void orthogonal(float[] flat, WeightLayout.Slot slot, Random random) {
    int rows = slot.shape().get(1);
    int columns = slot.shape().get(2);
    for (int d = 0; d < slot.shape().get(0); d++) {
      double[][] basis = new double[columns][];
      for (int c = 0; c < columns; c++) {
        basis[c] = orthonormal(basis, c, rows, random);
      }
      int offset = slot.offset() + d * rows * columns;
      for (int r = 0; r < rows; r++) {
        for (int c = 0; c < columns; c++) {
          flat[offset + r * columns + c] = (float) basis[c][r];
        }
      }
    }
  }

  /**
   * A unit vector at right angles to the first {@code count} of {@code basis}; projected twice,
   * against rounding.
   */
  private static double[] orthonormal(double[][] basis, int count, int length, Random random) {
    double[] vector = new double[length];
    for (int i = 0; i < length; i++) {
      vector[i] = random.nextGaussian();
    }
    for (int pass = 0; pass < 2; pass++) {
      for (int k = 0; k < count; k++) {
        double dot = dot(vector, basis[k]);
        for (int i = 0; i < length; i++) {
          vector[i] -= dot * basis[k][i];
        }
      }
    }
    double norm = Math.sqrt(dot(vector, vector));
    for (int i = 0; i < length; i++) {
      vector[i] /= norm;
    }
    return vector;
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  /** The forget gate is the third of i, o, f, c. */
  private static void forgetGate(float[] flat, WeightLayout.Slot slot) {
    int units = slot.shape().get(1) / 4;
    for (int d = 0; d < slot.shape().get(0); d++) {
      int from = slot.offset() + d * 4 * units + 2 * units;
      Arrays.fill(flat, from, from + units, 1f);
    }
  }
}
