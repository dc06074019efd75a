package io.penstock.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DropoutTest {
  @ParameterizedTest
  @ValueSource(doubles = {0.05, 0.2, 0.5, 0.9})
  void theShareOfZerosIsTheRateAndTheMeanIsOne(double rate) {
    int count = 400 * 25 * 20;
    float[] factors = factors(rate, 12, 1, 0, 400, 25, 20);
    float kept = (float) (1 / (1 - rate));
    int zeros = 0;
    double sum = 0;
    for (float factor : factors) {
      assertThat(factor).isIn(0f, kept);
      zeros += factor == 0 ? 1 : 0;
      sum += factor;
    }
    // Five standard deviations of a binomial share.
    double share = 5 * Math.sqrt(rate * (1 - rate) / count);
    assertThat((double) zeros / count).isCloseTo(rate, within(share));
    assertThat(sum / count).isCloseTo(1, within(share / (1 - rate)));
  }

  /** Each example, step and output is drawn for itself: no row or column of them is favoured. */
  @Test
  void noExampleStepOrOutputIsFavoured() {
    int n = 60;
    float[] factors = factors(0.5, -4, 0, 0, n, n, n);
    double share = 5 * Math.sqrt(0.25 / (n * n));
    for (int axis = 0; axis < 3; axis++) {
      int stride = new int[] {n * n, n, 1}[axis];
      double[] zeros = new double[n];
      for (int i = 0; i < factors.length; i++) {
        zeros[i / stride % n] += factors[i] == 0 ? 1 : 0;
      }
      for (double count : zeros) {
        assertThat(count / (n * n)).isCloseTo(0.5, within(share));
      }
    }
  }

  @Test
  void anyCutIntoShardsGivesTheSameNumbers() {
    Random random = new Random(9);
    float[] whole = factors(0.3, 77, 2, 0, 50, 4, 3);
    for (int trial = 0; trial < 50; trial++) {
      float[] parts = new float[0];
      for (int from = 0; from < 50; ) {
        int to = Math.min(50, from + 1 + random.nextInt(20));
        float[] part = factors(0.3, 77, 2, from, to - from, 4, 3);
        int before = parts.length;
        parts = Arrays.copyOf(parts, before + part.length);
        System.arraycopy(part, 0, parts, before, part.length);
        from = to;
      }
      assertThat(parts).containsExactly(whole);
    }
  }

  @Test
  void seedLayerAndPlaceInTheBatchDecide() {
    float[] base = factors(0.5, 1, 0, 0, 10, 10, 10);
    assertThat(factors(0.5, 1, 0, 0, 10, 10, 10)).containsExactly(base);
    for (float[] other :
        new float[][] {
          factors(0.5, 2, 0, 0, 10, 10, 10),
          factors(0.5, 1, 1, 0, 10, 10, 10),
          factors(0.5, 1, 0, 10, 10, 10, 10)
        }) {
      int equal = 0;
      for (int i = 0; i < base.length; i++) {
        equal += base[i] == other[i] ? 1 : 0;
      }
      // As many as of two coins.
      assertThat(equal / 1000.0).isCloseTo(0.5, within(5 * Math.sqrt(0.25 / 1000)));
    }
  }

  @Test
  void theFactorsArePutWhereADirectBufferStands() {
    FloatBuffer buffer =
        ByteBuffer.allocateDirect(4 * 30).order(ByteOrder.nativeOrder()).asFloatBuffer();
    buffer.position(5);
    Dropout.fill(buffer, 0.5, 3, 0, 0, 2, 3, 4);
    assertThat(buffer.position()).isEqualTo(29);
    float[] put = new float[24];
    buffer.get(5, put);
    assertThat(put).containsExactly(factors(0.5, 3, 0, 0, 2, 3, 4)).contains(0f, 2f);
    assertThat(buffer.get(4)).isZero();
    assertThat(buffer.get(29)).isZero();
  }

  @Test
  void aRateNextToNothingDropsNothing() {
    assertThat(factors(1e-12, 3, 0, 0, 100, 10, 10)).containsOnly(1f);
  }

  private static float[] factors(
      double rate, long seed, int layer, int position, int examples, int steps, int outputs) {
    FloatBuffer buffer = FloatBuffer.allocate(examples * steps * outputs);
    Dropout.fill(buffer, rate, seed, layer, position, examples, steps, outputs);
    assertThat(buffer.remaining()).isZero();
    return buffer.array();
  }
}
