package io.penstock.onnx;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import io.penstock.formula.Formula;
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
import io.penstock.series.Series;
import io.penstock.series.TimeStep;
import io.penstock.testing.RandomFormulas;
import io.penstock.testing.RandomFormulas.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule N4 for formulas: ONNX Runtime computes what Java computes, missing in the same places. */
class FormulaNodesTest {
  private static final Formula X = Formula.column("c0");
  private static final Formula Y = Formula.column("c1");
  private static final Formula Z = Formula.column("c2");
  private static final List<String> COLUMNS = List.of("c0", "c1", "c2");
  private static final int LOOK_BACK = 20;

  /** More of them with {@code -Dpenstock.trials=…}. */
  private static final int TRIALS = Integer.getInteger("penstock.trials", 400);

  private static final Frequency HOURS = new Frequency(1, TimeStep.HOUR);

  static Stream<Formula> formulas() {
    List<Formula> formulas = new ArrayList<>();
    for (Unary.Function function : Unary.Function.values()) {
      formulas.add(new Unary(function, X));
    }
    for (Binary.Operator operator : Binary.Operator.values()) {
      formulas.add(new Binary(operator, X, Y));
      for (double number : new double[] {-2, -1, 0, 0.3, 1, 2}) {
        formulas.add(new Binary(operator, X, Formula.constant(number)));
        formulas.add(new Binary(operator, Formula.constant(number), X));
      }
    }
    formulas.add(X.isBelow(Y).choose(Z, X));
    formulas.add(X.choose(Y, Z));
    formulas.add(X.choose(Formula.constant(1), Z));
    formulas.add(X.isMissing().choose(Formula.constant(1), Formula.constant(2)));
    for (int rows : new int[] {1, 2, 3, 7, 40}) {
      formulas.add(X.lag(rows));
      formulas.add(new Weighted(X, weights(rows)));
      for (Rolling.Statistic statistic : Rolling.Statistic.values()) {
        formulas.add(new Rolling(statistic, X, rows));
      }
      for (int stride : new int[] {1, 5}) {
        formulas.add(new LastKnown(X, stride, rows));
      }
    }
    for (int rows : new int[] {65, 66}) {
      formulas.add(new Rolling(Rolling.Statistic.MEDIAN, X, rows));
      formulas.add(new Rolling(Rolling.Statistic.MEDIAN_DEVIATION, X, rows));
    }
    formulas.add(new Shift(new Shift(X, -2), 3));
    formulas.add(new Lookup(X, List.of(1f, 2f, 3f)));
    formulas.add(new Lookup(new Phase(HOURS, 3), List.of(1f, 2f, 3f)));
    for (int nearest = 1; nearest < 4; nearest++) {
      formulas.add(
          new Neighbours(
              List.of(X, Y, Formula.constant(1)),
              List.of(0f, 0f, 1f, 1f, 1f, 1f, 0f, 1f, 1f, 1f, 0f, 2f, -1f, 0f, 1f),
              List.of(1f, 20f, 300f, 4000f, 50000f),
              nearest));
    }
    for (Calendar.Field field : Calendar.Field.values()) {
      formulas.add(new Calendar(field));
    }
    return formulas.stream();
  }

  private static List<Float> weights(int count) {
    List<Float> weights = new ArrayList<>();
    for (int k = 0; k < count; k++) {
      weights.add(k % 3 == 1 ? 0f : 1f / (1 + k));
    }
    return weights;
  }

  @ParameterizedTest
  @MethodSource("formulas")
  void aFormulaAloneIsWhatItIsInJava(Formula formula) throws OrtException {
    Random random = new Random(1);
    try (FormulaGraphs graphs = new FormulaGraphs(List.of(formula), COLUMNS, LOOK_BACK)) {
      for (Kind first : Kind.values()) {
        for (Kind second : List.of(Kind.ORDINARY, Kind.WITH_RUNS_MISSING, first)) {
          Series series =
              RandomFormulas.series(
                  random, HOURS, -86_400_000L, 260, List.of(first, second, Kind.ORDINARY));
          assertAgrees(first + " and " + second, graphs, series, 1e-6f);
          spoil(random, series);
          assertAgrees(first + " and " + second + " spoilt", graphs, series, 1e-6f);
        }
      }
    }
  }

  /** Infinities, zeros of both signs and extremes here and there. */
  private static void spoil(Random random, Series series) {
    float[] odd = {
      Float.NaN,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      0f,
      -0f,
      1f,
      -1f,
      1e30f,
      -1e30f,
      1e-30f,
      3e38f,
      Float.MIN_VALUE,
      2f,
      0.5f
    };
    for (int i = 0; i < series.values().length; i += 1 + random.nextInt(12)) {
      series.values()[i] = odd[random.nextInt(odd.length)];
    }
  }

