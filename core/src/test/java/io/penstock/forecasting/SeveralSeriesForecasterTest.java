package io.penstock.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.penstock.Penstock;
import io.penstock.ReferencePenstock;
import io.penstock.SampleSeries;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.evaluation.SeriesScores;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.fitting.OwnStep;
import io.penstock.formula.Formula;
import io.penstock.model.Forecast;
import io.penstock.model.TrainedModel;
import io.penstock.modelling.TrainingOptions;
import io.penstock.preparation.FittedStep;
import io.penstock.series.Series;
import io.penstock.steps.StepCatalogue;
import io.penstock.training.Training;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One model over several series; with a column of words, and ids. */
class SeveralSeriesForecasterTest {
  private static final int LOOK_BACK = 5;
  private static final int HORIZON = 3;

  private final Penstock penstock = ReferencePenstock.create();

  @TempDir Path folder;

  @Test
  void oneModelForecastsEachSeriesAsIfItWereAlone() {
    Series all = Series.together("all", "id", shops());
    TrainedModel model = penstock.train(all, experiment().build());
    try (Forecaster forecaster = penstock.open(model)) {
      Map<String, Forecast> forecasts = forecaster.forecastEach(all);
      assertThat(forecasts.keySet()).containsExactly("a", "b", "c");
      shops()
          .forEach(
              (id, alone) ->
                  assertThat(forecasts.get(id)).as(id).isEqualTo(forecaster.forecast(alone)));
      assertThatThrownBy(() -> forecaster.forecast(all))
          .hasMessageContaining("all holds 3 series, and one is to be forecast");
    }
    assertThat(model.description().preparation().inputs()).containsExactly("y");
    assertThat(model.description().maseScales().keySet()).containsExactly("a", "b", "c");
  }

  @Test
  void theWindowsOfSeveralSeriesAreThoseOfEach() {
    Series all = Series.together("all", "id", shops());
    TrainedModel model = penstock.train(all, experiment().build());
    try (Forecaster forecaster = penstock.open(model)) {
      WindowedForecasts together = forecaster.backtest(all);
      Evaluation evaluation = forecaster.evaluate(all);
      int windows = 0;
      double mase = 0;
      for (Map.Entry<String, Series> shop : new TreeMap<>(shops()).entrySet()) {
        WindowedForecasts alone = forecaster.backtest(shop.getValue());
        assertThat(together.series().subList(windows, windows + alone.windows()))
            .containsOnly(shop.getKey());
        assertThat(part(together.forecasts(), windows, alone.windows()))
            .containsExactly(alone.forecasts());
        assertThat(part(together.truth(), windows, alone.windows())).containsExactly(alone.truth());
        SeriesScores scores =
            evaluation.series().stream()
                .filter(one -> one.id().equals(shop.getKey()))
                .findFirst()
                .orElseThrow();
        assertThat(scores.windows()).isEqualTo(alone.windows());
        assertThat(scores.model().value(Metric.MAE))
            .isEqualTo(forecaster.evaluate(shop.getValue()).model().value(Metric.MAE));
        mase += scores.model().value(Metric.MASE);
        windows += alone.windows();
      }
      assertThat(together.windows()).isEqualTo(windows);
      assertThat(evaluation.windows()).isEqualTo(windows);
      assertThat(evaluation.model().value(Metric.MASE)).isEqualTo(mase / 3);
    }
  }

  private static float[] part(float[] values, int window, int windows) {
    return Arrays.copyOfRange(values, window * HORIZON, (window + windows) * HORIZON);
  }

  @Test
  void theTestPartHasScoresOfEachSeriesThatHasWindowsThere() {
    Series all = Series.together("all", "id", shops());
    Evaluation evaluation =
        penstock
            .train(all, experiment().split(new Split.ByCount(6, 4, 1)).build())
            .description()
            .evaluation()
            .orElseThrow();
    // 4 rows of each hold two windows of 3.
    assertThat(evaluation.windows()).isEqualTo(6);
    assertThat(evaluation.series()).allMatch(one -> one.windows() == 2);
  }

