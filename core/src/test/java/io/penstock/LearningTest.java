package io.penstock;

import static org.assertj.core.api.Assertions.assertThat;

import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Evaluation;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.forecasting.Forecaster;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.GoldenRow;
import io.penstock.model.TrainedModel;
import io.penstock.network.Anchor;
import io.penstock.network.Channels;
import io.penstock.network.Head;
import io.penstock.series.Series;
import io.penstock.training.Labels;
import io.penstock.training.Optimizer;
import io.penstock.training.Training;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * From a series to a model that has learnt what is in it, on the reference network. Each series is
 * made so that one part of the description is needed to learn it.
 */
class LearningTest {
  private static final int ROWS = 700;

  private static final Training TRAINING =
      Training.DEFAULT.withEpochs(25).withOptimizer(new Optimizer.Adam(0.03));

  private final Penstock penstock = ReferencePenstock.create();
  private final Random random = new Random(21);

  /** One value of each column for each row. */
  private interface Row {
    double[] of(int row);
  }

  private static Series series(List<String> columns, Row rows) {
    float[] values = new float[ROWS * columns.size()];
    for (int row = 0; row < ROWS; row++) {
      double[] one = rows.of(row);
      for (int k = 0; k < one.length; k++) {
        values[row * one.length + k] = (float) one[k];
      }
    }
    return SampleSeries.hourly(columns, values, Set.of());
  }

  private Experiment.Builder experiment(String... targets) {
    return Experiment.forecast(targets).lookBack(4).units(4).threads(1).training(TRAINING);
  }

  private TrainedModel train(Series series, Experiment.Builder experiment) {
    TrainedModel model = penstock.train(series, experiment.build());
    // Whatever was learnt, the file's golden rows are what the forecaster says.
    try (Forecaster forecaster = penstock.open(model)) {
      for (GoldenRow row : model.description().goldenRows()) {
        float[] again = forecaster.predict(array(row.window()), array(row.future()), 1);
        assertThat(again).containsExactly(array(row.forecast()));
      }
    }
    return model;
  }

  private static float[] array(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }

  private static Evaluation evaluation(TrainedModel model) {
    Evaluation evaluation = model.description().evaluation().orElseThrow();
    assertThat(evaluation.leading())
        .isEqualTo(Metric.leading(model.description().network().head()));
    return evaluation;
  }

  /** The label says on which side of 0 another column was in the row before. */
  private Series sides() {
    double[] before = {0};
    return series(
        List.of("x", "y"),
        row -> {
          double label = before[0] > 0 ? 1 : 0;
          before[0] = random.nextGaussian();
          return new double[] {before[0], label};
        });
  }

  @Test
  void aSigmoidHeadLearnsALabel() {
    Evaluation evaluation =
        evaluation(train(sides(), experiment("y").head(new Head.Sigmoid()).features("x")));
    assertThat(evaluation.beatsBaselines()).isTrue();
    assertThat(evaluation.model().value(Metric.ACCURACY)).isGreaterThan(0.9);
    assertThat(evaluation.model().value(Metric.BRIER)).isLessThan(0.08);
    assertThat(evaluation.model().value(Metric.LOG_LOSS)).isLessThan(0.25);
    assertThat(evaluation.baselines().get(Baseline.LAST_VALUE).value(Metric.BRIER))
        .isGreaterThan(0.4);
  }

  @Test
  void aSoftmaxHeadLearnsClassesStepsAhead() {
    double[] before = {0, 0};
    Series zones =
        series(
            List.of("x", "k"),
            row -> {
              double label = before[1] < -0.5 ? 0 : before[1] < 0.5 ? 1 : 2;
              before[1] = before[0];
              before[0] = random.nextGaussian();
              return new double[] {before[0], label};
            });
    Evaluation evaluation =
        evaluation(
            train(zones, experiment("k").head(new Head.Softmax(3)).features("x").horizon(2)));
    assertThat(evaluation.beatsBaselines()).isTrue();
    assertThat(evaluation.model().value(Metric.ACCURACY)).isGreaterThan(0.85);
    assertThat(evaluation.model().value(Metric.BRIER)).isLessThan(0.25);
  }

