package io.penstock.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.penstock.spi.DifferentiableNetwork;
import io.penstock.training.Loss;
import org.junit.jupiter.api.Test;

/** A session may be asked for one batch after the other, of any size. */
interface BatchRules extends BackendRules {
  @Test
  default void aGradientDoesNotRememberTheOneBefore() {
    RandomCase drawn = RandomCase.within(capabilities(), 21, Loss.MSE);
    float[] first = new float[drawn.weights().length];
    float[] second = new float[drawn.weights().length];
    try (DifferentiableNetwork session = tested().open(drawn)) {
      session.gradient(drawn.all(), first);
      session.gradient(drawn.shard(0, 2), second);
      session.gradient(drawn.all(), second);
    }
    assertThat(second).as("%s, gradient after that of another batch", drawn).containsExactly(first);
  }

  @Test
  default void batchesOfAnySizeGiveTheSameOutputs() {
    RandomCase drawn = RandomCase.within(capabilities(), 22, Loss.MSE);
    int outputs = drawn.network().outputs();
    float[] whole = new float[drawn.data().size() * outputs];
    float[] one = new float[outputs];
    try (DifferentiableNetwork session = tested().open(drawn)) {
      session.predict(drawn.all(), whole);
      for (int i = 0; i < drawn.data().size(); i++) {
        session.predict(drawn.shard(i, i + 1), one);
        for (int o = 0; o < outputs; o++) {
          assertThat(one[o])
              .as("%s, output %d of example %d", drawn, o, i)
              .isCloseTo(whole[i * outputs + o], within(1e-5f));
        }
      }
    }
  }
}
