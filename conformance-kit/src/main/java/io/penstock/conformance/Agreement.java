package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.training.Loss;
import java.util.Arrays;
import java.util.List;

/** How near a backend's numbers are to be to those of the reference. */
final class Agreement {
  private Agreement() {}

  /** Losses of a run, each to 1e-5 of itself. */
  static void assertFollows(String run, Loss loss, List<Double> losses, double[] expected) {
    assertThat(losses).as(run).hasSize(expected.length);
    for (int i = 0; i < losses.size(); i++) {
      assertThat(losses.get(i))
          .as("%s, loss of step %d", run, i)
          .isCloseTo(expected[i], within(bound(loss, expected[i])));
    }
  }

  /** A likelihood may be anything around zero; the other losses are sums of nothing below it. */
  static double bound(Loss loss, double expected) {
    return 1e-5 * (loss == Loss.GAUSSIAN_NLL ? Math.max(1, Math.abs(expected)) : expected);
  }

  /** Final weights. */
  static void assertWithin(String run, float[] given, float[] expected, float bound) {
    assertThat(given).as(run).hasSameSizeAs(expected);
    for (int i = 0; i < given.length; i++) {
      assertThat(given[i]).as("%s, final weight %d", run, i).isCloseTo(expected[i], within(bound));
    }
  }

  /** To a fraction of the largest value. */
  static void assertClose(String what, float[] given, double[] expected, double fraction) {
    assertThat(given.length).as(what).isEqualTo(expected.length);
    double scale = Arrays.stream(expected).map(Math::abs).max().orElseThrow();
    for (int i = 0; i < given.length; i++) {
      assertThat((double) given[i])
          .as("%s, value %d", what, i)
          .isCloseTo(expected[i], within(fraction * scale));
    }
  }
}
