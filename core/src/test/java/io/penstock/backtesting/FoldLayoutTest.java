package io.penstock.backtesting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penstock.SampleSeries;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Experiment;
import io.penstock.experiment.Split;
import io.penstock.series.AbsentRows;
import io.penstock.series.Frequency;
import io.penstock.series.Layout;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.series.Source;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Boundaries of folds, worked out by hand. */
class FoldLayoutTest {
  private static final BacktestPlan THREE_OF_TEN =
      BacktestPlan.DEFAULT.withFolds(3).withTestRows(10).withValidationRows(5);

  private static Experiment experiment(int horizon) {
    return Experiment.forecast("y").horizon(horizon).lookBack(4).build();
  }

  private static Series hours(int rows) {
    return SampleSeries.hourly(new float[rows]);
  }

  private static List<FoldRows> folds(Series series, BacktestPlan plan) {
    return FoldLayout.of(series, experiment(2), plan).all();
  }

  private static List<RowRange> rows(int from, int to) {
    return List.of(new RowRange(from, to));
  }

  @Test
  void theLastFoldEndsWithTheSeriesAndTheOthersAStepEarlierEach() {
    List<FoldRows> folds = folds(hours(100), THREE_OF_TEN);

    assertThat(folds).extracting(FoldRows::number).containsExactly(1, 2, 3);
    assertThat(folds)
        .extracting(fold -> fold.test().ranges())
        .containsExactly(rows(70, 80), rows(80, 90), rows(90, 100));
    assertThat(folds)
        .extracting(fold -> fold.validation().ranges())
        .containsExactly(rows(65, 70), rows(75, 80), rows(85, 90));
    assertThat(folds)
        .extracting(fold -> fold.training().ranges())
        .containsExactly(rows(0, 65), rows(0, 75), rows(0, 85));
    assertThat(folds).allMatch(FoldRows::refitted);
  }