  @Test
  void aRunOverSeveralSeriesIsResumedAndSeriesOfOtherNamesAreOtherData() {
    Series all = Series.together("all", "id", shops());
    Experiment experiment = experiment().split(new Split.ByCount(6, 4, 1)).build();
    penstock.train(all, experiment, TrainingOptions.checkpointTo(folder));
    assertThat(penstock.train(all, experiment, TrainingOptions.resume(folder)).weights())
        .isEqualTo(penstock.train(all, experiment).weights());

    Map<String, Series> renamed = new LinkedHashMap<>(shops());
    renamed.put("d", renamed.remove("c"));
    Series other = Series.together("all", "id", renamed);
    assertThatThrownBy(() -> penstock.train(other, experiment, TrainingOptions.resume(folder)))
        .hasMessageContaining("times or values are others");
  }

  @Test
  void wordsAreReadByTheirPlacesInTrainingWhateverOtherDataHold() {
    Series training = wind(List.of("NE", "SW"), 60, 1);
    TrainedModel model = penstock.train(training, experiment().steps(oneHot(false)).build());
    assertThat(model.description().preparation().categories().get("wind").labels())
        .containsExactly("NE", "SW");
    // The same words with another before them, which no row has.
    Series same =
        training.with(
            training.columns(), plusOne(training), Map.of("wind", List.of("CV", "NE", "SW")));
    try (Forecaster forecaster = penstock.open(model)) {
      assertThat(forecaster.forecast(same)).isEqualTo(forecaster.forecast(training));
      assertThatThrownBy(() -> forecaster.forecast(wind(List.of("NE", "Sw"), 60, 1)))
          .isInstanceOf(PenstockException.class)
          .hasMessageContainingAll(
              "has \"Sw\" in column wind at row ", "it had NE, SW.", "Did you mean SW?");
      Series numbers = training.with(training.columns(), training.values());
      assertThatThrownBy(() -> forecaster.forecast(numbers))
          .hasMessageContaining("is read as numbers, but the model knows it as words: NE, SW")
          .hasMessageContaining("--categories wind");
    }
  }

  @Test
  void otherWordsAreNoneOfTheKnownOnesWhereTheStepAllowsThem() {
    TrainedModel model =
        penstock.train(wind(List.of("NE", "SW"), 60, 1), experiment().steps(oneHot(true)).build());
    try (Forecaster forecaster = penstock.open(model)) {
      Series other = wind(List.of("NE", "gale"), 60, 1);
      Series missing =
          other.with(other.columns(), other.values(), Map.of("wind", List.of("NE", "storm")));
      assertThat(forecaster.forecast(other)).isEqualTo(forecaster.forecast(missing));
    }
  }

  @Test
  void aWordThatOnlyLaterPartsHaveIsRefusedAndChangesNothingThatWasFitted() {
    Series training = wind(List.of("NE", "SW"), 60, 1);
    float[] values = plusOne(training);
    values[2 * 59 + 1] = 0;
    Series later =
        training.with(training.columns(), values, Map.of("wind", List.of("CV", "NE", "SW")));
    assertThatThrownBy(() -> penstock.train(later, experiment().steps(oneHot(false)).build()))
        .hasMessageContaining("has \"CV\" in column wind at row 60");
    assertThat(
            penstock
                .train(later, experiment().steps(oneHot(true)).build())
                .description()
                .preparation())
        .isEqualTo(
            penstock
                .train(training, experiment().steps(oneHot(true)).build())
                .description()
                .preparation());
  }

  @Test
  void aColumnOfWordsIsNoFeatureAsItIs() {
    Series training = wind(List.of("NE", "SW"), 60, 1);
    assertThat(penstock.train(training, experiment().build()).description().preparation().inputs())
        .containsExactly("y");
    assertThatThrownBy(() -> penstock.train(training, experiment().features("y", "wind").build()))
        .hasMessageContaining("The column 'wind' holds words and cannot be a feature as it is");
  }

