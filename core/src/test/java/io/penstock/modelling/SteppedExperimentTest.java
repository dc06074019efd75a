package io.penstock.modelling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.Penstock;
import io.penstock.ReferencePenstock;
import io.penstock.SampleSeries;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.fitting.OwnStep;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.Forecasters;
import io.penstock.formula.Formula;
import io.penstock.formula.Formula.Calendar;
import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Rolling;
import io.penstock.formula.Formula.Shift;
import io.penstock.model.Forecast;
import io.penstock.model.TrainedModel;
import io.penstock.network.Anchor;
import io.penstock.network.Head;
import io.penstock.preparation.FittedStep;
import io.penstock.preparation.Inverse;
import io.penstock.preparation.Step;
import io.penstock.preparation.TrainingFill;
import io.penstock.series.Series;
import io.penstock.training.Training;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What steps mean for windows, truths and forecasts. */
class SteppedExperimentTest {
  private static final Formula X = Formula.column("x");
  private static final Formula Y = Formula.column("y");
  private static final float NAN = Float.NaN;

  private static Series random(int rows, Set<Integer> missingY) {
    float[] values = SampleSeries.random(new Random(5), 2 * rows, 0);
    missingY.forEach(row -> values[2 * row + 1] = NAN);
    return SampleSeries.hourly(List.of("x", "y"), values, Set.of());
  }

  private static Step adding(String column, Formula formula) {
    return OwnStep.always(FittedStep.adding(column, formula, column));
  }

  private static Experiment.Builder experiment() {
    return Experiment.forecast("y").lookBack(3).horizon(2);
  }

  @Test
  void aWindowNeedsTheRowsFromWhichItsFirstRowIsComputed() {
    PreparedExperiment prepared =
        PreparedExperiment.of(
            random(100, Set.of()), experiment().steps(adding("m", X.lag(4))).build());
    assertThat(prepared.preparation().history()).isEqualTo(4);
    assertThat(prepared.training().starts()[0]).isEqualTo(4);
    assertThat(prepared.preparation().inputs()).containsExactly("x", "y");
  }

  @Test
  void aValueThatWasFilledInIsReadAndIsNoTruth() {
    Series series = random(100, Set.of(20));
    Step fill =
        OwnStep.always(FittedStep.of(Map.of("y", new LastKnown(Y, 1, 3)), List.of("y: filled in")));
    int[] filled =
        PreparedExperiment.of(series, experiment().steps(fill).build()).training().starts();
    // Row 20 is a truth of the windows from 16 and 17, and read by those from 18 to 20.
    assertThat(filled).contains(15, 18, 19, 20).doesNotContain(16, 17);
    int[] left = PreparedExperiment.of(series, experiment().build()).training().starts();
    assertThat(left).contains(15, 21).doesNotContain(16, 17, 18, 19, 20);
  }

  @Test
  void whatOnlyTrainingCanFillInIsReadInTrainingAlone() {
    Series series = random(100, Set.of(20, 40, 75));
    TrainingFill both =
        (values, segments) -> {
          float[] filled = values.clone();
          filled[20] = (values[19] + values[21]) / 2;
          return filled;
        };
    Step fill =
        OwnStep.always(
            FittedStep.of(Map.of("y", new LastKnown(Y, 1, 3)), List.of("y: filled in"))
                .inTraining(Map.of("y", both)));
    PreparedExperiment prepared = PreparedExperiment.of(series, experiment().steps(fill).build());
    int window = Arrays.binarySearch(prepared.training().starts(), 18);
    float inTraining = prepared.trainingWindows().prepared(window, 2, 1);
    float inUse = prepared.windows(prepared.training().starts()).prepared(window, 2, 1);
    float scaledMean =
        prepared.preparation().target(0).apply((series.value(19, 1) + series.value(21, 1)) / 2);
    assertThat(inTraining).isEqualTo(scaledMean);
    assertThat(inUse).isEqualTo(prepared.preparation().target(0).apply(series.value(19, 1)));
    // What it leaves missing is filled as it is in a forecast.
    int other = Arrays.binarySearch(prepared.training().starts(), 38);
    assertThat(prepared.trainingWindows().prepared(other, 2, 1))
        .isEqualTo(prepared.preparation().target(0).apply(series.value(39, 1)));
  }

  @Test
  void aTargetThatLooksAheadEndsBeforeItsPart() {
    Series series = random(100, Set.of());
    Step coming = adding("coming", new Shift(new Rolling(Rolling.Statistic.MEAN, Y, 5), -4));
    PreparedExperiment prepared =
        PreparedExperiment.of(
            series, Experiment.forecast("coming").lookBack(3).steps(coming).build());
    // Training ends before row 70; the truth of row 65 is the mean of 65 to 69.
    int[] starts = prepared.training().starts();
    assertThat(starts[starts.length - 1] + 3).isEqualTo(65);
    assertThat(prepared.network().anchor()).isEqualTo(Anchor.NONE);
    assertThat(prepared.preparation().featureNames()).containsExactly("x", "y");
    assertThatThrownBy(
            () ->
                PreparedExperiment.of(
                    series,
                    Experiment.forecast("coming").anchor(Anchor.LAST_VALUE).steps(coming).build()))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessage(
            "The target 'coming' looks ahead, so its last value is not known when the forecast is made. Take anchor"
                + " none.");
  }