  @ParameterizedTest
  @EnumSource(TimeStep.class)
  void formulasOfTheTimeAreWhatTheyAreInJava(TimeStep step) throws OrtException {
    for (int count : new int[] {1, 2, 15}) {
      if (step == TimeStep.ROW && count > 1) {
        continue;
      }
      Frequency frequency = step == TimeStep.ROW ? Frequency.ROWS : new Frequency(count, step);
      List<Formula> formulas = new ArrayList<>();
      for (Calendar.Field field : Calendar.Field.values()) {
        formulas.add(new Calendar(field));
      }
      for (int season : new int[] {1, 7, 24, 365}) {
        formulas.add(new Phase(frequency, season));
        formulas.add(new Elapsed(frequency, season - 300));
        formulas.add(new Cycle(frequency, season + 0.25));
      }
      Random random = new Random(count);
      try (FormulaGraphs graphs = new FormulaGraphs(formulas, List.of("c0"), LOOK_BACK)) {
        for (long[] times : times(random)) {
          Series series = Series.of("s", List.of("c0"), times, new float[times.length], frequency);
          assertAgrees(frequency.toString(), graphs, series, 0);
        }
      }
    }
  }

  /** Leap days, ends of years and of centuries, before and after 1970, and what is far away. */
  private static List<long[]> times(Random random) {
    List<long[]> all = new ArrayList<>();
    long day = 86_400_000L;
    long[] begins = {0, -3, 11_015, -25_509, -719_530, 47_481, 19_722, -171_499_000_000L / 86_400};
    for (long begin : begins) {
      long[] times = new long[400];
      for (int i = 0; i < times.length; i++) {
        times[i] = (begin - 20 + i) * day + random.nextInt((int) day);
      }
      all.add(times);
    }
    long[] anywhere = new long[400];
    for (int i = 0; i < anywhere.length; i++) {
      anywhere[i] = random.nextLong() >> 14 + random.nextInt(30);
    }
    Arrays.sort(anywhere);
    all.add(anywhere);
    return all;
  }

  @Test
  void formulasMadeOfOthersAreWhatTheyAreInJava() throws OrtException {
    for (int seed = 0; seed < TRIALS; seed++) {
      Random random = new Random(seed);
      Frequency frequency = any(random, RandomFormulas.frequencies());
      List<Kind> kinds = List.of(anyKind(random), anyKind(random), anyKind(random));
      long start = 86_400_000L * (random.nextInt(40_000) - 20_000);
      Series series = RandomFormulas.series(random, frequency, start, 120, kinds);
      if (random.nextInt(4) == 0) {
        spoil(random, series);
      }
      RandomFormulas draw = new RandomFormulas(random, series.columns(), frequency);
      List<Formula> formulas = new ArrayList<>();
      for (int k = 1 + random.nextInt(12); k > 0; k--) {
        formulas.add(draw.next(1 + random.nextInt(4)));
      }
      try (FormulaGraphs graphs = new FormulaGraphs(formulas, COLUMNS, LOOK_BACK)) {
        assertAgrees("seed " + seed, graphs, series, 1e-5f);
      }
    }
  }

  private static Kind anyKind(Random random) {
    return any(random, List.of(Kind.values()));
  }

  private static <T> T any(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  /**
   * @param share of a formula's greatest value by which ONNX Runtime may differ
   */
  private static void assertAgrees(String what, FormulaGraphs graphs, Series series, float share)
      throws OrtException {
    List<Formula> formulas = graphs.formulas();
    float[] expected = graphs.inJava(series);
    float[] given = graphs.byRuntime(series);
    assertThat(given).hasSameSizeAs(expected);
    float[] greatest = new float[formulas.size()];
    for (int i = 0; i < expected.length; i++) {
      int k = i % formulas.size();
      if (Float.isFinite(expected[i])) {
        greatest[k] = Math.max(greatest[k], Math.abs(expected[i]));
      }
    }
    for (int i = 0; i < expected.length; i++) {
      int k = i % formulas.size();
      boolean same =
          Float.compare(expected[i], given[i]) == 0
              || Math.abs(expected[i] - given[i]) <= share * greatest[k];
      if (!same) {
        int row = i / formulas.size();
        throw new AssertionError(
            String.format(
                "%s: window %d, row %d is %s and should be %s: %s",
                what, row / LOOK_BACK, row % LOOK_BACK, given[i], expected[i], formulas.get(k)));
      }
    }
  }
}