  @Test
  void aSeriesIsScaledByItsOwnNumbersAndAnUnknownOneAsTheStepSays() {
    Series all = Series.together("all", "shop", shops());
    Experiment.Builder perSeries =
        experiment().steps(StepCatalogue.parse("scale", Map.of("per", "series")));
    TrainedModel model = penstock.train(all, perSeries.build());
    assertThat(model.description().preparation().inputs()).containsExactly("y", "shop");
    assertThat(model.description().preparation().categories().get("shop").labels())
        .containsExactly("a", "b", "c");
    Series onlyC = Series.together("only", "shop", Map.of("c", shops().get("c")));
    Series onlyD = Series.together("only", "shop", Map.of("d", shops().get("c")));
    try (Forecaster forecaster = penstock.open(model)) {
      assertThat(forecaster.forecastEach(onlyC).get("c"))
          .isEqualTo(forecaster.forecastEach(all).get("c"));
      assertThatThrownBy(() -> forecaster.forecastEach(onlyD))
          .hasMessageContaining("has \"d\" in column shop at row 1 (2020-01-01T00:00) of series d")
          .hasMessageContaining("it had a, b, c.");
    }
    TrainedModel overall =
        penstock.train(
            all,
            experiment()
                .steps(StepCatalogue.parse("scale", Map.of("per", "series", "unknown", "overall")))
                .build());
    try (Forecaster forecaster = penstock.open(overall)) {
      assertThat(forecaster.forecastEach(onlyD)).containsOnlyKeys("d");
    }
  }

  @Test
  void oneHotOfAllWordsLeavesTheIdsOfSeriesOut() {
    Series all = Series.together("all", "shop", shops());
    assertThatThrownBy(
            () ->
                penstock.train(
                    all, experiment().steps(StepCatalogue.parse("one-hot", Map.of())).build()))
        .hasMessageContaining("one-hot: all has no column of words at this step");
  }

  /** One column for each label that training has. */
  private static OwnStep oneHot(boolean othersAllowed) {
    return new OwnStep(
        rows -> {
          Map<String, Formula> columns = new LinkedHashMap<>();
          List<String> labels = rows.labels("wind");
          for (int k = 0; k < labels.size(); k++) {
            columns.put(
                "wind_" + labels.get(k), Formula.column("wind").isEqualTo(Formula.constant(k)));
          }
          FittedStep step =
              FittedStep.of(columns, List.of("one-hot"))
                  .removing(new LinkedHashSet<>(List.of("wind")));
          return othersAllowed ? step.allowingOthers(Set.of("wind")) : step;
        });
  }

  private static float[] plusOne(Series series) {
    float[] values = series.values().clone();
    for (int at = 1; at < values.length; at += 2) {
      values[at]++;
    }
    return values;
  }

  private static Series wind(List<String> labels, int rows, int seed) {
    Random random = new Random(seed);
    float[] values = new float[2 * rows];
    for (int row = 0; row < rows; row++) {
      values[2 * row] = (float) random.nextGaussian();
      values[2 * row + 1] = random.nextInt(labels.size());
    }
    return SampleSeries.hourly(List.of("y", "wind"), values, Set.of())
        .withLabels(Map.of("wind", labels));
  }

  private static Map<String, Series> shops() {
    Random random = new Random(5);
    Map<String, Series> shops = new LinkedHashMap<>();
    shops.put("b", SampleSeries.hourly(SampleSeries.random(random, 40, 0)));
    shops.put("a", SampleSeries.hourly(SampleSeries.random(random, 60, 0)));
    shops.put(
        "c", SampleSeries.hourly(List.of("y"), SampleSeries.random(random, 50, 0), Set.of(20)));
    return shops;
  }

  private static Experiment.Builder experiment() {
    return Experiment.forecast("y")
        .lookBack(LOOK_BACK)
        .horizon(HORIZON)
        .units(3)
        .threads(1)
        .training(Training.DEFAULT.withEpochs(1));
  }
}
