package io.penstock.backtesting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.penstock.Penstock;
import io.penstock.ReferencePenstock;
import io.penstock.SampleSeries;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.evaluation.Baseline;
import io.penstock.evaluation.Metric;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.forecasting.WindowedForecasts;
import io.penstock.model.TrainedModel;
import io.penstock.preparation.Scaling;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.training.EpochReport;
import io.penstock.training.Optimizer;
import io.penstock.training.Training;
import io.penstock.training.TrainingStart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Backtests on the reference network, from the series to the scores. */
class BacktestTest {
  private static final int ROWS = 160;

  private static final BacktestPlan PLAN =
      BacktestPlan.DEFAULT.withFolds(4).withTestRows(12).withValidationRows(10);

  private final Penstock penstock = ReferencePenstock.create();

  private static float[] values(int seed) {
    float[] values = new float[ROWS];
    Random random = new Random(seed);
    for (int row = 0; row < ROWS; row++) {
      values[row] =
          (float) (10 + row / 20.0 + 3 * Math.sin(row * 0.7) + 0.3 * random.nextGaussian());
    }
    return values;
  }

  private static Series series(float[] values) {
    return SampleSeries.hourly(values);
  }

  private static Experiment experiment(int threads) {
    return Experiment.forecast("y")
        .horizon(2)
        .lookBack(5)
        .season(9)
        .units(3)
        .device("cpu")
        .threads(threads)
        .training(Training.DEFAULT.withEpochs(4).withOptimizer(new Optimizer.Adam(0.02)))
        .build();
  }

  private Backtest run(Series series, BacktestPlan plan) {
    return penstock.backtest(series, experiment(2), plan);
  }

  private static void assertSame(Backtest one, Backtest other) {
    assertThat(one.folds()).hasSameSizeAs(other.folds());
    for (int k = 0; k < one.folds().size(); k++) {
      assertSame(one.folds().get(k), other.folds().get(k));
    }
  }

  private static void assertSame(Fold one, Fold other) {
    assertThat(one.evaluation()).isEqualTo(other.evaluation());
    assertThat(one.rows()).isEqualTo(other.rows());
    assertThat(one.epochs()).isEqualTo(other.epochs());
    assertThat(one.forecasts().forecasts()).isEqualTo(other.forecasts().forecasts());
    assertThat(one.forecasts().truth()).isEqualTo(other.forecasts().truth());
  }

  @Test
  void aFoldIsATrainingOnTheSeriesCutOffAfterItsTestPart() {
    Series whole = series(values(1));
    Backtest backtest = run(whole, PLAN);

    assertThat(backtest.complete()).isTrue();
    assertThat(backtest.backend()).hasValue("reference");
    for (Fold fold : backtest.folds()) {
      int end = ROWS - 12 * (4 - fold.rows().number());
      Series cut = series(Arrays.copyOf(values(1), end));
      Experiment alone = experiment(1).toBuilder().split(new Split.ByCount(10, 12)).build();
      TrainedModel model = penstock.train(cut, alone);

      assertThat(fold.evaluation()).isEqualTo(model.description().evaluation());
      assertThat(fold.epochs()).isEqualTo(model.description().training().epochs());
      assertThat(fold.trainingWindows()).isEqualTo(end - 22 - 6);
      assertThat(fold.lookBack()).isEqualTo(5);
    }
  }

  @Test
  void aSlidingFoldIsATrainingOnTheRowsThatItKnowsOf() {
    Backtest backtest = run(series(values(1)), PLAN.withTrainingRows(60));

    Fold second = backtest.folds().get(1);
    assertThat(second.rows().training().ranges()).containsExactly(new RowRange(54, 114));
    Series cut = series(Arrays.copyOfRange(values(1), 54, 136));
    Experiment alone = experiment(1).toBuilder().split(new Split.ByCount(10, 12)).build();
    assertThat(second.evaluation())
        .isEqualTo(penstock.train(cut, alone).description().evaluation());
  }

