package io.penstock.forecasting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.penstock.Penstock;
import io.penstock.ReferencePenstock;
import io.penstock.SampleSeries;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.model.Forecast;
import io.penstock.model.ModelDescription;
import io.penstock.model.TrainedModel;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.series.Series;
import io.penstock.steps.CausalFill;
import io.penstock.steps.Impute;
import io.penstock.training.Training;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Columns: y and z to be forecast, x a feature, p known of the rows to be forecast. */
class SeriesForecasterTest {
  private static final List<String> COLUMNS = List.of("x", "y", "p", "z");
  private static final int ROWS = 260;
  private static final int LOOK_BACK = 6;
  private static final int HORIZON = 4;

  private final Penstock penstock = ReferencePenstock.create();

  private static float[] values(Head head) {
    Random random = new Random(31);
    int classes = head instanceof Head.Softmax softmax ? softmax.classes() : 2;
    float[] values = new float[4 * ROWS];
    for (int i = 0; i < values.length; i++) {
      boolean label = head.givesProbabilities() && i % 2 == 1;
      values[i] =
          label ? random.nextInt(classes) : (float) (10 + (1 + i % 4) * random.nextGaussian());
    }
    return values;
  }

  private static Series series(float[] values) {
    return SampleSeries.hourly(COLUMNS, values, Set.of());
  }

  static Stream<Experiment> experiments() {
    List<Experiment> experiments = new ArrayList<>();
    for (Head head :
        List.of(
            new Head.Linear(),
            new Head.Sigmoid(),
            new Head.Softmax(3),
            new Head.Quantiles(List.of(0.2, 0.5, 0.7)),
            new Head.Gaussian())) {
      Experiment.Builder experiment = experiment().head(head);
      experiments.add(experiment.build());
      experiments.add(
          experiment.channels(Channels.INDEPENDENT).future("p").features("z", "x", "y").build());
      if (!head.givesProbabilities()) {
        Anchor seasonal = Anchor.lastSeason(3).withScaled(true).withRelativeInputs(true);
        experiments.add(experiment.anchor(seasonal).build());
        experiments.add(
            experiment
                .anchor(Anchor.NONE.withScaled(true))
                .channels(Channels.JOINT)
                .future("p", "x")
                .build());
      }
    }
    return experiments.stream();
  }

  private static Experiment.Builder experiment() {
    return Experiment.forecast("z", "y")
        .features("x", "y", "z")
        .lookBack(LOOK_BACK)
        .horizon(HORIZON)
        .units(3)
        .threads(1)
        .training(Training.DEFAULT.withEpochs(1));
  }

  private Forecaster forecaster(Experiment experiment) {
    return penstock.open(penstock.train(series(values(experiment.head())), experiment));
  }

