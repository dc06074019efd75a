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
   * @param outputs [size, output]
   * @param targets [size, output]
   * @param slopes receives the derivative of the mean by each output, [size, output]
   * @return the mean
   */
  double evaluate(FloatBuffer outputs, FloatBuffer targets, FloatBuffer slopes) {
    int count = targets.remaining();
    double sum = 0;
    for (int i = 0; i < count; i++) {
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
    return sum / count;
  }
}