  @Test
  void threadsChangeNoBit() {
    Series whole = series(values(2));
    Backtest one = penstock.backtest(whole, experiment(1), PLAN.withRefitEvery(2));

    for (int threads : new int[] {2, 3, 8}) {
      assertSame(penstock.backtest(whole, experiment(threads), PLAN.withRefitEvery(2)), one);
    }
  }

  @Test
  void whatComesAfterAFoldChangesNothingOfIt() {
    float[] changed = values(3);
    // After the second fold's test part, which ends at row 160 - 2 * 12.
    Arrays.fill(changed, 136, ROWS, 1e6f);

    List<Fold> before = run(series(values(3)), PLAN).folds();
    List<Fold> after = run(series(changed), PLAN).folds();

    assertSame(after.get(0), before.get(0));
    assertSame(after.get(1), before.get(1));
    assertThat(after.get(2).evaluation()).isNotEqualTo(before.get(2).evaluation());
  }

  @Test
  void whatComesAfterAFoldThatAsksAnEarlierModelChangesNothingOfIt() {
    float[] changed = values(3);
    Arrays.fill(changed, 148, ROWS, 1e6f);

    List<Fold> before = run(series(values(3)), PLAN.withRefitEvery(4)).folds();
    List<Fold> after = run(series(changed), PLAN.withRefitEvery(4)).folds();

    assertSame(after.get(2), before.get(2));
    assertThat(after.get(3).evaluation()).isNotEqualTo(before.get(3).evaluation());
  }

  @Test
  void theTruthOfATestPartChangesNoForecastThatWasMadeBeforeIt() {
    float[] changed = values(4);
    // Within the second fold's test part, rows 124 to 135, from its fifth row on.
    Arrays.fill(changed, 128, 136, -50f);

    for (Scaling scaling : Scaling.values()) {
      Experiment scaled = experiment(2).toBuilder().scaling(scaling).build();
      WindowedForecasts before =
          penstock.backtest(series(values(4)), scaled, PLAN).folds().get(1).forecasts();
      WindowedForecasts after =
          penstock.backtest(series(changed), scaled, PLAN).folds().get(1).forecasts();

      assertThat(after.origins()).isEqualTo(before.origins()).hasSize(11);
      // Five windows begin before row 128; each has two rows.
      assertThat(Arrays.copyOf(after.forecasts(), 10))
          .as("%s", scaling)
          .isEqualTo(Arrays.copyOf(before.forecasts(), 10));
      assertThat(after.forecasts()).isNotEqualTo(before.forecasts());
    }
  }

  @Test
  void theForecastsAreThoseThatAreScored() {
    for (BacktestPlan plan : List.of(PLAN, PLAN.withRefitEvery(3))) {
      for (Fold fold : run(series(values(5)), plan).folds()) {
        WindowedForecasts windows = fold.forecasts();
        double sum = 0;
        for (int i = 0; i < windows.truth().length; i++) {
          sum += Math.abs((double) windows.forecasts()[i] - windows.truth()[i]);
        }
        double mae = fold.evaluation().orElseThrow().model().value(Metric.MAE);
        assertThat(windows.windows()).isEqualTo(fold.windows()).isEqualTo(11);
        assertThat(sum / windows.truth().length).isCloseTo(mae, within(1e-5));
        // The first forecast knows all that comes before the test part, and nothing of it.
        assertThat(windows.times()[0]).isEqualTo(fold.rows().test().firstTime().orElseThrow());
        assertThat(windows.times()[windows.times().length - 1])
            .isEqualTo(fold.rows().test().lastTime().orElseThrow());
      }
    }
  }

  /** Keeps what it is told. */
  private static final class Record implements BacktestListener {
    private final List<Integer> trained = Collections.synchronizedList(new ArrayList<>());
    private final List<Integer> done = Collections.synchronizedList(new ArrayList<>());
    private final int stopAfter;
    private final List<String> notices = new ArrayList<>();
    private int epochs;

    Record(int stopAfter) {
      this.stopAfter = stopAfter;
    }

    @Override
    public void onNotice(String notice) {
      notices.add(notice);
    }

    @Override
    public void onFoldStart(FoldRows fold, TrainingStart start) {
      trained.add(fold.number());
    }

    @Override
    public void onEpoch(FoldRows fold, EpochReport report) {
      epochs++;
    }

