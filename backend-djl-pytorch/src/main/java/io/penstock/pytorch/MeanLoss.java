package io.penstock.pytorch;

import io.penstock.training.Loss;
import java.nio.FloatBuffer;

/**
 * A mean over all outputs of a batch, and its slope at each output. Taken on the host in double
 * precision: the outputs are few, and so the loss is as exact as they are.
 */
final class MeanLoss {
  private final Loss loss;

  MeanLoss(Loss loss) {
    this.loss = loss;
  }

  /**
   * Evaluates a piece of a batch.
   *
   * @param outputs of the piece, [size, output]
   * @param targets of the piece, [size, output]
   * @param count outputs of the whole batch, over which the mean is taken
   * @param slopes receives the derivative of the batch's mean by each of the piece's outputs,
   *     [size, output]
   * @return the piece's part of the sum of which the mean is taken
   */
  double sum(FloatBuffer outputs, FloatBuffer targets, int count, FloatBuffer slopes) {
    double sum = 0;
    for (int i = 0; i < targets.limit(); i++) {
      double error = (double) outputs.get(i) - targets.get(i);
      switch (loss) {
        case MSE -> {
          sum += error * error;
          slopes.put(i, (float) (2 * error / count));
        }
        case MAE -> {
          sum += Math.abs(error);
          slopes.put(i, (float) (Math.signum(error) / count));
        }
      }
    }
    return sum;
  }
}
