package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.network.Activation;
import io.penstock.network.Anchor;
import io.penstock.network.Direction;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.network.Weights;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class InitialWeightsTest {
  private final Network network =
      new Network(10, 3, 2, 1, Anchor.NONE, List.of(LstmLayer.of(16), LstmLayer.of(8)));
  private final WeightLayout layout = WeightLayout.of(network);
  private final Weights weights = InitialWeights.of(network, 42);

  @Test
  void recurrentWeightsHaveOrthonormalColumns() {
    float[] r = weights.slot(layout.slot("lstm.0.R"));
    for (int a = 0; a < 16; a++) {
      for (int b = 0; b < 16; b++) {
        double dot = 0;
        for (int row = 0; row < 64; row++) {
          dot += (double) r[row * 16 + a] * r[row * 16 + b];
        }
        assertThat(dot).isCloseTo(a == b ? 1 : 0, within(1e-6));
      }
    }
  }

  @Test
  void inputWeightsFillTheGlorotInterval() {
    float[] w = weights.slot(layout.slot("lstm.1.W"));
    double limit = Math.sqrt(6.0 / (16 + 32));
    double least = Double.POSITIVE_INFINITY;
    double greatest = Double.NEGATIVE_INFINITY;
    for (float value : w) {
      least = Math.min(least, value);
      greatest = Math.max(greatest, value);
    }
    assertThat(least).isBetween(-limit, -0.9 * limit);
    assertThat(greatest).isBetween(0.9 * limit, limit);
  }

  @Test
  void onlyTheForgetGatesBiasIsNotZero() {
    float[] b = weights.slot(layout.slot("lstm.1.b"));
    float[] expected = new float[32];
    Arrays.fill(expected, 16, 24, 1f);
    assertThat(b).containsExactly(expected);
    assertThat(weights.slot(layout.slot("head.b"))).containsOnly(0f);
  }

  @Test
  void theForgetGateOfEachDirectionBeginsOpen() {
    LstmLayer both = new LstmLayer(3, Direction.BIDIRECTIONAL, Activation.TANH);
    Network directed = new Network(10, 2, 1, 1, Anchor.NONE, List.of(both));
    WeightLayout.Slot b = WeightLayout.of(directed).slot("lstm.0.b");
    float[] expected = new float[24];
    Arrays.fill(expected, 6, 9, 1f);
    Arrays.fill(expected, 18, 21, 1f);
    assertThat(InitialWeights.of(directed, 42).slot(b)).containsExactly(expected);
  }

  @Test
  void theSeedDecidesThem() {
    assertThat(InitialWeights.of(network, 42)).isEqualTo(weights);
    assertThat(InitialWeights.of(network, 43)).isNotEqualTo(weights);
  }
}
