package io.penstock.conformance;

import static io.penstock.conformance.Agreement.assertClose;
import static io.penstock.conformance.Agreement.bound;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.examples.reference.ReferenceLstm;
import io.penstock.network.WeightLayout;
import io.penstock.spi.DifferentiableNetwork;
import java.util.Random;

/** Outputs, loss and gradient of a session beside those of the reference in float64. */
final class ReferenceCheck {
  /** Of differences of the loss, as a share of a random direction. */
  private static final double STEP = 1e-6;

  private ReferenceCheck() {}

  /**
   * Opens a session at the case's weights and holds it against the reference, and the gradient also
   * against differences of the reference's loss: its chain rule might be wrong.
   */
  static void require(TestedBackend tested, RandomCase drawn) {
    try (DifferentiableNetwork session = tested.open(drawn)) {
      requireSlopes(drawn, require(session, drawn));
    }
  }

  /**
   * Holds a session that is at the case's weights against the reference.
   *
   * @return its gradient
   */
  static float[] require(DifferentiableNetwork session, RandomCase drawn) {
    ReferenceLstm reference = new ReferenceLstm(drawn.network());
    double[] weights = doubles(drawn.weights());
    float[] inputs = drawn.data().inputs();
    double[] expected = new double[weights.length];
    double exact = reference.gradient(drawn.loss(), weights, drawn.all(), expected);
    float[] given = new float[weights.length];
    float[] outputs = new float[drawn.data().size() * drawn.network().outputs()];
    double value = session.gradient(drawn.all(), given);
    session.predict(drawn.all(), outputs);
    assertThat(value).as("%s, loss", drawn).isCloseTo(exact, within(bound(drawn.loss(), exact)));
    assertClose(drawn + ", gradient", given, expected, 1e-5);
    assertClose(drawn + ", outputs", outputs, reference.outputs(weights, inputs), 1e-5);
    return given;
  }

  /**
   * Along a random direction in each tensor of the weights, the gradient's slope lies between the
   * slope of the loss to the left and that to the right. Both are the same but where a kink of an
   * activation or a loss lies between.
   */
  private static void requireSlopes(RandomCase drawn, float[] gradient) {
    ReferenceLstm reference = new ReferenceLstm(drawn.network());
    Random random = new Random(drawn.seed());
    double[] weights = doubles(drawn.weights());
    double at = loss(reference, drawn, weights);
    double scale = 0;
    for (float slope : gradient) {
      scale = Math.max(scale, Math.abs(slope));
    }
    for (WeightLayout.Slot slot : WeightLayout.of(drawn.network()).slots()) {
      double[] right = weights.clone();
      double[] left = weights.clone();
      double given = 0;
      double length = 0;
      for (int i = slot.offset(); i < slot.end(); i++) {
        double direction = 2 * random.nextDouble() - 1;
        right[i] += STEP * direction;
        left[i] -= STEP * direction;
        given += gradient[i] * direction;
        length += Math.abs(direction);
      }
      double toTheRight = (loss(reference, drawn, right) - at) / STEP;
      double toTheLeft = (at - loss(reference, drawn, left)) / STEP;
      // The second part is what a difference of two losses in float64 can tell.
      double bound = 1e-5 * scale * length + 1e-8 * (1 + Math.abs(at));
      assertThat(given)
          .as("%s, slope of %s", drawn, slot.name())
          .isBetween(
              Math.min(toTheLeft, toTheRight) - bound, Math.max(toTheLeft, toTheRight) + bound);
    }
  }

  private static double loss(ReferenceLstm reference, RandomCase drawn, double[] weights) {
    return reference.loss(drawn.loss(), weights, drawn.all());
  }

  private static double[] doubles(float[] values) {
    double[] exact = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      exact[i] = values[i];
    }
    return exact;
  }

  /** The reference's outputs at the case's weights. */
  static double[] outputs(RandomCase drawn) {
    return new ReferenceLstm(drawn.network())
        .outputs(doubles(drawn.weights()), drawn.data().inputs());
  }
}
