package io.penstock.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DistributionTest {
  /** Expected: SciPy 1.17.1, {@code scipy.stats.norm.ppf}. */
  @ParameterizedTest
  @CsvSource({
    "1e-05, -4.264890793922825",
    "0.02, -2.053748910631823",
    "0.075, -1.4395314709384563",
    "0.3, -0.5244005127080409",
    "0.5, 0",
    "0.9, 1.2815515655446004",
    "0.999, 3.090232306167813"
  })
  void normalQuantilesAreThoseOfSciPy(double probability, double expected) {
    assertThat(NormalQuantile.of(probability))
        .isCloseTo(expected, within(1e-10 * Math.max(1, Math.abs(expected))));
  }

  @Test
  void aProbabilityOfOneHasNoQuantile() {
    assertThatThrownBy(() -> NormalQuantile.of(1)).hasMessage("a probability of 1.0");
  }

  /** Expected: NumPy, {@code np.quantile([3, -1, 4, 1, -5, 9, 2, 6], [0, 0.1, 0.5, 0.99, 1])}. */
  @Test
  void quantilesAreThoseOfNumPyAndTheNumbersStayInTheirOrder() {
    double[] numbers = {3, -1, 4, 1, -5, 9, 2, 6};

    assertThat(Quantile.of(numbers, 0)).isEqualTo(-5);
    assertThat(Quantile.of(numbers, 0.1)).isCloseTo(-2.2, within(1e-15));
    assertThat(Quantile.median(numbers)).isEqualTo(2.5);
    assertThat(Quantile.of(numbers, 0.99)).isCloseTo(8.79, within(1e-15));
    assertThat(Quantile.of(numbers, 1)).isEqualTo(9);
    assertThat(numbers).containsExactly(3, -1, 4, 1, -5, 9, 2, 6);
  }

  /** Expected: SciPy 1.17.1, {@code scipy.stats.probplot}. */
  @Test
  void thePlacesOfAQuantilePlotAreThoseOfSciPy() {
    QuantilePlot plot = QuantilePlot.of(new double[] {3.1, -2.0, 0.5, 7.7, 1.2, 1.3, -0.4});

    assertThat(plot.sample()).containsExactly(-2.0, -0.4, 0.5, 1.2, 1.3, 3.1, 7.7);
    assertThat(plot.normal())
        .containsExactly(
            new double[] {
              -1.314872752547375,
              -0.7439764884519314,
              -0.3471943041728483,
              0,
              0.3471943041728483,
              0.7439764884519314,
              1.314872752547375
            },
            within(1e-12));
  }

  /** Expected: NumPy, {@code numpy.histogram(bins='fd')} of the same values. */
  @Test
  void binsAreThoseOfNumPyByFreedmanAndDiaconis() {
    double[] values = new double[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = (i * 37 % 200) * (i * 37 % 200) / 100.0;
    }

    Histogram histogram = Histogram.of(values);

    assertThat(histogram.from()).isZero();
    assertThat(histogram.width()).isCloseTo(396.01 / HISTOGRAM.length, within(1e-9));
    assertThat(histogram.counts()).containsExactly(HISTOGRAM);
  }

  private static final long[] HISTOGRAM = {82, 33, 26, 22, 19, 18};

  @Test
  void equalValuesAreOneBinAroundThem() {
    Histogram histogram = Histogram.of(new double[] {4, 4, 4});

    assertThat(histogram.counts()).containsExactly(3);
    assertThat(histogram.from()).isEqualTo(2);
    assertThat(histogram.width()).isEqualTo(4);
  }

  @Test
  void aFewFarValuesDoNotMakeThousandsOfBins() {
    double[] values = new double[1000];
    for (int i = 0; i < values.length; i++) {
      values[i] = i % 10;
    }
    values[0] = 1e9;

    assertThat(Histogram.of(values).counts()).hasSize(60);
  }
}