  /** The first rows of a series, and of the rows after them only what is known of the future. */
  private static Series upTo(int row, float[] values, List<String> future) {
    int rows = future.isEmpty() ? row : row + HORIZON;
    float[] cut = Arrays.copyOf(values, 4 * rows);
    for (int i = 4 * row; i < cut.length; i++) {
      if (!future.contains(COLUMNS.get(i % 4))) {
        cut[i] = Float.NaN;
      }
    }
    return series(cut);
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void aForecastIsTheBacktestsFromTheSameOrigin(Experiment experiment) {
    float[] values = values(experiment.head());
    Series series = series(values);
    int parameters = experiment.head().parameters();
    try (Forecaster forecaster = forecaster(experiment)) {
      WindowedForecasts backtest = forecaster.backtest(series);
      assertThat(backtest.windows()).isEqualTo(ROWS - LOOK_BACK - HORIZON + 1);
      for (int window : new int[] {0, 17, backtest.windows() - 1}) {
        int row = window + LOOK_BACK;
        assertThat(backtest.origins()[window]).isEqualTo(series.time(row - 1));
        Forecast forecast = forecaster.forecast(upTo(row, values, experiment.future()));
        assertThat(forecast.targets()).containsExactly("z", "y");
        assertThat(forecast.head()).isEqualTo(experiment.head());
        int at = window * HORIZON * 2 * parameters;
        for (int step = 0; step < HORIZON; step++) {
          assertThat(forecast.times().get(step)).isEqualTo(series.time(row + step));
          assertThat(backtest.times()[window * HORIZON + step]).isEqualTo(series.time(row + step));
          for (int k = 0; k < 2; k++) {
            assertThat(backtest.truth()[(window * HORIZON + step) * 2 + k])
                .isEqualTo(series.value(row + step, k == 0 ? 3 : 1));
            for (float number : forecast.values().get(step).get(k)) {
              assertThat(number).isFinite().isEqualTo(backtest.forecasts()[at++]);
            }
          }
        }
      }
    }
  }

  /** Rule N5: of the rows after the origin only what is known of the future may matter. */
  @ParameterizedTest
  @MethodSource("experiments")
  void noValueAfterTheOriginChangesAForecast(Experiment experiment) {
    float[] values = values(experiment.head());
    Random random = new Random(5);
    try (Forecaster forecaster = forecaster(experiment)) {
      WindowedForecasts before = forecaster.backtest(series(values));
      int window = 100;
      int after = window + LOOK_BACK;
      float[] changed = values.clone();
      for (int i = 4 * after; i < changed.length; i++) {
        if (!experiment.future().contains(COLUMNS.get(i % 4))) {
          changed[i] =
              experiment.head().givesProbabilities()
                  ? random.nextInt(2)
                  : (float) (1e6 * random.nextGaussian());
        }
      }
      WindowedForecasts other = forecaster.backtest(series(changed));
      int length = (window + 1) * HORIZON * 2 * experiment.head().parameters();
      assertThat(Arrays.copyOf(other.forecasts(), length))
          .containsExactly(Arrays.copyOf(before.forecasts(), length));
      assertThat(other.forecasts()).isNotEqualTo(before.forecasts());

      for (int row = after; row < after + HORIZON; row++) {
        changed[4 * row + 2] += 5;
      }
      float[] third = forecaster.backtest(series(changed)).forecasts();
      assertThat(Arrays.equals(third, 0, length, before.forecasts(), 0, length))
          .isNotEqualTo(experiment.future().contains("p"));
    }
  }

  @ParameterizedTest
  @MethodSource("experiments")
  void anEvaluationIsThatOfTheBacktestsForecasts(Experiment experiment) {
    Series series = series(values(experiment.head()));
    Head head = experiment.head();
    try (Forecaster forecaster = forecaster(experiment)) {
      WindowedForecasts backtest = forecaster.backtest(series);
      Evaluation evaluation = forecaster.evaluate(series);
      assertThat(evaluation.windows()).isEqualTo(backtest.windows());
      assertThat(evaluation.model().values())
          .containsOnlyKeys(Metric.of(head).toArray(new Metric[0]));
      double sum = 0;
      for (int i = 0; i < backtest.truth().length; i++) {
        float truth = backtest.truth()[i];
        int at = i * head.parameters();
        if (head instanceof Head.Softmax) {
          for (int c = 0; c < head.parameters(); c++) {
            sum += Math.pow(backtest.forecasts()[at + c] - (c == truth ? 1 : 0), 2);
          }
        } else if (head instanceof Head.Sigmoid) {
          sum += Math.pow(backtest.forecasts()[at] - truth, 2);
        } else {
          sum += Math.abs(backtest.forecasts()[at + head.point()] - truth);
        }
      }
      assertThat(evaluation.model().value(Metric.leading(head)))
          .isCloseTo(sum / backtest.truth().length, within(1e-6));
    }
  }

  @Test
  void theRowsToBeForecastMustBeThereInFull() {
    Experiment experiment = experiment().future("p").build();
    float[] values = values(experiment.head());
    try (Forecaster forecaster = forecaster(experiment)) {
      assertRefused(
          forecaster,
          series(Arrays.copyOf(values, 4 * 50)),
          "The model needs p for the 4 rows that it forecasts, but sample.csv has no row after row 50"
              + " (2020-01-03T01:00), the last with a value of z, y. Append such rows, with p and without the"
              + " targets.");
      Series enough = upTo(50, values, List.of("p"));
      float[] cut = new float[4 * 53];
      for (int i = 0; i < cut.length; i++) {
        cut[i] = enough.value(i / 4, i % 4);
      }
      assertRefused(forecaster, series(cut), "sample.csv has only 3 after row 50");

      float[] lacking = new float[4 * 54];
      for (int i = 0; i < lacking.length; i++) {
        lacking[i] = enough.value(i / 4, i % 4);
      }
      assertRefused(
          forecaster,
          SampleSeries.hourly(COLUMNS, lacking, Set.of(52)),
          "sample.csv has a gap between row 52 (2020-01-03T03:00) and row 53 (2020-01-03T05:00), among the 4 rows"
              + " that are to be forecast. Give each of them a row with p.");
      assertRefused(
          forecaster,
          SampleSeries.hourly(COLUMNS, lacking, Set.of(50)),
          "has a gap between row 50");
      lacking[4 * 51 + 2] = Float.NaN;
      assertRefused(
          forecaster,
          series(lacking),
          "sample.csv has no value in column p at row 52 (2020-01-03T03:00), which is to be forecast: the model"
              + " needs p there. Fill it in.");
      lacking[4 * 48 + 1] = Float.NaN;
      assertRefused(forecaster, series(lacking), "has no value in column y at row 49");
      assertRefused(
          forecaster,
          series(Arrays.copyOfRange(lacking, 4 * 46, 4 * 54)),
          "has 4 rows, but a forecast reads the last 6");
      Arrays.fill(lacking, Float.NaN);
      assertRefused(forecaster, series(lacking), "has 0 rows, but a forecast reads the last 6");
    }
  }

  @Test
  void whatAStepFillsNeedNotBeKnownOfTheRowsToBeForecast() {
    float[] values = values(new Head.Linear());
    Series learnt = series(values);
    Experiment experiment =
        Experiment.forecast("y")
            .features("y")
            .future("p")
            .steps(Impute.by(new CausalFill.Constant(0), "p"))
            .lookBack(LOOK_BACK)
            .horizon(HORIZON)
            .units(3)
            .training(Training.DEFAULT.withEpochs(1))
            .build();
    TrainedModel model = penstock.train(learnt, experiment);
    float[] zero = values.clone();
    float[] missing = values.clone();
    float[] ones = values.clone();
    for (int row = ROWS - HORIZON; row < ROWS; row++) {
      zero[4 * row + 1] = Float.NaN;
      missing[4 * row + 1] = Float.NaN;
      ones[4 * row + 1] = Float.NaN;
      ones[4 * row + 2] = 1;
      zero[4 * row + 2] = 0;
      missing[4 * row + 2] = Float.NaN;
    }
    try (Forecaster forecaster = penstock.open(model)) {
      assertThat(forecaster.forecast(series(missing)))
          .isEqualTo(forecaster.forecast(series(zero)))
          .isNotEqualTo(forecaster.forecast(series(ones)));
    }
  }

  @Test
  void aForecasterThatIsClosedSaysSoAndMayBeClosedAgain() {
    Experiment experiment = experiment().build();
    Series series = series(values(experiment.head()));
    Forecaster forecaster = forecaster(experiment);
    forecaster.close();
    forecaster.close();

    assertThatThrownBy(() -> forecaster.forecast(series))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("closed");
  }

  @Test
  void moreRowsThanAreForecastMayBeThere() {
    Experiment experiment = experiment().future("p").build();
    float[] values = values(experiment.head());
    Series enough = upTo(50, values, List.of("p"));
    float[] longer = new float[4 * 60];
    Arrays.fill(longer, Float.NaN);
    for (int i = 0; i < 4 * 54; i++) {
      longer[i] = enough.value(i / 4, i % 4);
    }
    // In the look-back what is known of the future is not read.
    longer[4 * 47 + 2] = Float.NaN;
    try (Forecaster forecaster = forecaster(experiment)) {
      assertThat(forecaster.forecast(series(longer))).isEqualTo(forecaster.forecast(enough));
    }
  }

  @Test
  void withoutAFutureTheForecastIsOfTheRowsAfterTheEnd() {
    Experiment experiment = experiment().build();
    float[] values = values(experiment.head());
    try (Forecaster forecaster = forecaster(experiment)) {
      Forecast forecast = forecaster.forecast(series(values));
      assertThat(forecast.times().get(0)).isEqualTo(series(values).time(ROWS - 1) + 3_600_000L);
      Series missing = upTo(50, values, List.of("p"));
      assertRefused(forecaster, missing, "has no value in column x at row 54");
    }
  }

  @Test
  void windowsThatLackWhatIsKnownOfTheFutureAreNotBacktested() {
    Experiment experiment = experiment().future("p").build();
    float[] values = values(experiment.head());
    values[4 * 100 + 2] = Float.NaN;
    try (Forecaster forecaster = forecaster(experiment)) {
      WindowedForecasts backtest = forecaster.backtest(series(values));
      assertThat(backtest.windows()).isEqualTo(ROWS - LOOK_BACK - HORIZON + 1 - HORIZON);
    }
  }

  @Test
  void classesThatAreNoneAreNotScored() {
    Experiment experiment = experiment().head(new Head.Softmax(3)).build();
    float[] values = values(experiment.head());
    values[4 * 100 + 1] = 3;
    try (Forecaster forecaster = forecaster(experiment)) {
      assertThatThrownBy(() -> forecaster.evaluate(series(values)))
          .isInstanceOfSatisfying(
              PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
          .hasMessageContaining("has the value 3.0 in column y at row 101")
          .hasMessageContaining("the numbers of classes, 0 to 2");
    }
  }

  @Test
  void columnsThatTheModelNeedsAreMissed() {
    Experiment experiment = experiment().future("p").build();
    try (Forecaster forecaster = forecaster(experiment)) {
      float[] three = SampleSeries.random(new Random(1), 3 * 60, 0);
      assertRefused(
          forecaster,
          SampleSeries.hourly(List.of("x", "y", "z"), three, Set.of()),
          "has no column \"p\", which the model needs.");
    }
  }

  @Test
  void arraysOfAnotherSizeAreRefused() {
    Experiment experiment = experiment().future("p").build();
    try (Forecaster forecaster = forecaster(experiment)) {
      int window = LOOK_BACK * 4;
      assertThat(forecaster.predict(new float[2 * window], new float[2 * HORIZON], 2))
          .hasSize(2 * HORIZON * 2);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> forecaster.predict(new float[window], 1))
          .withMessage("0 future values do not make 1 windows of 4 rows and 1 columns");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> forecaster.predict(new float[window + 1], new float[HORIZON], 1))
          .withMessage("25 raw values do not make 1 windows of 6 rows and 4 columns");
      assertThatIllegalArgumentException()
          .isThrownBy(() -> forecaster.predict(new float[0], new float[0], 0));
    }
  }

