package io.penstock.steps;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.fitting.PreparationFitter;
import io.penstock.leak.LeakCheck;
import io.penstock.network.Anchor;
import io.penstock.parts.Parts;
import io.penstock.preparation.Preparation;
import io.penstock.preparation.Step;
import io.penstock.series.Frequency;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Steps where they are used: in the preparation of a model. */
class StepsInPreparationTest {
  static Stream<Step> stepsOfNumbers() {
    return SampleSteps.all()
        .filter(step -> !step.settings().toString().contains("wind"))
        .filter(step -> !(step instanceof DropColumns));
  }

  /** x above 0, z to be forecast. */
  private static Series series() {
    Random random = new Random(9);
    float[] values = new float[600 * 3];
    for (int row = 0; row < 600; row++) {
      values[3 * row] = (float) Math.exp(random.nextGaussian());
      values[3 * row + 1] = random.nextInt(20) == 0 ? Float.NaN : (float) random.nextGaussian();
      values[3 * row + 2] = (float) random.nextGaussian();
    }
    return TrainingRows.hourly(List.of("x", "y", "z"), values);
  }

  private static Experiment experiment(List<Step> steps) {
    return Experiment.forecast("z").anchor(Anchor.NONE).steps(steps).build();
  }

  @ParameterizedTest
  @MethodSource("stepsOfNumbers")
  void noStepLeaks(Step step) {
    assertThat(LeakCheck.find(series(), changed -> experiment(List.of(step)))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
  void noChainOfStepsLeaks(long seed) {
    Random random = new Random(seed);
    List<Step> all = stepsOfNumbers().toList();
    List<Step> chain = new ArrayList<>();
    while (chain.size() < 4) {
      List<Step> longer = new ArrayList<>(chain);
      longer.add(all.get(random.nextInt(all.size())));
      if (isPossible(longer)) {
        chain = longer;
      }
    }
    Experiment experiment = experiment(chain);
    assertThat(LeakCheck.find(series(), changed -> experiment)).isEmpty();
  }

  /** A logarithm of a difference, say, is not. */
  private static boolean isPossible(List<Step> steps) {
    try {
      fit(series(), experiment(steps));
      return true;
    } catch (PenstockException e) {
      assertThat(e.code()).isIn(ErrorCode.CONFIG, ErrorCode.DATA);
      return false;
    }
  }

  private static Preparation fit(Series series, Experiment experiment) {
    return PreparationFitter.fit(Parts.of(series, experiment.split()).training(), experiment, 24)
        .preparation();
  }

  @Test
  void severalSeriesAreFittedTogetherAndScaledByThemselves() {
    Frequency daily = new Frequency(1, TimeStep.DAY);
    int rows = 60;
    long[] times = new long[2 * rows];
    float[] values = new float[2 * rows * 2];
    for (int row = 0; row < 2 * rows; row++) {
      int shop = row / rows;
      times[row] = daily.plus(TrainingRows.BEGIN, row % rows + 5 * shop);
      values[2 * row] = shop == 0 ? 1 + row % 7 : 1000 + 100 * (row % 7);
      values[2 * row + 1] = shop;
    }
    Series shops =
        Series.ofMany(
            "shops.csv", List.of("sales", "shop"), "shop", List.of("A", "B"), times, values, daily);
    Step scale =
        new Scale(
            List.of("sales"),
            Scale.Method.STANDARD,
            0,
            1,
            Optional.of("series"),
            Scale.Unknown.ERROR);
    List<Step> steps =
        List.of(
            new Detrend(List.of("sales")),
            new Deseasonalise(List.of("sales"), OptionalInt.of(7), Deseasonalise.Form.ADDITIVE),
            scale);
    Preparation preparation =
        fit(shops, Experiment.forecast("sales").season(7).steps(steps).build());
    assertThat(preparation.words().get(2)).startsWith("sales: less a number of each shop");
    assertThat(preparation.categories()).containsOnlyKeys("shop");
    float[] prepared = preparation.apply(shops);
    for (int shop = 0; shop < 2; shop++) {
      float least = Float.MAX_VALUE;
      float greatest = -Float.MAX_VALUE;
      for (int row = shop * rows; row < shop * rows + 40; row++) {
        least = Math.min(least, prepared[row * preparation.width()]);
        greatest = Math.max(greatest, prepared[row * preparation.width()]);
      }
      assertThat(least).isBetween(-3f, -0.5f);
      assertThat(greatest).isBetween(0.5f, 3f);
    }
  }
}
