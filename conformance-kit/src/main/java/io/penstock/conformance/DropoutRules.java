package io.penstock.conformance;

import static io.penstock.conformance.Agreement.assertClose;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.penstock.network.Anchor;
import io.penstock.network.LstmLayer;
import io.penstock.network.Network;
import io.penstock.spi.Capabilities.Part;
import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Dropout is decided by the step's seed and the example's place alone, and in training only. */
interface DropoutRules extends BackendRules {
  @Test
  default void predictionIgnoresDropout() {
    RandomCase drawn = dropping();
    float[] dropped = new float[drawn.data().size() * drawn.network().outputs()];
    float[] kept = new float[dropped.length];
    try (DifferentiableNetwork session = tested().open(drawn);
        DifferentiableNetwork without = tested().open(drawn.withoutDropout())) {
      session.gradient(drawn.all(), new float[drawn.weights().length]);
      session.predict(drawn.all(), dropped);
      without.predict(drawn.all(), kept);
    }
    for (int i = 0; i < kept.length; i++) {
      assertThat(dropped[i]).as("output %d", i).isCloseTo(kept[i], within(1e-6f));
    }
  }

  @Test
  default void theSeedOfTheStepDecidesWhatIsDropped() {
    RandomCase drawn = dropping();
    RandomCase other =
        new RandomCase(
            drawn.seed() + 1, drawn.network(), drawn.loss(), drawn.weights(), drawn.data());
    float[] first = new float[drawn.weights().length];
    float[] second = new float[drawn.weights().length];
    float[] again = new float[drawn.weights().length];
    try (DifferentiableNetwork session = tested().open(drawn)) {
      session.gradient(drawn.all(), first);
      session.gradient(other.all(), second);
      session.gradient(drawn.all(), again);
    }
    assertThat(second).isNotEqualTo(first);
    assertThat(again).containsExactly(first);
  }

  @Test
  default void theShardsOfABatchDropWhatTheWholeDrops() {
    RandomCase drawn = dropping();
    int windows = drawn.data().size();
    float[] whole = new float[drawn.weights().length];
    float[] part = new float[whole.length];
    double[] sum = new double[whole.length];
    try (DifferentiableNetwork session = tested().open(drawn)) {
      session.gradient(drawn.all(), whole);
      for (int from = 0; from < windows; from += 4) {
        int to = Math.min(windows, from + 4);
        session.gradient(drawn.shard(from, to), part);
        for (int i = 0; i < sum.length; i++) {
          sum[i] += (double) part[i] * (to - from) / windows;
        }
      }
    }
    assertClose(drawn + ", gradient of all shards", whole, sum, 1e-5);
  }

  /** Two layers of dropout, where the plugin declares it. */
  private RandomCase dropping() {
    assumeTrue(capabilities().parts().contains(Part.DROPOUT), "the plugin declares no dropout");
    LstmLayer layer = LstmLayer.of(6).withDropout(0.4);
    return RandomCase.of(41, Loss.MSE, new Network(7, 3, 2, 2, Anchor.NONE, List.of(layer, layer)));
  }
}