    @Override
    public void onFold(Fold fold) {
      done.add(fold.rows().number());
    }

    @Override
    public boolean shouldStop() {
      return done.size() >= stopAfter;
    }
  }

  @Test
  void aModelIsTrainedAsOftenAsIsAskedFor() {
    Record record = new Record(100);
    Backtest backtest =
        penstock.backtest(
            series(values(6)), experiment(2), PLAN.withFolds(5).withRefitEvery(2), record);

    assertThat(record.trained).containsExactlyInAnyOrder(1, 3, 5);
    assertThat(record.done).containsExactlyInAnyOrder(1, 2, 3, 4, 5);
    assertThat(record.epochs).isEqualTo(3 * 4);
    assertThat(backtest.folds())
        .extracting(fold -> fold.rows().fittedIn())
        .containsExactly(1, 1, 3, 3, 5);
    // The model that is asked again divides by what it was fitted with.
    assertThat(backtest.folds().get(1).evaluation())
        .isNotEqualTo(run(series(values(6)), PLAN.withFolds(5)).folds().get(1).evaluation());
  }

  @Test
  void aFoldThatTrainsNothingAsksTheModelAsItIs() {
    Fold second = run(series(values(7)), PLAN.withRefitEvery(2)).folds().get(1);
    Experiment alone = experiment(1).toBuilder().split(new Split.ByCount(10, 12)).build();
    TrainedModel first = penstock.train(series(Arrays.copyOf(values(7), ROWS - 3 * 12)), alone);

    try (var forecaster = penstock.open(first)) {
      // The second test part is rows 124 to 135; five rows before it are read.
      WindowedForecasts asked =
          forecaster.backtest(series(Arrays.copyOfRange(values(7), 124 - 5, 136)));
      assertThat(second.forecasts().forecasts()).isEqualTo(asked.forecasts());
    }
  }

  @Test
  void aBacktestThatIsStoppedGivesTheFoldsThatAreDone() {
    Record record = new Record(2);
    Backtest backtest = penstock.backtest(series(values(8)), experiment(1), PLAN, record);

    assertThat(backtest.complete()).isFalse();
    assertThat(backtest.folds()).extracting(fold -> fold.rows().number()).containsExactly(1, 2);
    assertSame(backtest.folds().get(1), run(series(values(8)), PLAN).folds().get(1));
    assertThat(BacktestVerdict.of(backtest)).contains("of 2 folds");
  }

  @Test
  void aBacktestThatIsStoppedAtOnceHasNoFold() {
    Backtest backtest = penstock.backtest(series(values(8)), experiment(2), PLAN, new Record(0));

    assertThat(backtest.folds()).isEmpty();
    assertThat(backtest.leading()).isEmpty();
    assertThat(BacktestVerdict.of(backtest)).startsWith("No fold is done");
  }

  @Test
  void severalSeriesAreCutEachAtItsOwnEnd() {
    Map<String, Series> both = new LinkedHashMap<>();
    both.put("long", series(values(9)));
    both.put("short", series(Arrays.copyOfRange(values(10), 0, 120)));
    Series together = Series.together("both.csv", "id", both);

    Fold fold = run(together, PLAN).folds().get(2);

    assertThat(fold.rows().test().ranges())
        .containsExactly(new RowRange(136, 148), new RowRange(160 + 96, 160 + 108));
    assertThat(fold.windows()).isEqualTo(22);
    assertThat(fold.evaluation().orElseThrow().series())
        .extracting(one -> one.id() + " " + one.windows())
        .containsExactly("long 11", "short 11");
    assertThat(fold.forecasts().series()).containsSubsequence("long", "short").hasSize(22);

    Map<String, Series> cut = new LinkedHashMap<>();
    cut.put("long", series(Arrays.copyOf(values(9), 148)));
    cut.put("short", series(Arrays.copyOf(values(10), 108)));
    Experiment alone = experiment(1).toBuilder().split(new Split.ByCount(10, 12)).build();
    assertThat(fold.evaluation())
        .isEqualTo(
            penstock
                .train(Series.together("both.csv", "id", cut), alone)
                .description()
                .evaluation());
  }

