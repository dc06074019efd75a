package io.penstock.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
  @Test
  void dependenceIsMeasuredWithinARunOfWindows() {
    double gap = Double.NaN;

    assertThat(new Residuals(new double[] {1, 2, gap, 3, 4, 5, gap, 6}).longestRun())
        .containsExactly(3, 4, 5);
    assertThat(new Residuals(new double[] {1, 2, gap, 3, 4}).longestRun()).containsExactly(3, 4);
    assertThat(new Residuals(new double[0]).longestRun()).isEmpty();
  }

  @Test
  void valuesHaveNoMoreDigitsThanAChartShows() {
    assertThat(Digits.values(new double[] {0, 1.23456789, 100, Double.NaN}))
        .hasToString("[0, 1.23, 100, null]");
    assertThat(Digits.values(new double[] {123_456_789, 123_556_789}))
        .hasToString("[123456790, 123556790]");
    assertThat(Digits.values(new double[] {1e-7, 3e-7})).hasToString("[1E-7, 3E-7]");
  }

  @Test
  void evenPlacesAreWrittenAsTheirFirstTheirStepAndTheirNumber() {
    double[] hours = new double[100];
    for (int i = 0; i < hours.length; i++) {
      hours[i] = 3_600_000.0 * (i < 50 ? i : i + 7);
    }

    assertThat(Digits.places(hours).toString())
        .isEqualTo("{\"from\":0,\"unit\":3600000,\"steps\":[[49],8,[49]]}");
  }
}
