package io.penstock.steps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.series.Series;
import io.penstock.steps.Outliers.Action;
import io.penstock.steps.Outliers.Detector;
import io.penstock.steps.Outliers.Hampel;
import io.penstock.steps.Outliers.Winsorise;
import io.penstock.steps.Outliers.ZScore;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OutliersTest {
  private static Outliers step(Detector detector, Action action) {
    return new Outliers(List.of("x"), detector, action);
  }

  private static float[] of(Detector detector, Action action, float... x) {
    String column = action == Action.MARK ? "x_outlier" : "x";
    return TrainingRows.of(step(detector, action), column, TrainingRows.hourly(x));
  }

  @Test
  void hampelIsTheDefinitionOverTheLastRows() {
    Random random = new Random(1);
    float[] x = new float[200];
    for (int row = 0; row < x.length; row++) {
      x[row] = (float) random.nextGaussian() * (random.nextInt(8) == 0 ? 8 : 1);
    }
    float[] replaced = of(new Hampel(6, 2.5), Action.REPLACE, x);
    int found = 0;
    for (int row = 5; row < x.length; row++) {
      float[] window = Arrays.copyOfRange(x, row - 5, row + 1);
      double median = median(window);
      float[] distances = new float[6];
      for (int k = 0; k < 6; k++) {
        distances[k] = (float) Math.abs(window[k] - median);
      }
      boolean out = Math.abs(x[row] - median) > 2.5 * 1.4826 * median(distances);
      found += out ? 1 : 0;
      assertThat(replaced[row]).isCloseTo(out ? (float) median : x[row], within(1e-6f));
    }
    assertThat(found).isBetween(10, 60);
    assertThat(replaced).startsWith(x[0], x[1], x[2], x[3], x[4]);
  }

  private static double median(float[] values) {
    float[] sorted = values.clone();
    Arrays.sort(sorted);
    return (sorted[2] + (double) sorted[3]) / 2;
  }

  @Test
  void aValueThatStandsOutIsReplacedClippedMarkedOrMissing() {
    float[] x = {1, 2, 3, 2, 90};
    Hampel hampel = new Hampel(5, 3);
    // Median 2, median absolute deviation 1.
    float bound = 2 + 3 * 1.4826f;
    assertThat(of(hampel, Action.REPLACE, x)).containsExactly(1, 2, 3, 2, 2);
    assertThat(of(hampel, Action.CLIP, x)[4]).isCloseTo(bound, within(1e-5f));
    assertThat(of(hampel, Action.CLIP, -1, -2, -3, -2, -90)[4]).isCloseTo(-bound, within(1e-5f));
    assertThat(of(hampel, Action.MARK, x)).containsExactly(0, 0, 0, 0, 1);
    assertThat(of(hampel, Action.MISSING, x)).containsExactly(1, 2, 3, 2, Float.NaN);
  }

  @Test
  void winsorisingIsByNumPysQuantiles() {
    // np.quantile(x, [0.05, 0.95])
    Series series = Passengers.series();
    for (Action action : List.of(Action.REPLACE, Action.CLIP)) {
      float[] values = TrainingRows.of(step(new Winsorise(0.05, 0.95), action), "x", series);
      assertThat(values[10]).isCloseTo(112.3f, within(1e-5f));
      assertThat(values[18]).isCloseTo(168.2f, within(1e-5f));
      assertThat(values[11]).isEqualTo(118);
    }
  }

  @Test
  void zScoresAreByMeanAndDeviationOfTheTrainingPart() {
    float[] x = {0, 2, 0, 2, 0, 2, 0, 2, 10};
    // Mean 2, population deviation √8.4.
    assertThat(of(new ZScore(2), Action.REPLACE, x)[8]).isEqualTo(2);
    assertThat(of(new ZScore(2), Action.CLIP, x)[8])
        .isCloseTo((float) (2 + 2 * Math.sqrt(80.0 / 9)), within(1e-5f));
    assertThat(of(new ZScore(3), Action.MARK, x)).containsOnly(0);
  }

  @Test
  void nothingStandsOutOfAConstantColumnNorWhereAnythingIsMissing() {
    Outliers step = step(new ZScore(3), Action.REPLACE);
    Series other = TrainingRows.hourly(5, 6, Float.NaN);
    assertThat(TrainingRows.of(TrainingRows.fit(step, TrainingRows.hourly(5, 5)), "x", other))
        .containsExactly(5, 6, Float.NaN);
    assertThat(of(new Hampel(3, 1), Action.REPLACE, 1, Float.NaN, 99, 1, 1))
        .containsExactly(1, Float.NaN, 99, 1, 1);
    assertThat(of(new ZScore(1), Action.MARK, 1, Float.NaN, 9)).containsExactly(0, 0, 0);
  }

  @Test
  void aMedianSmooths() {
    MedianSmoothing step = new MedianSmoothing(List.of("x"), 3);
    assertThat(TrainingRows.of(step, "x", TrainingRows.hourly(1, 9, 2, 3, 4)))
        .containsExactly(Float.NaN, Float.NaN, 2, 3, 3);
  }

  @Test
  void numbersThatMakeNoSenseAreRefused() {
    assertThatThrownBy(() -> new Hampel(2, 3))
        .hasMessage("outliers: rows is 2, but must be at least 3.");
    assertThatThrownBy(() -> new Winsorise(0.9, 0.1))
        .hasMessageContaining("the quantiles are 0.9 and 0.1, but must be from 0 to 1");
    assertThatThrownBy(() -> new ZScore(0))
        .hasMessage("outliers: threshold is 0, but must be a number above 0.");
    assertThatThrownBy(
            () ->
                TrainingRows.fit(
                    step(new Hampel(30, 3), Action.MARK), TrainingRows.hourly(1, 2, 3)))
        .hasMessageContaining("a median of 30 rows leads out of the training part of rows.csv");
  }
}
