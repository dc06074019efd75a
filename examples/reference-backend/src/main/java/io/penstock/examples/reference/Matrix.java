package io.penstock.examples.reference;

/**
 * A matrix W [rows, columns], row-major, in the flat vector of the weights.
 *
 * @param weights the flat vector
 * @param offset of the first element; the same in the flat gradient
 */
record Matrix(double[] weights, int offset, int rows, int columns) {
  /** Adds {@code W x} to the sums. */
  void addProduct(double[] x, double[] sums) {
    int at = offset;
    for (int row = 0; row < rows; row++) {
      double sum = 0;
      for (int column = 0; column < columns; column++) {
        sum += weights[at++] * x[column];
      }
      sums[row] += sum;
    }
  }

  /**
   * The chain rule through {@code y = W x}: adds {@code ∂L/∂W = ∂L/∂y xᵀ} to the flat gradient.
   *
   * @param atSums ∂L/∂y
   * @return ∂L/∂x = Wᵀ ∂L/∂y
   */
  double[] backward(double[] x, double[] atSums, double[] gradient) {
    double[] atX = new double[columns];
    int at = offset;
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < columns; column++) {
        gradient[at] += atSums[row] * x[column];
        atX[column] += atSums[row] * weights[at];
        at++;
      }
    }
    return atX;
  }
}