  @Test
  void aTestPartWithoutAWindowHasNoScoreAndIsSaidToHaveNone() {
    float[] holes = values(11);
    for (int row = ROWS - 12; row < ROWS; row += 2) {
      holes[row] = Float.NaN;
    }

    Backtest backtest = run(series(holes), PLAN);

    assertThat(backtest.folds()).hasSize(4);
    assertThat(backtest.folds().get(3).evaluation()).isEmpty();
    assertThat(backtest.folds().get(3).forecasts().windows()).isZero();
    assertThat(backtest.folds().get(3).skill()).isEmpty();
    assertThat(backtest.model().get(Metric.MAE).folds()).isEqualTo(3);
    assertThat(BacktestVerdict.of(backtest))
        .contains("of 3 folds")
        .endsWith("One fold has no score: the test part holds no window.");
  }

  @Test
  void windowsAcrossAGapAreLeftOutInEveryFold() {
    Series gappy = SampleSeries.hourly(List.of("y"), values(12), Set.of(130));

    // Row 130 is in the second fold's test part, rows 124 to 135: no window of 7 rows crosses.
    assertThat(run(gappy, PLAN).folds()).extracting(Fold::windows).containsExactly(11, 5, 11, 11);
  }

  @Test
  void countedRowsAreCountedFromZeroInASlidingFoldAsInAFileOfItsOwn() {
    Series counted = Series.ofRows("counted.csv", List.of("y"), values(13));

    Backtest backtest = run(counted, PLAN.withTrainingRows(60).withRefitEvery(2));

    assertThat(backtest.folds()).hasSize(4);
    assertThat(backtest.folds().get(1).evaluation().orElseThrow().model())
        .isEqualTo(
            run(series(values(13)), PLAN.withTrainingRows(60).withRefitEvery(2))
                .folds()
                .get(1)
                .evaluation()
                .orElseThrow()
                .model());
  }

  @Test
  void aWarningThatComesFromEveryFoldIsToldOnce() {
    float[] y = values(16);
    float[] both = new float[2 * ROWS];
    for (int row = 0; row < ROWS; row++) {
      both[2 * row] = y[row];
      both[2 * row + 1] = 2 * y[row] + 0.01f * (row % 3);
    }
    Record record = new Record(100);

    penstock.backtest(
        SampleSeries.hourly(List.of("y", "twice"), both, Set.of()), experiment(2), PLAN, record);

    assertThat(record.notices).singleElement().asString().contains("Column twice goes with");
  }

  @Test
  void meanAndSpreadAreThoseOfTheFolds() {
    Backtest backtest = run(series(values(14)), PLAN);
    double[] maes =
        backtest.folds().stream()
            .mapToDouble(fold -> fold.evaluation().orElseThrow().model().value(Metric.MAE))
            .toArray();
    double mean = (maes[0] + maes[1] + maes[2] + maes[3]) / 4;
    double squares = 0;
    for (double mae : maes) {
      squares += (mae - mean) * (mae - mean);
    }

    Spread spread = backtest.model().get(Metric.MAE);

    assertThat(spread.mean()).isCloseTo(mean, within(1e-12));
    assertThat(spread.deviation()).isCloseTo(Math.sqrt(squares / 3), within(1e-12));
    assertThat(spread.folds()).isEqualTo(4);
    assertThat(backtest.model().keySet())
        .isEqualTo(backtest.folds().get(0).evaluation().orElseThrow().model().values().keySet());
    assertThat(backtest.baselines().keySet())
        .isEqualTo(backtest.folds().get(0).evaluation().orElseThrow().baselines().keySet())
        .contains(Baseline.LAST_VALUE, Baseline.SEASONAL_NAIVE);
  }

  @Test
  void whatIsWrongWithAFoldIsSaidWithItsNumber() {
    // Nothing in the first rows: the first fold has nothing to learn from.
    float[] late = values(15);
    Arrays.fill(late, 0, 125, Float.NaN);

    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> run(series(late), PLAN))
        .withMessageStartingWith("Fold 1 of 4: ")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA));
  }
}
