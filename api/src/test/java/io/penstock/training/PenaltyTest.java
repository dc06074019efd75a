package io.penstock.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PenaltyTest {
  @Test
  void noneHoldsNothingDown() {
    assertThat(Penalty.NONE).isEqualTo(new Penalty(0, 0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {-1e-9, Double.NaN, Double.POSITIVE_INFINITY})
  void aPenaltyIsFiniteAndAtLeastZero(double value) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Penalty(value, 0))
        .withMessage("penalties l1 " + value + ", l2 0.0 are not at least 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Penalty(0, value))
        .withMessage("penalties l1 0.0, l2 " + value + " are not at least 0");
  }
}