  @Test
  void sequencesHaveNoFolds() {
    Series sequences =
        Series.ofMany(
                "lines.tsv",
                List.of("value", "sequence"),
                "sequence",
                List.of("1", "2"),
                new long[] {0, 1, 0, 1},
                new float[] {1, 0, 2, 0, 3, 1, 4, 1},
                Frequency.ROWS)
            .withSource(
                new Source(List.of(), List.of("sequence"), Layout.SEQUENCES, AbsentRows.GAP));

    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> folds(sequences, THREE_OF_TEN))
        .withMessage(
            "lines.tsv holds sequences, each of a class as a whole, and a backtest follows one series through time:"
                + " there are no folds. Train with --split-series, or with --test-file, and look at the scores.")
        .matches(error -> error.code() == ErrorCode.CONFIG);
  }

  @Test
  void aSlidingOriginLearnsFromAsManyRowsInEachFold() {
    List<FoldRows> folds = folds(hours(100), THREE_OF_TEN.withOrigin(Origin.SLIDING).withStep(7));

    // Of the first fold: 100 - 2 * 7 - 10 - 5 rows.
    assertThat(folds)
        .extracting(fold -> fold.training().ranges())
        .containsExactly(rows(0, 71), rows(7, 78), rows(14, 85));
    assertThat(folds)
        .extracting(fold -> fold.test().ranges())
        .containsExactly(rows(76, 86), rows(83, 93), rows(90, 100));
  }

  @Test
  void aSlidingOriginMayLearnFromFewerRows() {
    List<FoldRows> folds = folds(hours(100), THREE_OF_TEN.withTrainingRows(20));

    assertThat(folds)
        .extracting(fold -> fold.training().ranges())
        .containsExactly(rows(45, 65), rows(55, 75), rows(65, 85));
  }

  @Test
  void aPurgeGapIsLeftOutBeforeBothLaterParts() {
    Experiment purged = experiment(2).toBuilder().split(Split.DEFAULT.withPurge(3)).build();

    List<FoldRows> folds = FoldLayout.of(hours(100), purged, THREE_OF_TEN).all();

    assertThat(folds.get(0).test().ranges()).isEqualTo(rows(70, 80));
    assertThat(folds.get(0).validation().ranges()).isEqualTo(rows(62, 67));
    assertThat(folds.get(0).training().ranges()).isEqualTo(rows(0, 59));
  }

  @Test
  void withoutAValidationPartThereIsOneGap() {
    Experiment purged = experiment(2).toBuilder().split(Split.DEFAULT.withPurge(3)).build();

    List<FoldRows> folds =
        FoldLayout.of(hours(100), purged, THREE_OF_TEN.withValidationRows(0)).all();

    assertThat(folds.get(2).training().ranges()).isEqualTo(rows(0, 87));
    assertThat(folds.get(2).validation().ranges()).isEmpty();
    assertThat(folds.get(2).validation().firstTime()).isEmpty();
  }

  @Test
  void partsKnowTheTimesOfTheirFirstAndLastRowWhateverTheGaps() {
    Series gappy = SampleSeries.hourly(List.of("y"), new float[40], Set.of(35, 39));

    FoldPart test =
        folds(gappy, BacktestPlan.DEFAULT.withFolds(1).withTestRows(10).withValidationRows(4))
            .get(0)
            .test();

    // Rows are counted, not hours: the last ten, with two hours absent among them.
    assertThat(test.ranges()).isEqualTo(rows(30, 40));
    assertThat(test.firstTime()).hasValue(SampleSeries.millis("2020-01-02T06:00:00"));
    assertThat(test.lastTime()).hasValue(SampleSeries.millis("2020-01-02T17:00:00"));
  }

  @Test
  void eachOfSeveralSeriesIsCountedFromItsOwnEnd() {
    List<FoldRows> folds = folds(several(50, 30, 12), THREE_OF_TEN);

    // One is rows 0 to 49, two 50 to 79, three 80 to 91. The first fold knows nothing of three, and
    // of two the first ten rows, all of them test; the second two rows of three.
    assertThat(folds.get(0).test().ranges())
        .containsExactly(new RowRange(20, 30), new RowRange(50, 60));
    assertThat(folds.get(0).training().ranges()).isEqualTo(rows(0, 15));
    assertThat(folds.get(1).test().ranges())
        .containsExactly(new RowRange(30, 40), new RowRange(60, 70), new RowRange(80, 82));
    assertThat(folds.get(2).training().ranges())
        .containsExactly(new RowRange(0, 35), new RowRange(50, 65));
    assertThat(folds.get(2).validation().ranges())
        .containsExactly(new RowRange(35, 40), new RowRange(65, 70), new RowRange(80, 82));
    assertThat(folds.get(2).test().rows()).isEqualTo(30);
  }

  private static Series several(int... rows) {
    Map<String, Series> series = new LinkedHashMap<>();
    List<String> names = List.of("1", "2", "3");
    for (int k = 0; k < rows.length; k++) {
      series.put(names.get(k), hours(rows[k]));
    }
    return Series.together("several.csv", "id", series);
  }

  @Test
  void aModelIsTrainedInTheFirstFoldAndEveryFewAfterIt() {
    List<FoldRows> folds = folds(hours(100), THREE_OF_TEN.withFolds(5).withRefitEvery(2));

    assertThat(folds).extracting(FoldRows::fittedIn).containsExactly(1, 1, 3, 3, 5);
    assertThat(folds.get(1).training()).isEqualTo(folds.get(0).training());
    assertThat(folds.get(1).validation()).isEqualTo(folds.get(0).validation());
    assertThat(folds.get(1).test().ranges()).isEqualTo(rows(60, 70));
  }

  @Test
  void aFoldThatTrainsNothingBeginsWhereItsModelDoes() {
    FoldLayout layout =
        FoldLayout.of(
            hours(100), experiment(2), THREE_OF_TEN.withTrainingRows(20).withRefitEvery(3));

    assertThat(layout.known(1)).isEqualTo(rows(45, 80));
    assertThat(layout.known(3)).isEqualTo(rows(45, 100));
    assertThat(layout.testRows(3)).isEqualTo(rows(45, 55));
  }

  @Test
  void whatIsLeftOpenFollowsFromTheSeriesAndTheExperiment() {
    BacktestPlan plan = FoldLayout.of(hours(1000), experiment(2), BacktestPlan.DEFAULT).plan();

    assertThat(plan.testRows()).hasValue(100);
    assertThat(plan.step()).hasValue(100);
    assertThat(plan.validationRows()).hasValue(100);
    assertThat(plan.trainingRows()).isEmpty();
    assertThat(
            FoldLayout.of(
                    hours(1000), experiment(2), BacktestPlan.DEFAULT.withOrigin(Origin.SLIDING))
                .plan()
                .trainingRows())
        .hasValue(400);
  }

  @Test
  void aForecastFitsIntoWhatIsLeftOpen() {
    BacktestPlan plan =
        FoldLayout.of(hours(1000), experiment(130), BacktestPlan.DEFAULT.withFolds(2)).plan();

    assertThat(plan.testRows()).hasValue(130);
    assertThat(plan.validationRows()).hasValue(130);
  }

  @Test
  void aSplitByRowsOrDatesSaysHowManyThereAre() {
    Experiment counted = experiment(2).toBuilder().split(new Split.ByCount(30, 20)).build();
    Experiment dated =
        experiment(2).toBuilder()
            .split(
                new Split.ByDate(
                    LocalDateTime.parse("2020-01-03T00:00:00"),
                    LocalDateTime.parse("2020-01-03T12:00:00")))
            .build();

    BacktestPlan byCount = FoldLayout.of(hours(300), counted, BacktestPlan.DEFAULT).plan();
    BacktestPlan byDate = FoldLayout.of(hours(300), dated, BacktestPlan.DEFAULT).plan();

    assertThat(byCount.validationRows()).hasValue(30);
    assertThat(byCount.testRows()).hasValue(20);
    assertThat(byDate.validationRows()).hasValue(12);
    assertThat(byDate.testRows()).hasValue(30);
  }

  private static void assertRefused(
      int rows, Experiment experiment, BacktestPlan plan, String... parts) {
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> FoldLayout.of(hours(rows), experiment, plan))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.CONFIG);
              assertThat(e.getMessage()).contains(parts);
            });
  }

  @Test
  void foldsThatDoNotFitAreRefusedWithHowManyDo() {
    // 3 folds need 2 * 10 + 10 + 5 rows and 6 to learn from.
    assertThat(folds(hours(41), THREE_OF_TEN)).hasSize(3);
    assertRefused(
        40,
        experiment(2),
        THREE_OF_TEN,
        "3 folds of 10 rows for test, 10 apart, with 5 for validation do not fit sample.csv, which has 40 rows: training"
            + " needs at least 6 rows before them. 2 folds fit");
    assertRefused(
        21,
        experiment(2),
        THREE_OF_TEN,
        "1 fold fits; or take fewer rows for test, or a smaller step");
    assertRefused(
        20,
        experiment(2),
        THREE_OF_TEN,
        "Not even one fold fits: take fewer rows for test or validation or a shorter look-back, or give it 1 rows more");
    assertRefused(
        100,
        experiment(2),
        THREE_OF_TEN.withTrainingRows(66),
        "training needs 66 rows before them. 2 folds fit");
  }

  @Test
  void partsThatHoldNoForecastAreRefused() {
    assertRefused(
        100, experiment(12), THREE_OF_TEN, "The test part of a fold has 10 rows", "at least 12");
    assertRefused(
        100,
        experiment(6),
        THREE_OF_TEN,
        "The validation part of a fold has 5 rows, but a forecast is of 6",
        "or 0 to train without one");
    assertRefused(
        100,
        experiment(2),
        THREE_OF_TEN.withTrainingRows(5),
        "The training part of a fold has 5 rows, but a window needs at least 6");
  }

  @Test
  void aPlanOutOfRangeIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BacktestPlan.DEFAULT.withFolds(0))
        .withMessage("folds 0 is below 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BacktestPlan.DEFAULT.withRefitEvery(0))
        .withMessage("refit every 0 is below 1");
    assertThat(THREE_OF_TEN.withTrainingRows(9).withOrigin(Origin.EXPANDING).trainingRows())
        .isEmpty();
  }
}
