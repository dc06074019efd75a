package io.penstock.examples.reference;

import java.util.Arrays;

/**
 * A dense layer {@code W x + b}.
 *
 * @param matrix W
 * @param bias where b stands in the flat vector of the weights
 */
record Dense(Matrix matrix, int bias) {
  /** {@code W x + b}. */
  double[] outputs(double[] x) {
    double[] sums = Arrays.copyOfRange(matrix.weights(), bias, bias + matrix.rows());
    matrix.addProduct(x, sums);
    return sums;
  }

  /**
   * Adds ∂L/∂W and ∂L/∂b, which is that at the outputs, to the flat gradient.
   *
   * @param atOutputs ∂L/∂(W x + b)
   * @return ∂L/∂x
   */
  double[] backward(double[] x, double[] atOutputs, double[] gradient) {
    for (int row = 0; row < matrix.rows(); row++) {
      gradient[bias + row] += atOutputs[row];
    }
    return matrix.backward(x, atOutputs, gradient);
  }
}