  /** Rule N5: the means of the training part's last rows would know of the rows after it. */
  @Test
  void whatScoresAreDividedByKnowsNothingOfWhatATargetLooksAheadAt() {
    Series series = random(100, Set.of());
    float[] later = series.values().clone();
    for (int i = 2 * 70; i < later.length; i++) {
      later[i] = 1000 + i % 7;
    }
    Experiment coming =
        Experiment.forecast("coming")
            .lookBack(3)
            .season(2)
            .steps(adding("coming", new Shift(new Rolling(Rolling.Statistic.MEAN, Y, 5), -4)))
            .build();
    assertThat(PreparedExperiment.of(series.with(series.columns(), later), coming).yardsticks())
        .isEqualTo(PreparedExperiment.of(series, coming).yardsticks());
  }

  @Test
  void aLabelThatTheNetworkDoesNotReadIsNotAskedForInAForecast() {
    float[] values = new float[200];
    Random random = new Random(3);
    for (int row = 0; row < 100; row++) {
      values[2 * row] = (float) random.nextGaussian();
      values[2 * row + 1] = values[2 * row] > 0 ? 1 : 0;
    }
    Series series = SampleSeries.hourly(List.of("x", "y"), values, Set.of());
    TrainedModel model =
        train(
            series,
            Experiment.forecast("y_now")
                .features("x")
                .lookBack(2)
                .head(new Head.Sigmoid())
                .steps(adding("y_now", Y.lag(1))));
    assertThat(model.description().preparation().inputs()).containsExactly("x");
    try (Forecaster forecaster = ReferencePenstock.create().open(model)) {
      Forecast forecast = forecaster.forecast(series.select(List.of("x")));
      assertThat(forecast.value(0, 0)).isBetween(0f, 1f);
      assertThat(forecast).isEqualTo(forecaster.forecast(series));
      assertThatThrownBy(() -> forecaster.evaluate(series.select(List.of("x"))))
          .hasMessage("sample.csv has no column y, by which forecasts would be judged. It has: x.");
    }
  }

  @Test
  void anHourIsKnownForTheRowsToBeForecastWithoutBeingGiven() {
    Step hour =
        OwnStep.always(
            FittedStep.adding("hour", new Calendar(Calendar.Field.HOUR), "hour")
                .known(Set.of("hour")));
    Series series = random(100, Set.of());
    TrainedModel model = train(series, experiment().steps(hour));
    assertThat(model.description().network().future()).isEqualTo(1);
    assertThat(model.description().preparation().futureInputs()).isEmpty();
    try (Forecaster forecaster = ReferencePenstock.create().open(model)) {
      assertThat(forecaster.forecast(series).times())
          .containsExactly(
              SampleSeries.millis("2020-01-05T04:00:00"),
              SampleSeries.millis("2020-01-05T05:00:00"));
    }
  }

  @Test
  void theGoldenRowsAreWhatTheForecasterSaysOfTheSameRawRows() {
    Step many =
        OwnStep.always(
            new FittedStep(
                Map.of(
                    "x", new LastKnown(X, 1, 2),
                    "y", Y.minus(Y.lag(3)),
                    "hour", new Calendar(Calendar.Field.HOUR)),
                Set.of(),
                Map.of("y", new Inverse.Undifference(3, Y)),
                Map.of(),
                Set.of("hour"),
                Set.of(),
                Set.of(),
                List.of("many things")));
    train(random(100, Set.of(30)), experiment().horizon(5).steps(many));
  }

  private TrainedModel train(Series series, Experiment.Builder experiment) {
    Penstock penstock = ReferencePenstock.create();
    TrainedModel model =
        penstock.train(
            series,
            experiment.units(3).threads(1).training(Training.DEFAULT.withEpochs(1)).build());
    try (Forecaster forecaster = penstock.open(model)) {
      assertThat(model.description().goldenRows())
          .isNotEmpty()
          .allSatisfy(
              row -> assertThat(forecaster.predict(row.question())).containsExactly(row.answer()));
    }
    return model;
  }

  @Test
  void afterALogarithmAGreatForecastIsMeasuredInItsOwnSize() {
    float[] values = new float[200];
    for (int i = 0; i < values.length; i++) {
      values[i] = 10 + i % 7;
    }
    Series series = SampleSeries.hourly(List.of("x", "y"), values, Set.of());
    TrainedModel model = train(series, experiment().horizon(1).steps(WayBackTest.LOG));
    float unit = model.description().preparation().unit(0);
    assertThat(
            Forecasters.largestDifference(
                new float[] {1000}, new float[] {1001}, model.description()))
        .isEqualTo(1.0 / 1000);
    assertThat(
            Forecasters.largestDifference(
                new float[] {0.5f * unit}, new float[] {1.5f * unit}, model.description()))
        .isCloseTo(1, within(1e-6));
  }

  @Test
  void whatIsMadeOfATargetIsNotKnownOfTheFuture() {
    assertThatThrownBy(
            () ->
                PreparedExperiment.of(
                    random(100, Set.of()),
                    experiment().steps(adding("m", Y.plus(X))).future("m").build()))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.CONFIG))
        .hasMessage(
            "The column 'm' is computed from 'y', which a target is made of: it is not known for the rows to be forecast."
                + " Take it out of the columns known of the future.");
  }
}
