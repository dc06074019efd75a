package io.penstock.formula;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.penstock.formula.Formula.Binary;
import io.penstock.formula.Formula.Calendar;
import io.penstock.formula.Formula.Cycle;
import io.penstock.formula.Formula.Elapsed;
import io.penstock.formula.Formula.LastKnown;
import io.penstock.formula.Formula.Lookup;
import io.penstock.formula.Formula.Neighbours;
import io.penstock.formula.Formula.Phase;
import io.penstock.formula.Formula.Rolling;
import io.penstock.formula.Formula.Shift;
import io.penstock.formula.Formula.Unary;
import io.penstock.formula.Formula.Weighted;
import io.penstock.series.Frequency;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import io.penstock.testing.RandomFormulas;
import io.penstock.testing.RandomFormulas.Kind;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FormulaEvaluatorTest {
  private static final float NAN = Float.NaN;
  private static final Formula X = Formula.column("x");
  private static final Formula Y = Formula.column("y");

  @Test
  void numbersOfARowAreComputedInFloats() {
    Series series = rows("x", 0.1f, 4, NAN, -1);
    Formula two = Formula.constant(2);
    assertThat(FormulaEvaluator.of(X.plus(two), series)).containsExactly(0.1f + 2f, 6, NAN, 1);
    assertThat(FormulaEvaluator.of(X.minus(two), series)).containsExactly(0.1f - 2f, 2, NAN, -3);
    assertThat(FormulaEvaluator.of(X.times(two), series)).containsExactly(0.2f, 8, NAN, -2);
    assertThat(FormulaEvaluator.of(X.over(Formula.constant(0)), series))
        .containsExactly(
            Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, NAN, Float.NEGATIVE_INFINITY);
    assertThat(FormulaEvaluator.of(X.power(two), series))
        .containsExactly((float) Math.pow(0.1f, 2), 16, NAN, 1);
    assertThat(FormulaEvaluator.of(X.absolute(), series)).containsExactly(0.1f, 4, NAN, 1);
    assertThat(FormulaEvaluator.of(new Unary(Unary.Function.ROOT, X), series))
        .containsExactly((float) Math.sqrt(0.1f), 2, NAN, NAN);
    assertThat(FormulaEvaluator.of(new Unary(Unary.Function.LOGARITHM, X), series))
        .containsExactly((float) Math.log(0.1f), (float) Math.log(4), NAN, NAN);
  }

  @Test
  void whatIsMissingIsSoToAnyPowerAndAZeroHasNoSign() {
    Series series = rows("x", NAN, -0f, 0, 1);
    assertThat(FormulaEvaluator.of(X.power(Formula.constant(0)), series))
        .containsExactly(NAN, 1, 1, 1);
    assertThat(FormulaEvaluator.of(Formula.constant(1).over(X), series))
        .containsExactly(NAN, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, 1);
    assertThat(FormulaEvaluator.of(X.power(Formula.constant(-1)), series))
        .containsExactly(NAN, Float.POSITIVE_INFINITY, Float.POSITIVE_INFINITY, 1);
  }

  @Test
  void sumsOverRowsAreRoundedOnce() {
    Series series = rows("x", 16_777_216, 1, 1, 1, 1);
    assertThat(statistic(Rolling.Statistic.MEAN, 5, series)[4]).isEqualTo(16_777_220f / 5);
    assertThat(FormulaEvaluator.of(new Weighted(X, List.of(1f, 1f, 1f, 1f, 1f)), series)[4])
        .isEqualTo(16_777_220f);
    float[] far = statistic(Rolling.Statistic.DEVIATION, 2, rows("x", 1e6f, 1e6f + 0.125f, 1e30f));
    assertThat(far).containsExactly(NAN, 0.0625f, 5e29f);
  }

  @Test
  void aSumOfWhatIsInfiniteIsMissingWhateverItsWeight() {
    assertThat(
            FormulaEvaluator.of(
                new Weighted(X, List.of(1f, 0f)), rows("x", 1, Float.POSITIVE_INFINITY, 2, 3)))
        .containsExactly(NAN, NAN, NAN, 3);
    assertThat(statistic(Rolling.Statistic.MEDIAN_DEVIATION, 1, rows("x", Float.NEGATIVE_INFINITY)))
        .containsExactly(NAN);
  }

  @Test
  void aComparisonWithWhatIsMissingIsFalse() {
    Series series = rows("x", 1, 2, NAN);
    Formula two = Formula.constant(2);
    assertThat(FormulaEvaluator.of(X.isBelow(two), series)).containsExactly(1, 0, 0);
    assertThat(FormulaEvaluator.of(two.isBelow(X), series)).containsExactly(0, 0, 0);
    assertThat(FormulaEvaluator.of(X.isEqualTo(two), series)).containsExactly(0, 1, 0);
    assertThat(FormulaEvaluator.of(X.isMissing(), series)).containsExactly(0, 0, 1);
    assertThat(FormulaEvaluator.of(X.isMissing().choose(two, X), series)).containsExactly(1, 2, 2);
  }

  @Test
  void whatLiesBeforeASegmentIsMissing() {
    Series gap =
        Series.of(
            "s",
            List.of("x"),
            new long[] {0, 1000, 2000, 9000, 10000, 11000},
            new float[] {1, 2, 3, 4, 5, 6},
            new Frequency(1, TimeStep.SECOND));
    assertThat(FormulaEvaluator.of(X.lag(1), gap)).containsExactly(NAN, 1, 2, NAN, 4, 5);
    assertThat(FormulaEvaluator.of(new Shift(X, -1), gap)).containsExactly(2, 3, NAN, 5, 6, NAN);
    assertThat(FormulaEvaluator.of(new Rolling(Rolling.Statistic.MEAN, X, 2), gap))
        .containsExactly(NAN, 1.5f, 2.5f, NAN, 4.5f, 5.5f);
    assertThat(FormulaEvaluator.of(new LastKnown(X.lag(1), 1, 5), gap))
        .containsExactly(NAN, 1, 2, NAN, 4, 5);
  }

  @Test
  void aWeightedSumCountsBackwards() {
    assertThat(
            FormulaEvaluator.of(
                new Weighted(X, List.of(1f, 10f, 100f)), rows("x", 1, 2, 3, NAN, 5)))
        .containsExactly(NAN, NAN, 123, NAN, NAN);
  }

  @Test
  void theLatestKnownValueIsNotOlderThanItsLimit() {
    Series series = rows("x", 1, NAN, NAN, NAN, 5, NAN);
    assertThat(FormulaEvaluator.of(new LastKnown(X, 1, 2), series))
        .containsExactly(1, 1, 1, NAN, 5, 5);
    assertThat(FormulaEvaluator.of(new LastKnown(X, 2, 2), series))
        .containsExactly(1, NAN, 1, NAN, 5, NAN);
  }

  @Test
  void statisticsOfRowsAreThoseOfTheirDefinitions() {
    Series series = rows("x", 3, 1, 4, 1, 5, NAN, 9, 2, 6, 5);
    assertThat(statistic(Rolling.Statistic.MEAN, 4, series))
        .containsExactly(NAN, NAN, NAN, 2.25f, 2.75f, NAN, NAN, NAN, NAN, 5.5f);
    assertThat(statistic(Rolling.Statistic.LEAST, 4, series))
        .containsExactly(NAN, NAN, NAN, 1, 1, NAN, NAN, NAN, NAN, 2);
    assertThat(statistic(Rolling.Statistic.GREATEST, 4, series))
        .containsExactly(NAN, NAN, NAN, 4, 5, NAN, NAN, NAN, NAN, 9);
    assertThat(statistic(Rolling.Statistic.MEDIAN, 4, series))
        .containsExactly(NAN, NAN, NAN, 2, 2.5f, NAN, NAN, NAN, NAN, 5.5f);
    assertThat(statistic(Rolling.Statistic.MEDIAN, 3, series))
        .containsExactly(NAN, NAN, 3, 1, 4, NAN, NAN, NAN, 6, 5);
    // numpy.std([3, 1, 4, 1]) == 1.299038105676658
    assertThat(statistic(Rolling.Statistic.DEVIATION, 4, series)[3]).isEqualTo(1.2990381f);
  }

  @Test
  void theMedianOfTwoLargeNumbersIsFinite() {
    assertThat(statistic(Rolling.Statistic.MEDIAN, 2, rows("x", 3e38f, 3e38f))[1]).isEqualTo(3e38f);
  }

  private static float[] statistic(Rolling.Statistic statistic, int rows, Series series) {
    return FormulaEvaluator.of(new Rolling(statistic, X, rows), series);
  }

  @Test
  void anEntryOutsideOfTheTableIsMissing() {
    assertThat(
            FormulaEvaluator.of(
                new Lookup(X, List.of(10f, 20f)), rows("x", 0, 1, 2, -1, NAN, 1e30f)))
        .containsExactly(10, 20, NAN, NAN, NAN, NAN);
  }

  @Test
  void theNearestPointsAreFoundByTheCoordinatesThatAreKnown() {
    Series series =
        Series.ofRows("s", List.of("x", "y"), new float[] {0, 0, 3, 3, NAN, 3, 1, NAN, NAN, NAN});
    Formula nearest =
        new Neighbours(List.of(X, Y), List.of(0f, 0f, 1f, 1f, 3f, 3f), List.of(10f, 20f, 60f), 1);
    assertThat(FormulaEvaluator.of(nearest, series)).containsExactly(10, 60, 60, 20, NAN);
    Formula two =
        new Neighbours(List.of(X, Y), List.of(0f, 0f, 1f, 1f, 3f, 3f), List.of(10f, 20f, 60f), 2);
    assertThat(FormulaEvaluator.of(two, series)).containsExactly(15, 40, 40, 15, NAN);
  }

  @Test
  void ofPointsAsNearTheFirstCounts() {
    Formula nearest = new Neighbours(List.of(X), List.of(1f, -1f), List.of(10f, 20f), 1);
    assertThat(FormulaEvaluator.of(nearest, rows("x", 0))).containsExactly(10);
  }

  @ParameterizedTest
  @CsvSource({
    "2024-02-29T23:59, 1439, 23, 3, 29, 60, 2",
    "2023-12-31T00:00, 0, 0, 6, 31, 365, 12",
    "2024-12-31T12:30, 750, 12, 1, 31, 366, 12",
    "1969-12-31T23:00, 1380, 23, 2, 31, 365, 12",
    "1900-03-01T06:07, 367, 6, 3, 1, 60, 3"
  })
  void fieldsOfADateAreThoseOfTheCalendar(
      LocalDateTime time, int minute, int hour, int weekday, int day, int dayOfYear, int month) {
    Series series = at(time, new Frequency(1, TimeStep.MINUTE));
    assertThat(field(Calendar.Field.MINUTE_OF_DAY, series)).isEqualTo(minute);
    assertThat(field(Calendar.Field.HOUR, series)).isEqualTo(hour);
    assertThat(field(Calendar.Field.WEEKDAY, series)).isEqualTo(weekday);
    assertThat(field(Calendar.Field.DAY_OF_MONTH, series)).isEqualTo(day);
    assertThat(field(Calendar.Field.DAY_OF_YEAR, series)).isEqualTo(dayOfYear);
    assertThat(field(Calendar.Field.MONTH, series)).isEqualTo(month);
  }

  private static float field(Calendar.Field field, Series series) {
    return FormulaEvaluator.of(new Calendar(field), series)[0];
  }

  private static Series at(LocalDateTime time, Frequency frequency) {
    long[] times = {time.toInstant(ZoneOffset.UTC).toEpochMilli()};
    return Series.of("s", List.of("x"), times, new float[1], frequency);
  }

  @ParameterizedTest
  @EnumSource(TimeStep.class)
  void rowsOfARegularSeriesAreOneStepApart(TimeStep step) {
    Frequency frequency = step == TimeStep.ROW ? Frequency.ROWS : new Frequency(1, step);
    // A Friday, so that business days go on after a weekend.
    long start = frequency.isTimed() ? -86_400_000L * 13 : 0;
    Series series =
        RandomFormulas.series(new Random(1), frequency, start, 40, List.of(Kind.ORDINARY));
    float[] elapsed =
        FormulaEvaluator.of(new Elapsed(frequency, frequency.stepNumber(start)), series);
    float[] phase = FormulaEvaluator.of(new Phase(frequency, 7), series);
    float[] cycle = FormulaEvaluator.of(new Cycle(frequency, 3.5), series);
    int first = (int) Math.floorMod(frequency.stepNumber(start), 7L);
    for (int row = 0; row < 40; row++) {
      assertThat(elapsed[row]).isEqualTo(row);
      assertThat(phase[row]).isEqualTo((first + row) % 7);
      assertThat(cycle[row]).isEqualTo((float) ((first + row) % 7 % 3.5 / 3.5));
    }
  }

  @Test
  void aRowComesOutTheSameWhateverIsComputedWithIt() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Frequency frequency = any(random, RandomFormulas.frequencies());
      Series series =
          RandomFormulas.series(
              random,
              frequency,
              86_400_000L * (random.nextInt(40_000) - 20_000),
              60,
              kinds(random));
      Formula formula = new RandomFormulas(random, series.columns(), frequency).next(4);
      float[] all = FormulaEvaluator.of(formula, series);
      int from = random.nextInt(60);
      int to = from + 1 + random.nextInt(60 - from);
      float[] some = new float[to - from];
      new FormulaEvaluator(List.of(formula)).evaluate(series, new RowRange(from, to), some);
      assertThat(some)
          .as("seed %d: %s", seed, formula)
          .containsExactly(Arrays.copyOfRange(all, from, to));
    }
  }

  @Test
  void aRowFollowsFromItsHistoryAloneAndFromNoLaterRow() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Frequency frequency = any(random, RandomFormulas.frequencies());
      long start = 86_400_000L * (random.nextInt(40_000) - 20_000);
      Series series = RandomFormulas.series(random, frequency, start, 80, kinds(random));
      Formula formula = new RandomFormulas(random, series.columns(), frequency).next(4);
      float[] all = FormulaEvaluator.of(formula, series);
      int row = Math.min(79, formula.history() + random.nextInt(20));
      int from = row - formula.history();
      if (from < 0) {
        continue;
      }
      // The rows that it may read, and nothing else of the series.
      int width = series.columns().size();
      long[] times = new long[row + 1 - from];
      for (int i = 0; i < times.length; i++) {
        times[i] = series.time(from + i);
      }
      Series cut =
          Series.of(
              "cut",
              series.columns(),
              times,
              Arrays.copyOfRange(series.values(), from * width, (row + 1) * width),
              frequency);
      assertThat(FormulaEvaluator.of(formula, cut)[times.length - 1])
          .as("seed %d: %s", seed, formula)
          .isEqualTo(Float.valueOf(all[row]));
    }
  }

  @Test
  void severalFormulasAreComputedSideBySideAsEachAlone() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      Frequency frequency = new Frequency(1, TimeStep.HOUR);
      Series series = RandomFormulas.series(random, frequency, 0, 5000, kinds(random));
      RandomFormulas draw = new RandomFormulas(random, series.columns(), frequency);
      List<Formula> formulas = List.of(draw.next(3), draw.next(3), draw.next(3));
      float[] together = new FormulaEvaluator(formulas).evaluate(series);
      for (int k = 0; k < 3; k++) {
        float[] alone = FormulaEvaluator.of(formulas.get(k), series);
        for (int row = 0; row < 5000; row++) {
          assertThat(together[row * 3 + k])
              .as("seed %d", seed)
              .isEqualTo(Float.valueOf(alone[row]));
        }
      }
    }
  }

  @Test
  void aFormulaMadeOfItselfManyTimesOverIsComputedOnceForEachPart() {
    Formula deep = X;
    for (int i = 0; i < 200; i++) {
      deep = new Binary(Binary.Operator.ADD, deep, deep).times(Formula.constant(0.5));
    }
    assertThat(deep.columns()).containsExactly("x");
    assertThat(deep.history()).isZero();
    assertThat(FormulaEvaluator.of(deep.replace(Map.of("x", Y.lag(1))), rows("y", 7, 8)))
        .containsExactly(NAN, 7);
  }

  @Test
  void aColumnThatIsNotThereIsNamed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FormulaEvaluator.of(Y, rows("x", 1)))
        .withMessage("the table has no column y");
  }

  private static List<Kind> kinds(Random random) {
    List<Kind> kinds = new ArrayList<>();
    for (int k = 0; k < 3; k++) {
      kinds.add(any(random, List.of(Kind.values())));
    }
    return kinds;
  }

  private static <T> T any(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static Series rows(String column, float... values) {
    return Series.ofRows("s", List.of(column), values);
  }
}