  /** One of twenty labels is 1, and what tells it is drowned in noise. */
  @Test
  void balancedClassesAreTakenMoreSeriously() {
    double[] before = {0};
    Series rare =
        series(
            List.of("x", "y"),
            row -> {
              double label = before[0] + random.nextGaussian() > 2.3 ? 1 : 0;
              before[0] = random.nextGaussian();
              return new double[] {before[0], label};
            });
    Experiment.Builder experiment = experiment("y").head(new Head.Sigmoid()).features("x");
    double plain = meanForecast(train(rare, experiment), rare);
    double balanced =
        meanForecast(
            train(rare, experiment.training(TRAINING.withLabels(new Labels(0, List.of(), true)))),
            rare);
    assertThat(plain).isBetween(0.01, 0.12);
    assertThat(balanced).isBetween(0.25, 0.65);
  }

  private double meanForecast(TrainedModel model, Series series) {
    try (Forecaster forecaster = penstock.open(model)) {
      float[] forecasts = forecaster.backtest(series).forecasts();
      return IntStream.range(0, forecasts.length)
          .mapToDouble(i -> forecasts[i])
          .average()
          .orElseThrow();
    }
  }

  /** The width of the noise follows another column of the row before. */
  private Series widths() {
    double[] before = {0};
    return series(
        List.of("x", "y"),
        row -> {
          double y = 5 + (before[0] > 0 ? 4 : 1) * random.nextGaussian();
          before[0] = random.nextGaussian();
          return new double[] {before[0], y};
        });
  }

  @Test
  void quantilesCoverWhatTheySay() {
    Series widths = widths();
    TrainedModel model =
        train(
            widths,
            experiment("y")
                .head(new Head.Quantiles(List.of(0.1, 0.5, 0.9)))
                .features("x")
                .anchor(Anchor.NONE));
    Evaluation evaluation = evaluation(model);
    assertThat(evaluation.beatsBaselines()).isTrue();
    assertThat(evaluation.model().value(Metric.PINBALL))
        .isLessThan(0.6 * evaluation.baselines().get(Baseline.LAST_VALUE).value(Metric.PINBALL));
    try (Forecaster forecaster = penstock.open(model)) {
      WindowedForecasts backtest = forecaster.backtest(widths);
      double[] below = new double[3];
      double[] width = new double[2];
      int[] counts = new int[2];
      for (int i = 0; i < backtest.windows(); i++) {
        float[] q = backtest.forecasts();
        assertThat(q[3 * i]).isLessThanOrEqualTo(q[3 * i + 1]);
        assertThat(q[3 * i + 1]).isLessThanOrEqualTo(q[3 * i + 2]);
        for (int p = 0; p < 3; p++) {
          below[p] += (backtest.truth()[i] <= q[3 * i + p] ? 1.0 : 0.0) / backtest.windows();
        }
        int wide = widths.value(i + 3, 0) > 0 ? 1 : 0;
        width[wide] += q[3 * i + 2] - q[3 * i];
        counts[wide]++;
      }
      assertThat(below[0]).isBetween(0.05, 0.16);
      assertThat(below[1]).isBetween(0.42, 0.58);
      assertThat(below[2]).isBetween(0.84, 0.95);
      assertThat(width[1] / counts[1]).isGreaterThan(2 * width[0] / counts[0]);
    }
  }

  @Test
  void aGaussianHeadLearnsHowSureItIs() {
    Series widths = widths();
    TrainedModel model =
        train(widths, experiment("y").head(new Head.Gaussian()).features("x").anchor(Anchor.NONE));
    Evaluation evaluation = evaluation(model);
    assertThat(evaluation.beatsBaselines()).isTrue();
    // A normal distribution of the right mean and one width has ½ ln(2πe σ²), σ² = (16 + 1) / 2.
    double blind = 0.5 * Math.log(2 * Math.PI * Math.E * 8.5);
    assertThat(evaluation.model().value(Metric.NLL)).isLessThan(blind - 0.1);
    try (Forecaster forecaster = penstock.open(model)) {
      WindowedForecasts backtest = forecaster.backtest(widths);
      double[] scale = new double[2];
      int[] counts = new int[2];
      for (int i = 0; i < backtest.windows(); i++) {
        int wide = widths.value(i + 3, 0) > 0 ? 1 : 0;
        scale[wide] += backtest.forecasts()[2 * i + 1];
        counts[wide]++;
      }
      assertThat(scale[0] / counts[0]).isBetween(0.7, 2.0);
      assertThat(scale[1] / counts[1]).isBetween(3.0, 5.0);
    }
  }

