package io.penstock.trainer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.network.WeightLayout;
import io.penstock.training.Clipping;
import io.penstock.training.Penalty;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Against PyTorch 2.7.1 in float64: the gradient of {@code (g · w).sum() + l1 · (|w| · m).sum() +
 * l2 · (w² · m).sum()} with m 1 on matrices and 0 on biases, then clip_grad_value_, then
 * clip_grad_norm_ (which adds 1e-6 to the norm).
 */
class GradientRestraintTest {
  private static final double INFINITE = Double.POSITIVE_INFINITY;

  /** W, R and b of four numbers each, the head's matrix and bias of one. */
  private static final WeightLayout LAYOUT =
      WeightLayout.of(new Network(2, 1, 1, 1, Anchor.NONE, List.of(LstmLayer.of(1))));

  private static final float[] WEIGHTS = {
    0.5f, -0.3f, 0, 1.2f, -0.8f, 0.1f, 0.7f, -1.1f, 0.2f, 1, -0.4f, 0.3f, 0.9f, -0.6f
  };

  @Test
  void penaltiesAreAddedToMatricesAndNotToBiases() {
    float[] gradient = gradient();
    float scale =
        new GradientRestraint(LAYOUT, new Penalty(0.1, 0.2), Clipping.NONE)
            .apply(WEIGHTS, gradient);
    assertThat(scale).isEqualTo(1);
    requireClose(
        gradient,
        2.82441295,
        2.50789228,
        0.42336002,
        -1.69040749,
        -3.29677282,
        -0.69824649,
        2.35095980,
        2.42807474,
        1.23635546,
        -1.63206333,
        -2.99997062,
        -1.60971875,
        1.72050111,
        2.97182207);
  }

  @Test
  void elementsAreClippedAfterThePenalties() {
    float[] gradient = gradient();
    new GradientRestraint(LAYOUT, new Penalty(0.1, 0.2), new Clipping(INFINITE, 2))
        .apply(WEIGHTS, gradient);
    requireClose(
        gradient,
        2,
        2,
        0.42336002,
        -1.69040749,
        -2,
        -0.69824649,
        2,
        2,
        1.23635546,
        -1.63206333,
        -2,
        -1.60971875,
        1.72050111,
        2);
  }

  @Test
  void theNormOverAllWeightsIsClippedLast() {
    float[] gradient = gradient();
    float scale =
        new GradientRestraint(LAYOUT, new Penalty(0.1, 0.2), new Clipping(1.5, 2))
            .apply(WEIGHTS, gradient);
    assertThat(scale).isCloseTo((float) (1.5 / 6.424000577416284), within(1e-7f));
    requireClose(
        scaled(gradient, scale),
        0.46699864,
        0.46699864,
        0.09885428,
        -0.39470900,
        -0.46699864,
        -0.16304008,
        0.46699864,
        0.46699864,
        0.28868816,
        -0.38108568,
        -0.46699864,
        -0.37586823,
        0.40173584,
        0.46699864);
  }

  @Test
  void aShorterGradientThanTheNormStaysAsItIs() {
    float[] gradient = gradient();
    float scale =
        new GradientRestraint(LAYOUT, Penalty.NONE, new Clipping(8.187, INFINITE))
            .apply(WEIGHTS, gradient);
    assertThat(scale).isEqualTo(1);
    assertThat(gradient).isEqualTo(gradient());
    // The norm of the gradient is 8.186848192989853.
    assertThat(
            new GradientRestraint(LAYOUT, Penalty.NONE, new Clipping(8.186, INFINITE))
                .apply(WEIGHTS, gradient))
        .isCloseTo((float) (8.186 / 8.186848192989853), within(1e-7f))
        .isLessThan(1);
  }

  @Test
  void theNormOfAGradientBeyondWhatFloatsSquareIsFinite() {
    float[] gradient = new float[14];
    gradient[3] = 3e30f;
    gradient[13] = -4e30f;
    float scale =
        new GradientRestraint(LAYOUT, Penalty.NONE, new Clipping(1, INFINITE))
            .apply(WEIGHTS, gradient);
    assertThat(gradient[13] * scale).isCloseTo(-0.8f, within(1e-6f));
  }

  @Test
  void withoutPenaltyAndClippingNothingChanges() {
    float[] gradient = gradient();
    float scale =
        new GradientRestraint(LAYOUT, Penalty.NONE, Clipping.NONE).apply(WEIGHTS, gradient);
    assertThat(scale).isEqualTo(1);
    assertThat(gradient).isEqualTo(gradient());
  }

  private static float[] gradient() {
    float[] gradient = new float[14];
    for (int i = 0; i < gradient.length; i++) {
      gradient[i] = (float) (3 * Math.sin(i + 1));
    }
    return gradient;
  }

  private static float[] scaled(float[] gradient, float scale) {
    float[] result = new float[gradient.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = gradient[i] * scale;
    }
    return result;
  }

  private static void requireClose(float[] actual, double... expected) {
    assertThat(actual).hasSameSizeAs(expected);
    for (int i = 0; i < expected.length; i++) {
      assertThat((double) actual[i]).as("element %d", i).isCloseTo(expected[i], within(5e-7));
    }
  }
}