  @Test
  void aDifferenceIsMeasuredInTheScaleOfItsTargetWhateverTheParameters() {
    Experiment experiment =
        experiment().horizon(1).head(new Head.Quantiles(List.of(0.2, 0.5, 0.7))).build();
    TrainedModel model = penstock.train(series(values(experiment.head())), experiment);
    ModelDescription description = model.description();
    for (int i = 0; i < 6; i++) {
      float[] one = {1, 2, 3, 4, 5, 6};
      float[] other = one.clone();
      other[i] += 0.5f;
      double scale = description.preparation().target(i / 3).scale();
      assertThat(Forecasters.largestDifference(one, other, description))
          .isCloseTo(0.5 / scale, within(1e-6));
      other[i] = Float.NaN;
      assertThat(Forecasters.largestDifference(one, other, description)).isNaN();
    }
    assertThat(description.preparation().target(0).scale())
        .isNotCloseTo(description.preparation().target(1).scale(), within(0.5f));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Forecasters.largestDifference(new float[6], new float[5], description));
  }

  private static void assertRefused(Forecaster forecaster, Series series, String message) {
    assertThatThrownBy(() -> forecaster.forecast(series))
        .isInstanceOfSatisfying(
            PenstockException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA))
        .hasMessageContaining(message);
  }
}
