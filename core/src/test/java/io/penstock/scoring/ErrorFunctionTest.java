package io.penstock.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.hipparchus.special.Erf;
import org.junit.jupiter.api.Test;

class ErrorFunctionTest {
  @Test
  void itIsTheErrorFunctionToTwelveDigits() {
    for (double x = -7; x <= 7; x += 0.000_37) {
      assertThat(ErrorFunction.of(x)).isCloseTo(Erf.erf(x), within(1e-12));
    }
    assertThat(ErrorFunction.of(0)).isZero();
    assertThat(ErrorFunction.of(Double.POSITIVE_INFINITY)).isEqualTo(1);
    assertThat(ErrorFunction.of(Double.NaN)).isNaN();
  }
}