  /** What comes depends on nothing but a column that is known of the rows to come. */
  @Test
  void whatIsKnownOfTheFutureIsLearntFromThere() {
    Series promoted =
        series(
            List.of("sales", "promotion"),
            row -> {
              int promotion = random.nextInt(2);
              return new double[] {100 + 50 * promotion + random.nextGaussian(), promotion};
            });
    Experiment.Builder experiment =
        experiment("sales").features("sales").horizon(3).anchor(Anchor.NONE);
    Evaluation blind = evaluation(train(promoted, experiment));
    Evaluation knowing = evaluation(train(promoted, experiment.future("promotion")));
    assertThat(blind.model().value(Metric.MAE)).isGreaterThan(20);
    assertThat(knowing.model().value(Metric.MAE)).isLessThan(4);
    assertThat(knowing.beatsBaselines()).isTrue();
  }

  /** Every other truth is nonsense, and weighs nothing. */
  @Test
  void rowsThatWeighNothingAreNotLearntFrom() {
    double[] before = {0};
    Series half =
        series(
            List.of("x", "y", "w"),
            row -> {
              int weight = row < 560 ? random.nextInt(2) : 1;
              double y = weight == 1 ? before[0] : 20 + before[0];
              before[0] = random.nextGaussian();
              return new double[] {before[0], y, weight};
            });
    Experiment.Builder experiment = experiment("y").features("x").anchor(Anchor.NONE);
    Evaluation misled = evaluation(train(half, experiment));
    Evaluation weighted = evaluation(train(half, experiment.weights("w")));
    assertThat(misled.model().value(Metric.MAE)).isGreaterThan(5);
    assertThat(weighted.model().value(Metric.MAE)).isLessThan(0.6);
    assertThat(weighted.beatsBaselines()).isTrue();
  }

  /** Three sines of one shape at levels and sizes of their own, moved by one column for all. */
  @Test
  void independentChannelsLearnWhatAllTargetsShare() {
    double[] push = {0};
    Series many =
        series(
            List.of("a", "push", "b", "c"),
            row -> {
              double moved = push[0];
              push[0] = random.nextGaussian();
              double[] shape = new double[3];
              for (int c = 0; c < 3; c++) {
                shape[c] = Math.sin(2 * Math.PI * (row + 3 * c) / 12) + 0.5 * moved;
              }
              return new double[] {10 + shape[0], push[0], -500 + 100 * shape[1], 0.01 * shape[2]};
            });
    TrainedModel model =
        train(
            many,
            experiment("c", "a", "b")
                .features("b", "push", "a", "c")
                .channels(Channels.INDEPENDENT)
                .lookBack(6));
    Evaluation evaluation = evaluation(model);
    assertThat(model.description().network().channel().features()).isEqualTo(2);
    assertThat(evaluation.beatsBaselines()).isTrue();
    assertThat(evaluation.model().value(Metric.R2)).isGreaterThan(0.9);
    assertThat(evaluation.baselines().get(Baseline.LAST_VALUE).value(Metric.R2)).isLessThan(0.75);
  }

  /**
   * A season whose level wanders and whose size grows thirtyfold, so that no level is seen twice.
   */
  @Test
  void theLastSeasonInUnitsOfTheWindowIsLearntFromAtAnySize() {
    double[] level = {0};
    Series growing =
        series(
            List.of("y"),
            row -> {
              double size = Math.exp(row / 200.0);
              level[0] += size * 0.5;
              return new double[] {
                level[0] + size * (Math.sin(2 * Math.PI * row / 12) + 0.02 * random.nextGaussian())
              };
            });
    Evaluation evaluation =
        evaluation(
            train(
                growing,
                experiment("y")
                    .lookBack(24)
                    .season(12)
                    .horizon(6)
                    .anchor(Anchor.LAST_SEASON.withScaled(true).withRelativeInputs(true))));
    assertThat(evaluation.model().value(Metric.MAE))
        .isLessThan(evaluation.baselines().get(Baseline.LAST_VALUE).value(Metric.MAE));
    assertThat(evaluation.model().value(Metric.MAE))
        .isLessThan(0.3 * evaluation.baselines().get(Baseline.SEASONAL_NAIVE).value(Metric.MAE));
  }
}
