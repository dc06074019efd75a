package io.penstock.anomaly;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class ResidualScaleTest {
  @Test
  void medianAndQuantileAreNumpys() {
    // r = [3, -1, 4, 1, -5, 9, 2, 6]; m = np.median(r) = 2.5;
    // np.quantile(np.abs(r - m), 0.99) / 2.5758293035489004 = 7.43 / 2.57583
    ResidualScale scale = ResidualScale.of(new double[] {3, -1, 4, 1, -5, 9, 2, 6});
    assertThat(scale.center()).isEqualTo(2.5);
    assertThat(scale.scale()).isCloseTo(7.43 / 2.5758293035489004, within(1e-12));
  }

  @Test
  void ofNormalResidualsItIsTheirStandardDeviation() {
    Random random = new Random(3);
    double[] residuals = random.doubles(100_000).map(u -> 5 + 2 * random.nextGaussian()).toArray();
    ResidualScale scale = ResidualScale.of(residuals);
    assertThat(scale.center()).isCloseTo(5, within(0.03));
    assertThat(scale.scale()).isCloseTo(2, within(0.03));
  }
}
