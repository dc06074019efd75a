package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.penstock.Penstock;
import io.penstock.ReferencePenstock;
import io.penstock.SampleSeries;
import io.penstock.csv.CsvOptions;
import io.penstock.csv.CsvReader;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.series.Series;
import io.penstock.training.Training;
import io.penstock.training.TrainingListener;
import io.penstock.training.TrainingStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LeakSignsTest {
  private static final List<String> COLUMNS =
      List.of("y", "near", "far", "against", "part", "rest");

  @Test
  void aColumnThatGoesWithTheTargetIsNamedWithItsCorrelation() {
    List<String> notices = notices(experiment().features("y", "near", "far").build());
    assertThat(notices).hasSize(1);
    assertThat(notices.get(0))
        .matches(
            "Column near goes with the target y at the same time: their correlation in the training part is 0\\.9[0-9]{2}\\. "
                + "If it is known no earlier than the target, or is a part of it, it may leak the target; leave it out then\\.");
  }

  @Test
  void oneThatGoesAgainstItIsNamedTooAndOneThatIsKnownAheadByWhatIsSaidOfIt() {
    assertThat(notices(experiment().features("y").future("against").build()))
        .singleElement()
        .asString()
        .contains("Column against goes with the target y")
        .contains("is -1.000. It is said to be known for the rows to be forecast: if it is not");
  }

  @Test
  void twoColumnsThatAddUpToTheTargetAreNamed() {
    assertThat(notices(experiment().features("y", "part", "rest", "far").build()))
        .containsExactly(
            "Columns part and rest add up to the target y in the training part. Together they give it away where they are "
                + "known no earlier; leave them out then.");
  }

  @Test
  void targetsDoNotLeakEachOtherAndRowsAfterTrainingAreNotLookedAt() {
    assertThat(notices(Experiment.forecast("y", "near").lookBack(4).features("y", "near").build()))
        .isEmpty();
    Series series = series();
    float[] values = series.values().clone();
    for (int row = 900; row < 1000; row++) {
      values[row * 6 + 1] = -100;
    }
    Experiment experiment = experiment().features("y", "near").build();
    assertThat(PreparedExperiment.of(series.with(COLUMNS, values), experiment).notices())
        .isEqualTo(notices(experiment));
  }

  @Test
  void whoListensIsToldBeforeTrainingBegins() {
    Penstock penstock = ReferencePenstock.create();
    List<String> told = new ArrayList<>();
    penstock.train(
        series(),
        experiment()
            .features("y", "near")
            .units(2)
            .training(Training.DEFAULT.withEpochs(1))
            .build(),
        new TrainingListener() {
          @Override
          public void onNotice(String notice) {
            told.add(notice);
          }

          @Override
          public void onStart(TrainingStart start) {
            told.add("start");
          }
        });
    assertThat(told).hasSize(2).endsWith("start");
  }

  @Test
  void registeredAndCasualRidersLeakTheNumberOfBikesRented() {
    Path file =
        Path.of(System.getProperty("penstock.root", ".."))
            .resolve("../shared/data/bike_sharing/hour.csv");
    assumeThat(Files.exists(file)).as(file + " is not here").isTrue();
    Series series =
        new CsvReader()
            .read(file, CsvOptions.DEFAULT.withTimeColumns(List.of("dteday", "hr")))
            .series();
    List<String> notices =
        PreparedExperiment.of(series, Experiment.forecast("cnt").lookBack(24).build()).notices();
    assertThat(notices).hasSize(2);
    assertThat(notices.get(0)).startsWith("Column registered goes with the target cnt");
    assertThat(notices.get(1)).startsWith("Columns casual and registered add up to the target cnt");
  }

  private static List<String> notices(Experiment experiment) {
    return PreparedExperiment.of(series(), experiment).notices();
  }

  private static Experiment.Builder experiment() {
    return Experiment.forecast("y").lookBack(4).split(new Split.ByFraction(0.9, 0.0));
  }

  /** y, y with noise, noise, −y, and two that add up to y. */
  private static Series series() {
    Random random = new Random(7);
    float[] values = new float[6 * 1000];
    for (int row = 0; row < 1000; row++) {
      float y = (float) random.nextGaussian();
      float part = (float) random.nextGaussian();
      values[6 * row] = y;
      values[6 * row + 1] = y + 0.1f * (float) random.nextGaussian();
      values[6 * row + 2] = (float) random.nextGaussian();
      values[6 * row + 3] = 5 - 3 * y;
      values[6 * row + 4] = part;
      values[6 * row + 5] = y - part;
    }
    return SampleSeries.hourly(COLUMNS, values, Set.of());
  }
}
