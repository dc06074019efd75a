package io.penstock.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.management.ThreadMXBean;
import io.penstock.SampleSeries;
import io.penstock.error.ErrorCode;
import io.penstock.error.PenstockException;
import io.penstock.experiment.Split;
import io.penstock.series.RowRange;
import io.penstock.series.Series;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.assertj.core.api.ThrowableAssertAlternative;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowFinderTest {
  private static final float NAN = Float.NaN;

  @Test
  void findsTheWindowsThatAScanOfEachWouldFind() {
    int crossing = 0;
    int lacking = 0;
    int found = 0;
    for (int seed = 0; seed < 500; seed++) {
      Random random = new Random(seed);
      Case c = Case.random(random);
      FoundWindows windows = c.finder().find(c.part);
      List<Integer> expected = new ArrayList<>();
      int across = 0;
      int missing = 0;
      for (int start = 0; start + c.lookBack + c.horizon <= c.series.rows(); start++) {
        int origin = start + c.lookBack;
        if (origin < c.part.from() || origin + c.horizon > c.part.to()) {
          continue;
        }
        if (!c.inOneSegment(start, origin + c.horizon)) {
          across++;
        } else if (c.lacks(start, origin, c.inputs)
            || c.lacks(origin, origin + c.horizon, c.targets)) {
          missing++;
        } else {
          expected.add(start);
        }
      }
      assertThat(windows.starts())
          .as("seed %d", seed)
          .containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
      assertThat(windows.count()).isEqualTo(expected.size());
      assertThat(windows.acrossGaps()).as("seed %d", seed).isEqualTo(across);
      assertThat(windows.missing()).as("seed %d", seed).isEqualTo(missing);
      crossing += across;
      lacking += missing;
      found += expected.size();
    }
    assertThat(List.of(crossing, lacking, found)).allSatisfy(n -> assertThat(n).isPositive());
  }

  private record Case(
      Series series, RowRange part, int[] inputs, int[] targets, int lookBack, int horizon) {
    static Case random(Random random) {
      int columns = 1 + random.nextInt(3);
      int rows = random.nextInt(80);
      List<String> names = List.of("a", "b", "c").subList(0, columns);
      Set<Integer> gaps = new HashSet<>();
      for (int gap = random.nextInt(3); gap > 0; gap--) {
        gaps.add(1 + random.nextInt(80));
      }
      float[] values = SampleSeries.random(random, rows * columns, 0.03);
      int from = random.nextInt(rows + 1);
      int to = from + random.nextInt(rows - from + 1);
      RowRange part = random.nextBoolean() ? new RowRange(0, rows) : new RowRange(from, to);
      return new Case(
          SampleSeries.hourly(names, values, gaps),
          part,
          random.ints(1 + random.nextInt(columns), 0, columns).toArray(),
          new int[] {random.nextInt(columns)},
          1 + random.nextInt(8),
          1 + random.nextInt(4));
    }

    WindowFinder finder() {
      return new WindowFinder(series, inputs, targets, lookBack, horizon);
    }

    boolean inOneSegment(int from, int to) {
      return series.segments().stream().anyMatch(s -> s.from() <= from && to <= s.to());
    }

    boolean lacks(int from, int to, int[] columns) {
      for (int row = from; row < to; row++) {
        for (int column : columns) {
          if (Float.isNaN(series.value(row, column))) {
            return true;
          }
        }
      }
      return false;
    }
  }

  @Test
  void noWindowGoesFromOneSeriesToTheNextOrFromOnePartToTheNext() {
    for (int seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      Map<String, Series> byId = new TreeMap<>();
      for (int k = 0; k < 1 + random.nextInt(4); k++) {
        int rows = 9 + random.nextInt(40);
        byId.put(
            "s" + k,
            SampleSeries.hourly(
                List.of("y"),
                SampleSeries.random(random, rows, 0.02),
                random.nextBoolean() ? Set.of(rows / 3) : Set.of()));
      }
      Series series = Series.together("all", "id", byId);
      int purge = random.nextInt(4);
      Parts parts = Parts.of(series, new Split.ByFraction(0.5, 0.2, purge));
      int lookBack = 1 + random.nextInt(4);
      int horizon = 1 + random.nextInt(3);
      WindowFinder finder =
          new WindowFinder(series, new int[] {0}, new int[] {0}, lookBack, horizon);
      for (List<RowRange> part :
          List.of(parts.training().ranges(), parts.validation(), parts.test())) {
        List<Integer> expected = new ArrayList<>();
        for (int start = 0; start + lookBack + horizon <= series.rows(); start++) {
          int first = start + lookBack;
          RowRange window = new RowRange(start, first + horizon);
          boolean truthInPart =
              part.stream().anyMatch(range -> within(new RowRange(first, window.to()), range));
          boolean inSegment = series.segments().stream().anyMatch(run -> within(window, run));
          boolean whole = true;
          for (int row = start; row < window.to(); row++) {
            whole &= !Float.isNaN(series.value(row, 0));
          }
          if (truthInPart && inSegment && whole) {
            expected.add(start);
          }
        }
        assertThat(finder.find(part).starts())
            .as("seed %d", seed)
            .containsExactly(expected.stream().mapToInt(Integer::intValue).toArray());
      }
    }
  }

  private static boolean within(RowRange inner, RowRange outer) {
    return outer.from() <= inner.from() && inner.to() <= outer.to();
  }

  @Test
  void aSeriesTooShortForAForecastIsNamed() {
    Series series =
        Series.together(
            "m4.csv",
            "id",
            Map.of("H1", SampleSeries.hourly(1, 2, 3), "H2", SampleSeries.hourly(1)));
    WindowFinder finder = new WindowFinder(series, new int[] {0}, new int[] {0}, 2, 1);
    assertThat(finder.last(3)).isEqualTo(1);
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> finder.last(4))
        .withMessage(
            "Series H2 of m4.csv has 1 rows, but a forecast reads the last 2. Give it 1 more before them.");
  }

  @Test
  void theLookBackMayReachIntoTheRowsBeforeThePartButTheTruthMayNotLeaveIt() {
    WindowFinder finder = finder(SampleSeries.hourly(new float[10]), 3, 2);
    assertThat(finder.find(new RowRange(0, 5)).starts()).containsExactly(0);
    assertThat(finder.find(new RowRange(5, 8)).starts()).containsExactly(2, 3);
    assertThat(finder.find(new RowRange(8, 10)).starts()).containsExactly(5);
  }

  @Test
  void aMissingValueMattersOnlyWhereItIsNeeded() {
    float[] values = {1, 1, 2, NAN, 3, 3, NAN, 4, 5, 5, 6, 6};
    Series series = SampleSeries.hourly(List.of("x", "y"), values, Set.of());
    int[] x = {0};
    int[] y = {1};
    assertThat(new WindowFinder(series, x, x, 2, 1).find(all(series)).starts()).containsExactly(0);
    assertThat(new WindowFinder(series, x, y, 2, 1).find(all(series)).starts())
        .containsExactly(0, 1);
    assertThat(new WindowFinder(series, y, y, 2, 1).find(all(series)).starts())
        .containsExactly(2, 3);
  }

  @ParameterizedTest
  @ValueSource(ints = {1_000, Integer.MAX_VALUE})
  void aWindowLongerThanTheSeriesIsInNoPart(int length) {
    Series series = SampleSeries.hourly(new float[20]);
    assertThat(finder(series, length, 1).find(all(series)).count()).isZero();
    assertThat(finder(series, 1, length).find(all(series)).count()).isZero();
    assertThat(finder(series, length, length).find(all(series)).acrossGaps()).isZero();
  }

  @Test
  void aMillionRowsCostNoMoreMemoryThanTheStarts() {
    int rows = 1_000_000;
    List<String> columns = List.of("a", "b", "c", "d", "e", "f", "g", "h");
    Series series = Series.ofRows("big", columns, new float[rows * columns.size()]);
    int[] all = {0, 1, 2, 3, 4, 5, 6, 7};
    WindowFinder finder = new WindowFinder(series, all, all, 96, 24);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    RowRange part = all(series);
    finder.find(part);
    long before = threads.getCurrentThreadAllocatedBytes();
    FoundWindows windows = finder.find(part);
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    assertThat(windows.count()).isEqualTo(rows - 96 - 24 + 1);
    assertThat(allocated).isBetween(4L * windows.count(), 4L * windows.count() + 65_536);
  }

  @Test
  void saysHowManyWindowsWereLeftOutAndWhy() {
    assertThat(new FoundWindows(new int[0], 0, 0).leftOut()).isEmpty();
    assertThat(new FoundWindows(new int[0], 12, 3).leftOut())
        .hasValue("15 windows were left out: 12 for crossing a gap and 3 for a missing value.");
    assertThat(new FoundWindows(new int[0], 0, 1).leftOut())
        .hasValue("1 window was left out: 1 for a missing value.");
    assertThat(new FoundWindows(new int[0], 2, 0).leftOut())
        .hasValue("2 windows were left out: 2 for crossing a gap.");
  }

  @Test
  void aPartThatMustHaveWindowsAndHasNoneIsAnErrorThatSaysWhatAWindowNeeds() {
    Series series = SampleSeries.hourly(List.of("y"), new float[20], Set.of(10));
    WindowFinder finder = finder(series, 8, 4);
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> finder.require(new RowRange(0, 18), "training"))
        .withMessageContaining("training part of sample.csv, 18 of its 20 rows, holds no window")
        .withMessageContaining("needs 12 rows (look-back 8 and horizon 4)")
        .withMessageContaining("7 windows were left out: 7 for crossing a gap.")
        .withMessageContaining("shorter look-back or horizon, or more rows")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA));
    assertThat(finder(series, 8, 2).require(new RowRange(0, 18), "training").count()).isEqualTo(1);
  }

  @Test
  void aPartWhoseWindowsAllLackAValueIsAnErrorThatSaysToFillThem() {
    float[] values = new float[20];
    values[5] = NAN;
    values[13] = NAN;
    WindowFinder finder = finder(SampleSeries.hourly(values), 6, 2);
    assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(() -> finder.require(new RowRange(0, 20), "training"))
        .withMessageEndingWith(
            "13 windows were left out: 13 for a missing value. Fill what is missing by the step impute, "
                + "leave out columns that lack much, or take a shorter look-back or horizon, or more rows.");
  }

  @Test
  void theLastLookBackEndsWithTheLastRow() {
    assertThat(finder(SampleSeries.hourly(new float[20]), 8, 4).last()).isEqualTo(12);
    assertThat(finder(SampleSeries.hourly(new float[8]), 8, 4).last()).isZero();
    assertThat(finder(SampleSeries.hourly(NAN, 1, 2), 2, 1).last()).isEqualTo(1);
  }

  @Test
  void aForecastFromTooFewRowsSaysHowManyAreNeeded() {
    assertDataError(finder(SampleSeries.hourly(new float[5]), 8, 4))
        .withMessageContaining("sample.csv has 5 rows")
        .withMessageContaining("reads the last 8")
        .withMessageContaining("3 more");
  }

  @Test
  void aForecastAfterAGapNamesTheRowsAroundIt() {
    Series series = SampleSeries.hourly(List.of("y"), new float[20], Set.of(15));
    assertDataError(finder(series, 8, 4))
        .withMessageContaining("row 15 (2020-01-01T14:00) and row 16 (2020-01-01T16:00)")
        .withMessageContaining("Fill in the rows");
    assertThat(finder(series, 5, 4).last()).isEqualTo(15);
  }

  @Test
  void aForecastFromAMissingValueNamesItsRowAndColumn() {
    float[] values = {1, 1, 2, 2, 3, NAN, 4, 4};
    Series series = SampleSeries.hourly(List.of("x", "y"), values, Set.of());
    int[] both = {0, 1};
    assertDataError(new WindowFinder(series, both, both, 3, 1))
        .withMessageContaining("no value in column y at row 3 (2020-01-01T02:00)")
        .withMessageContaining("Fill in or correct the value");
    assertThat(new WindowFinder(series, new int[] {0}, both, 3, 1).last()).isEqualTo(1);
  }

  private static ThrowableAssertAlternative<PenstockException> assertDataError(
      WindowFinder finder) {
    return assertThatExceptionOfType(PenstockException.class)
        .isThrownBy(finder::last)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DATA));
  }

  private static WindowFinder finder(Series series, int lookBack, int horizon) {
    return new WindowFinder(series, new int[] {0}, new int[] {0}, lookBack, horizon);
  }

  private static RowRange all(Series series) {
    return new RowRange(0, series.rows());
  }
}
