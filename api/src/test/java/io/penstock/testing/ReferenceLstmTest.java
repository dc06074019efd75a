package io.penstock.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.training.Loss;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReferenceLstmTest {
  private final Network network =
      new Network(5, 3, 2, 2, Anchor.NONE, List.of(LstmLayer.of(4), LstmLayer.of(3)));
  private final ReferenceLstm reference = new ReferenceLstm(network);
  private final Random random = new Random(7);

  @ParameterizedTest
  @EnumSource(Loss.class)
  void theGradientByTheChainRuleIsThatByCentralDifferences(Loss loss) {
    double[] weights = random.doubles(network.parameters(), -1, 1).toArray();
    float[] inputs = floats(4 * 5 * 3);
    float[] targets = floats(4 * 4);
    double[] gradient = new double[weights.length];
    reference.gradient(loss, weights, inputs, targets, gradient);
    double step = 1e-6;
    for (int i = 0; i < weights.length; i++) {
      double at = weights[i];
      weights[i] = at + step;
      double above = loss(loss, weights, inputs, targets);
      weights[i] = at - step;
      double below = loss(loss, weights, inputs, targets);
      weights[i] = at;
      assertThat(gradient[i])
          .as("weight %d", i)
          .isCloseTo((above - below) / (2 * step), within(1e-8));
    }
  }

  private double loss(Loss loss, double[] weights, float[] inputs, float[] targets) {
    double[] outputs = reference.outputs(weights, inputs);
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      double error = outputs[i] - targets[i];
      sum += loss == Loss.MSE ? error * error : Math.abs(error);
    }
    return sum / outputs.length;
  }

  private float[] floats(int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = (float) random.nextGaussian();
    }
    return values;
  }
}
