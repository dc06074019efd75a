package io.penstock.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/**
 * Expected figures: statsmodels 0.15.0, {@code STL(passengers, period=12, seasonal=..., robust=...)
 * .fit()} of the 144 months of {@code examples/airline}.
 */
class StlTest {
  private static final double CLOSE = 1e-8;

  @Test
  void trendSeasonAndRemainderAreThoseOfStatsmodels() throws IOException {
    Stl.Parts parts = Stl.of(12).decompose(passengers());

    expect(parts, 0, 122.633476227, -11.022167882, 0.388691655);
    expect(parts, 1, 123.345101191, -2.838616713, -2.506484478);
    expect(parts, 7, 127.700077374, 19.494125145, 0.805797481);
    expect(parts, 71, 258.582474931, -28.047146281, -1.535328651);
    expect(parts, 72, 262.274964571, -23.801747578, 3.526783007);
    expect(parts, 130, 447.286869977, -90.149729779, 4.862859802);
    expect(parts, 143, 495.534485603, -60.935215132, -2.599270471);
  }

  @Test
  void theRobustDecompositionAndItsWeightsAreThoseOfStatsmodels() throws IOException {
    Stl.Parts parts = Stl.of(12).robust().decompose(passengers());

    expect(parts, 0, 122.551737789, -11.148577393, 0.596839604);
    expect(parts, 72, 262.202800994, -23.044158057, 2.841357063);
    expect(parts, 130, 445.246001590, -93.293108721, 10.047107131);
    expect(parts, 143, 500.710812559, -68.682191132, -0.028621426);
    assertThat(parts.weights()[0]).isCloseTo(0.997057661, within(CLOSE));
    assertThat(parts.weights()[130]).isCloseTo(0.346441819, within(CLOSE));
  }

  @Test
  void aWideSeasonalSpanLeadsToAShorterTrendSpanAndStatsmodelsFigures() throws IOException {
    Stl stl = Stl.of(12, 35);
    assertThat(stl.trend()).isEqualTo(19);

    Stl.Parts parts = stl.decompose(passengers());

    expect(parts, 0, 119.696999985, -7.452379553, -0.244620432);
    expect(parts, 130, 447.218432497, -88.645494072, 3.427061575);
  }

  @Test
  void aSeriesWithFewerSeasonsThanTheSpanIsDecomposedAsByStatsmodels() throws IOException {
    Stl.Parts parts = Stl.of(12).decompose(Arrays.copyOf(passengers(), 30));

    expect(parts, 0, 124.005764391, -12.829879514, 0.824115123);
    expect(parts, 10, 130.028699654, -25.402303378, -0.626396276);
    expect(parts, 29, 170.772657069, 8.230073310, -1.002730379);
  }

  @Test
  void thePartsSumUpToTheSeries() throws IOException {
    double[] values = passengers();
    Stl.Parts parts = Stl.of(12).robust().decompose(values);

    for (int i = 0; i < values.length; i++) {
      assertThat(parts.trend()[i] + parts.season()[i] + parts.remainder()[i])
          .isCloseTo(values[i], within(1e-9));
    }
  }

  @Test
  void aConstantSeriesIsAllTrend() {
    double[] values = new double[60];
    Arrays.fill(values, 5);

    Stl.Parts parts = Stl.of(6).robust().decompose(values);

    assertThat(parts.trend()).containsOnly(new double[] {5}, within(1e-9));
    assertThat(parts.season()).containsOnly(new double[] {0}, within(1e-9));
  }

  @Test
  void lessThanTwoSeasonsIsRefused() {
    assertThatThrownBy(() -> Stl.of(12).decompose(new double[23]))
        .hasMessage("23 rows are less than two seasons of 12");
  }

  private static void expect(
      Stl.Parts parts, int row, double trend, double season, double remainder) {
    assertThat(parts.trend()[row]).as("trend of row %d", row).isCloseTo(trend, within(CLOSE));
    assertThat(parts.season()[row]).as("season of row %d", row).isCloseTo(season, within(CLOSE));
    assertThat(parts.remainder()[row])
        .as("remainder of row %d", row)
        .isCloseTo(remainder, within(CLOSE));
  }

  private static double[] passengers() throws IOException {
    Path file =
        Path.of(System.getProperty("penstock.root", ".."), "examples", "airline", "passengers.csv");
    return Files.readAllLines(file).stream()
        .skip(1)
        .mapToDouble(line -> Double.parseDouble(line.split(",")[1]))
        .toArray();
  }
}
