package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ArgumentTest {
  private static UnaryOperator<float[]> each(DoubleUnaryOperator function) {
    return numbers -> {
      float[] values = new float[numbers.length];
      for (int i = 0; i < values.length; i++) {
        values[i] = (float) function.applyAsDouble(numbers[i]);
      }
      return values;
    };
  }

  @Test
  void itIsWhatTheFunctionLeadsToTheValue() {
    float[] found =
        Argument.of(
            new float[] {1, 20, 1e-4f, 3e6f},
            new float[] {0, 2.9f, 4, 0.5f},
            new float[] {0.1f, 1, 1, 2},
            each(Math::exp));

    assertThat(found[0]).isCloseTo(0, within(1e-6f));
    assertThat(found[1]).isCloseTo((float) Math.log(20), within(1e-6f));
    assertThat(found[2]).isCloseTo((float) Math.log(1e-4), within(1e-5f));
    assertThat(found[3]).isCloseTo((float) Math.log(3e6), within(1e-5f));
  }

  @Test
  void whatIsOutOfReachIsInfinitelyFar() {
    float[] found =
        Argument.of(new float[] {-7, 7}, new float[2], new float[] {1, 1}, each(x -> Math.tanh(x)));

    assertThat(found).containsExactly(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
  }
}
