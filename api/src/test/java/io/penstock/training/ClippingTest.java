package io.penstock.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClippingTest {
  @Test
  void noneHasNoBound() {
    assertThat(Clipping.NONE.norm()).isInfinite();
    assertThat(Clipping.NONE.value()).isInfinite();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, -1, Double.NaN})
  void aBoundIsAboveZero(double bound) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Clipping(bound, 1))
        .withMessage("clipping to norm " + bound + ", value 1.0 is not above 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Clipping(1, bound))
        .withMessage("clipping to norm 1.0, value " + bound + " is not above 0");
  }
}
